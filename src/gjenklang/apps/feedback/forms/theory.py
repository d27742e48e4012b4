"""What the client thinks it is about and what would help, in their own words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.forms.parts import KeyedForm, area
from gjenklang.apps.feedback.models import QUESTIONS

__all__ = ["TheoryForm", "theory_in_words"]


class TheoryForm(KeyedForm):
    """Five questions, none of which must be answered."""

    cause = area(_("What is it about?"), most=2000, height=2)
    would_help = area(_("What would help?"), most=2000, height=2)
    helped_before = area(_("What has helped before?"), most=2000, height=2)
    with_us = area(_("Who should be with us?"), most=2000, height=2)
    pace = area(_("Which pace suits?"), most=2000, height=2)

    def clean(self) -> dict[str, Any]:
        """It says something."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in QUESTIONS):
            raise forms.ValidationError(_("Write at least one thing."))
        return cleaned


def theory_in_words(said: Mapping[str, str]) -> list[tuple[Any, str]]:
    """Each question with what was answered; those without an answer are left out."""
    return [(TheoryForm.base_fields[name].label, said[name]) for name in QUESTIONS if name in said]
