"""What is typed about a signal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.models import Done, NotNow

__all__ = ["BackForm", "HandleForm", "LabelForm"]


class BackForm(forms.Form):
    """The session whose page it was done from, if it was one."""

    session = forms.UUIDField(required=False)


class HandleForm(BackForm):
    """Talked about, or not now with a reason; the few words are the writer's own to add."""

    done = forms.ChoiceField(choices=Done)
    reason = forms.ChoiceField(choices=NotNow, required=False)
    words = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it is put off."""
        cleaned = super().clean() or {}
        if cleaned.get("done") == Done.NOT_NOW and not cleaned.get("reason"):
            self.add_error("reason", forms.ValidationError("", code="required"))
        return cleaned


class LabelForm(forms.Form):
    """One label, in a few words that name nobody."""

    words = forms.CharField(
        label=_("New label"),
        max_length=30,
        help_text=_("At most 30 characters, and no names: everyone who reads the course sees it."),
        widget=forms.TextInput(attrs={"class": "ds-input", "autocomplete": "off"}),
    )
