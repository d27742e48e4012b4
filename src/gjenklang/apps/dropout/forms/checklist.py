"""What is typed about the four factors, screenings and agreements."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.parts import INPUT, Keyed, area_field, choice_field, day_field, text_field
from gjenklang.apps.dropout.models import Checklist, Factor, Reply, Screening, Withdrawal
from gjenklang.apps.dropout.queries import Beside

__all__ = ["AgreementForm", "ChecklistForm", "ScreeningForm", "answers_now"]

#: Nobody agrees for longer than a year without talking about it again.
LONGEST = timedelta(days=366)


def answers_now(
    latest: Checklist | None, beside: Mapping[str, Beside], answered: date | None
) -> dict[str, str]:
    """What the four questions stand at when the page opens.

    What was answered last stands, until the source beside it is newer: then the source fills it in again.
    """
    found = {}
    for factor in Factor:
        given = latest.reply(factor) if latest else ""
        source = beside.get(factor, Beside(""))
        newer = bool(source.suggests and source.day and answered and source.day > answered)
        found[str(factor)] = source.suggests if newer or not given else given
    return found


class ChecklistForm(Keyed):
    """The four questions: one tap each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for factor in Factor:
            self.fields[factor.value] = choice_field(factor.label, Reply.choices, radio=True)
            self.fields[factor.value].required = False

    def clean(self) -> dict[str, Any]:
        """A question that was left is not known yet."""
        cleaned = super().clean() or {}
        left = [factor.value for factor in Factor if cleaned.get(factor.value) == ""]
        return cleaned | dict.fromkeys(left, Reply.UNKNOWN)


class ScreeningForm(Keyed):
    """The result of a screening: the name of the test and what came out, never its questions."""

    about = choice_field(_("About"), Screening.About.choices)
    test = text_field(_("Name of the test"), 80)
    day = day_field(_("Date"), initial=timezone.localdate)
    result = text_field(_("Result"), 200, _("As the test states it. A screening is no diagnosis."))
    days_since_use = forms.IntegerField(
        label=_("Days since last use"),
        min_value=0,
        max_value=20000,
        required=False,
        widget=forms.NumberInput(attrs=INPUT),
    )
    withdrawal = choice_field(_("Withdrawal on that day"), Withdrawal.choices)
    repeat_on = day_field(_("Repeat it on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["withdrawal"].initial = Withdrawal.UNKNOWN

    def clean(self) -> dict[str, Any]:
        """A result is of today or before, and is repeated later."""
        cleaned = super().clean() or {}
        taken, again = cleaned.get("day"), cleaned.get("repeat_on")
        if taken and taken > timezone.localdate():
            self.add_error("day", _("That day has not come yet."))
        if taken and again and again <= taken:
            self.add_error("repeat_on", _("It is repeated on a later day than it was taken."))
        return cleaned


class AgreementForm(Keyed):
    """What shall we do if I stay away? In the client's own words, with what may be said, to whom, and until when."""

    words = area_field(
        _("What shall we do if I stay away?"), 1000, _("In the client's own words, written down together.")
    )
    to_whom = text_field(_("Whom may we turn to?"), 120, required=False)
    scope = text_field(
        _("What may we say?"),
        300,
        _("For example: that I am missed, and no more."),
        required=False,
    )
    contact = text_field(
        _("Telephone"),
        60,
        _("Shown only after what may be said, and not after the last day."),
        required=False,
    )
    agreed = day_field(_("Agreed on"), initial=timezone.localdate)
    until = day_field(_("Holds to"), _("At most a year; the client can take it back any day."))

    def clean(self) -> dict[str, Any]:
        """Someone to turn to needs words for what may be said; the days come in order."""
        cleaned = super().clean() or {}
        if (cleaned.get("to_whom") or cleaned.get("contact")) and not cleaned.get("scope"):
            self.add_error("scope", _("Write what may be said before anyone is contacted."))
        agreed, until = cleaned.get("agreed"), cleaned.get("until")
        if agreed and agreed > timezone.localdate():
            self.add_error("agreed", _("That day has not come yet."))
        if agreed and until and not agreed <= until <= agreed + LONGEST:
            self.add_error("until", _("Choose a last day after it was agreed, within a year."))
        return cleaned
