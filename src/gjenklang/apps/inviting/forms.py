"""What is agreed about sending, and what is to be sent."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.models import Moment, Session
from gjenklang.apps.inviting.models import By
from gjenklang.apps.shell.typed import INPUT, KeyedForm, day, text

__all__ = ["AgreementForm", "LinkForm", "number_from"]

#: The longest that an agreement lasts before it is asked about anew.
LONGEST = timedelta(days=366)
WEEKDAYS = (
    *((0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday"))),
    *((4, _("Friday")), (5, _("Saturday")), (6, _("Sunday"))),
)
WHEN = (
    ("now", _("Now")),
    ("before", _("Before each meeting")),
    ("weekly", _("Every week")),
)


def number_from(typed: str) -> str:
    """A telephone number with its country; a Norwegian one may be typed without.

    Raises
    ------
    ValueError
        When it is no number.

    Examples
    --------
    >>> number_from("900 00 000"), number_from("0046 70 123 45 67")
    ('+4790000000', '+46701234567')
    """
    bare = re.sub(r"[\s().-]", "", typed)
    bare = "+" + bare[2:] if bare.startswith("00") else bare
    if re.fullmatch(r"[2-9]\d{7}", bare):
        return "+47" + bare
    if re.fullmatch(r"\+[1-9]\d{7,14}", bare):
        return bare
    raise ValueError(typed)


class AgreementForm(forms.Form):
    """Where a link may be sent, whether that is safe, and until when."""

    by = forms.ChoiceField(label=_("How"), choices=By.choices, widget=forms.RadioSelect(attrs=INPUT))
    address = text(_("Number or e-mail address"), most=254)
    safe = forms.ChoiceField(
        label=_("Ask: is it safe to send there? Can anyone else see it, or hold the telephone?"),
        choices=(
            ("yes", _("Yes, it is safe. Nobody else sees it.")),
            ("no", _("No, or not sure. Nothing is sent.")),
        ),
        widget=forms.RadioSelect(attrs=INPUT),
    )
    until = day(_("Holds until"), _("At most a year. Then we ask again."))

    def clean_until(self) -> date:
        """A day to come, at most a year away."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today <= until <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today and at most a year ahead."))
        return until

    def clean(self) -> dict[str, Any]:
        """The address is one of its kind."""
        cleaned = super().clean() or {}
        typed = cleaned.get("address", "").strip()
        if typed and cleaned.get("by"):
            self._check(cleaned, typed)
        return cleaned

    def _check(self, cleaned: dict[str, Any], typed: str) -> None:
        try:
            if cleaned["by"] == By.TEXT:
                cleaned["address"] = number_from(typed)
            else:
                cleaned["address"] = forms.EmailField().clean(typed)
        except (ValueError, forms.ValidationError):
            self.add_error("address", _("This is no number or address of that kind."))


class LinkForm(KeyedForm):
    """To whom, which form, and when."""

    to = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.CheckboxSelectMultiple(attrs=INPUT),
        error_messages={"required": _("Choose at least one.")},
    )
    moment = forms.ChoiceField(
        label=_("Which form"),
        choices=(
            (Moment.START, _("The one at the start: how have I been?")),
            (Moment.END, _("The one at the end, about the last meeting: how was our work?")),
        ),
        initial=Moment.START,
        required=False,
        widget=forms.RadioSelect(attrs=INPUT),
    )
    when = forms.ChoiceField(
        label=_("When"), choices=WHEN, initial="now", widget=forms.RadioSelect(attrs=INPUT)
    )
    hours = forms.IntegerField(
        label=_("Hours before the meeting"),
        initial=24,
        min_value=1,
        max_value=168,
        required=False,
        widget=forms.NumberInput(attrs=INPUT),
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.Select(attrs=INPUT),
    )
    hour = forms.IntegerField(
        label=_("At which hour"),
        initial=10,
        min_value=8,
        max_value=19,
        required=False,
        widget=forms.NumberInput(attrs=INPUT),
    )
    days = forms.IntegerField(
        label=_("Works for so many days"),
        initial=4,
        min_value=1,
        max_value=14,
        widget=forms.NumberInput(attrs=INPUT),
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], last: Session | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.last = last
        to = self.fields["to"]
        assert isinstance(to, forms.MultipleChoiceField)  # noqa: S101 - narrows the type
        to.choices = people

    def clean(self) -> dict[str, Any]:
        """What the chosen time needs."""
        cleaned = super().clean() or {}
        needs = {"before": ("hours",), "weekly": ("weekday", "hour")}
        for name in needs.get(cleaned.get("when", ""), ()):
            if cleaned.get(name) in (None, ""):
                self.add_error(name, _("This is missing."))
        if cleaned.get("moment") == Moment.END:
            self._check_end(cleaned)
        return cleaned

    def _check_end(self, cleaned: dict[str, Any]) -> None:
        """The form at the end is about a meeting that was held lately, is the client's, and is sent at once."""
        if self.last is None:
            self.add_error("moment", _("No meeting has been held in the last two weeks."))
        elif cleaned.get("when") != "now" or cleaned.get("to") != ["self"]:
            self.add_error("moment", _("The form at the end is sent now, and only to the one whom you met."))
