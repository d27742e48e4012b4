"""What is typed when it is decided who close to a client may read, and from whom where the client is must be kept."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gjenklang.apps.care.models import Side, Wish
from gjenklang.apps.care.rules import band_ends, band_of, may_be_allowed
from gjenklang.apps.people.models import Client
from gjenklang.apps.shell.typed import INPUT, area, day

__all__ = ["MayReadForm", "ShieldForm", "UnshieldForm"]

LONGEST = timedelta(days=365)


class MayReadForm(forms.Form):
    """Who, which side, what the one whose answers are read has said, what is decided, why, until when."""

    rater = forms.ChoiceField(label=gettext_lazy("Whom it is about"), widget=forms.Select(attrs=INPUT))
    side = forms.ChoiceField(
        label=gettext_lazy("What it is about"), choices=Side.choices, widget=forms.RadioSelect(attrs=INPUT)
    )
    wish = forms.ChoiceField(
        label=gettext_lazy("What the one whose answers are read says"),
        choices=Wish.choices,
        initial=Wish.NOT_ASKED,
        widget=forms.RadioSelect(attrs=INPUT),
    )
    allowed = forms.TypedChoiceField(
        label=gettext_lazy("What is decided"),
        choices=[("yes", gettext_lazy("Yes, it may be read")), ("no", gettext_lazy("No, it may not"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs=INPUT),
    )
    reason = area(
        gettext_lazy("Why, and what was said about it"),
        gettext_lazy("Only those who work with the course can read it."),
        required=True,
        most=2000,
    )
    until = day(
        gettext_lazy("Holds until"), gettext_lazy("At most a year. Then it is decided anew."), required=False
    )

    def __init__(self, *args: Any, client: Client, raters: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.client = client
        rater = self.fields["rater"]
        assert isinstance(rater, forms.ChoiceField)  # noqa: S101 - narrows the type
        rater.choices = raters
        self.fields["until"].initial = self.latest

    @property
    def latest(self) -> date:
        """The last day until which it may hold: a year, and not beyond the age at which other rules hold."""
        today = timezone.localdate()
        ends = band_ends(self.client, today)
        return min(today + LONGEST, ends) if ends else today + LONGEST

    def clean(self) -> dict[str, Any]:
        """What is allowed is wanted, and has a last day."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("allowed"):
            return given
        band = band_of(self.client, timezone.localdate())
        if not may_be_allowed(given.get("side", ""), band, given.get("wish", "")):
            self.add_error("wish", self._not_so(given.get("wish", "")))
        until = given.get("until")
        if until is None or not timezone.localdate() <= until <= self.latest:
            last = date_format(self.latest)
            self.add_error("until", _("Choose a day from today to %(last)s.") % {"last": last})
        return given

    @staticmethod
    def _not_so(wish: str) -> str:
        if wish == Wish.NOT_ASKED:
            return _("Ask the one whose answers are read first.")
        return _("It cannot be opened against the wish of the one whose answers are read.")


class ShieldForm(forms.Form):
    """From whom, and why."""

    rater = forms.ChoiceField(
        label=gettext_lazy("From whom"), required=False, widget=forms.Select(attrs=INPUT)
    )
    why = area(
        gettext_lazy("Why"),
        gettext_lazy("Only those who work with the course can read it."),
        required=True,
        most=1000,
    )

    def __init__(self, *args: Any, raters: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        rater = self.fields["rater"]
        assert isinstance(rater, forms.ChoiceField)  # noqa: S101 - narrows the type
        rater.choices = [("", _("Everyone outside: the address is protected")), *raters]


class UnshieldForm(forms.Form):
    """Which shield, and why it no longer holds."""

    which = forms.UUIDField(widget=forms.HiddenInput)
    why = area(gettext_lazy("Why it no longer holds"), required=True, most=1000)
