"""What is typed about a wish for another therapist."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.forms.parts import KeyedForm, area, choice, day
from gjenklang.apps.feedback.models import Given

__all__ = ["AnswerForm", "WishForm"]

#: Someone has an answer within so many days, unless another day is chosen.
WITHIN = timedelta(days=7)


class WishForm(KeyedForm):
    """The wish in the client's words, and by when it is answered."""

    words = area(_("What does the client wish, and what should be different?"), most=1000)
    due = day(_("Answered by"), today=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["due"].initial = timezone.localdate() + WITHIN

    def clean_due(self) -> date:
        """A day that is gone is no promise."""
        due: date = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return due


class AnswerForm(forms.Form):
    """The answer, and what the client is told."""

    given = choice(_("The answer"), Given.choices, radio=True)
    answer = area(_("What the client is told"), most=1000)
