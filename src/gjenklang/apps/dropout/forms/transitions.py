"""What is typed about a move."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.typed import KeyedForm, area, choice, day, rows, text
from gjenklang.apps.dropout.models import Closed
from gjenklang.apps.people.models import Staff

__all__ = ["AttendedForm", "ClosedForm", "TransitionForm"]


class TransitionForm(KeyedForm):
    """Where to, when, the first appointment there, and who goes along."""

    place = text(_("Where to"))
    moves = day(_("Moves on"))
    referred = day(_("Referred on"), required=False)
    appointment = day(_("First appointment there"), _("Leave it empty until it is set."), required=False)
    along = rows(_("Who goes along to the first appointment"), Staff.objects.none(), required=False)
    along_words = text(_("Or someone else who goes along"), required=False)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["along"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type, the class says so above
        field.queryset = colleagues

    def clean(self) -> dict[str, Any]:
        """Nobody is referred after the first appointment."""
        cleaned = super().clean() or {}
        referred, appointment = cleaned.get("referred"), cleaned.get("appointment")
        if referred and appointment and referred > appointment:
            self.add_error("appointment", _("The first appointment comes before the day of referral."))
        return cleaned


class AttendedForm(forms.Form):
    """The day of the first appointment that was attended there."""

    day = day(_("First attended there"), today=True)

    def __init__(self, *args: Any, referred: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referred = referred

    def clean_day(self) -> date:
        """Nobody attended in the future, or before they were referred."""
        when: date = self.cleaned_data["day"]
        if when > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        if self.referred and when < self.referred:
            raise forms.ValidationError(_("That day comes before the day of referral."))
        return when


class ClosedForm(forms.Form):
    """Why it came to nothing."""

    reason = choice(_("Why"), Closed.choices)
    words = area(_("In a few words"))
