"""What is typed about appointments."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.care.forms.fields import INPUT, offer
from gjenklang.apps.care.models import Arena, Status

__all__ = ["AppointmentForm", "AttendanceForm"]


FARTHEST = timedelta(days=730)


class AppointmentForm(forms.Form):
    """A single or a repeating appointment; sent twice with the same key, it is made once."""

    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)
    episode = forms.ChoiceField(label=_("With"), widget=forms.Select(attrs=INPUT))
    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={**INPUT, "type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=5, max_value=480, initial=45, widget=forms.NumberInput(attrs=INPUT)
    )
    arena = forms.ChoiceField(label=_("Where"), choices=Arena, widget=forms.Select(attrs=INPUT))
    repeat = forms.TypedChoiceField(
        label=_("Repeat"),
        coerce=int,
        choices=[(0, _("once")), (1, _("every week")), (2, _("every second week"))],
        initial=0,
        widget=forms.Select(attrs=INPUT),
    )
    until = forms.DateField(
        label=_("Last day, if it repeats"),
        required=False,
        widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, courses: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "episode", list(courses.items()))

    def clean_day(self) -> date:
        """A slip in the year would put it where nobody looks."""
        day: date = self.cleaned_data["day"]
        if abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("The day is more than two years away. Is the year right?"))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a row that ends before it begins."""
        cleaned = super().clean() or {}
        if cleaned.get("until") and cleaned.get("day") and cleaned["until"] < cleaned["day"]:
            self.add_error("until", _("The last day comes before the first."))
        return cleaned

    def key_of(self) -> UUID:
        """The key that the page made for this appointment; a new one where none came back."""
        key: UUID = self.cleaned_data["key"] or uuid7()
        return key

    def starts(self) -> datetime:
        """The moment it begins, in the house's time zone."""
        naive = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        return timezone.make_aware(naive)


class AttendanceForm(forms.Form):
    """What became of a session that was not held."""

    status = forms.ChoiceField(
        choices=[
            (Status.NO_SHOW, Status.NO_SHOW.label),
            (Status.CANCELLED_CLIENT, Status.CANCELLED_CLIENT.label),
            (Status.CANCELLED_SERVICE, Status.CANCELLED_SERVICE.label),
            (Status.PLANNED, Status.PLANNED.label),
        ]
    )
