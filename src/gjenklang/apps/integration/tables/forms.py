"""Choose a file, and say what its columns mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.instruments.queries import name_of
from gjenklang.apps.integration.tables.mapping import Duplicates, Meaning
from gjenklang.apps.integration.tables.queries import Target, carers_of, writable_units
from gjenklang.apps.people.models import Staff, Unit
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import catalogue
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["CalendarForm", "MeaningForm", "UploadForm"]

INPUT = {"class": "ds-input"}


class UploadForm(forms.Form):
    """A file of scores."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8) or XLSX with one header row, at most 20 MB."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={**INPUT, "accept": ".csv,.xlsx,.gz,.tsv,.txt"}),
    )


class CalendarForm(forms.Form):
    """A calendar file."""

    file = forms.FileField(
        label=_("Calendar file"),
        help_text=_("Exported as .ics. The client's code must stand in the title of the appointment."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={**INPUT, "accept": ".ics,text/calendar"}),
    )


def _column(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.Select(attrs=INPUT)
    )


class MeaningForm(forms.Form):
    """What the columns mean and where the scores go."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), empty_label=None, widget=forms.Select(attrs=INPUT)
    )
    staff = forms.ModelChoiceField(
        Staff.objects.none(),
        label=_("Who helps the new clients"),
        empty_label=None,
        widget=forms.Select(attrs=INPUT),
    )
    instrument = forms.ChoiceField(label=_("Form"), widget=forms.Select(attrs=INPUT))
    client = _column(_("Column with the client's code"))
    before = forms.CharField(
        label=_("Put before every code"),
        help_text=_("May be empty. Keeps the codes of two files apart."),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs=INPUT),
    )
    dates = _column(_("Column with dates"), _("Use this, or one of the three below."))
    day = _column(_("Column with days since a first day"))
    day_zero = forms.DateField(
        label=_("Day 0 is"),
        required=False,
        widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d"),
    )
    session = _column(_("Column with session numbers"))
    wide = forms.CharField(
        label=_("Or: one column for each session, beginning with"),
        help_text=_("Write bdi_s when the columns are bdi_s0, bdi_s1 …"),
        required=False,
        strip=True,
        widget=forms.TextInput(attrs=INPUT),
    )
    total = _column(_("Column with the total"))
    items = forms.CharField(
        label=_("Or: columns with the lines or items, in order"),
        help_text=_("Names with commas between."),
        required=False,
        widget=forms.TextInput(attrs=INPUT),
    )
    rater = _column(_("Column with who answered"), _("Empty cells are the client."))
    duplicates = forms.ChoiceField(
        label=_("When rows contradict each other"),
        choices=[
            (Duplicates.REFUSE, _("stop and show them")),
            (Duplicates.FIRST, _("the first counts")),
            (Duplicates.LAST, _("the last counts")),
        ],
        widget=forms.Select(attrs=INPUT),
    )

    def __init__(self, *args: Any, header: tuple[str, ...], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = by.organisation
        client = self._field("client", forms.ChoiceField)
        client.required, client.error_messages["required"] = True, _("Say which column names the client.")
        for name in ("client", "dates", "day", "session", "total", "rater"):
            self._field(name, forms.ChoiceField).choices = [("", "–"), *((one, one) for one in header)]
        scored = [
            (code, name_of(code, organisation=organisation))
            for code, one in catalogue().items()
            if one.scales
        ]
        self._field("instrument", forms.ChoiceField).choices = sorted(scored, key=lambda one: one[1].lower())
        self._field("unit", forms.ModelChoiceField).queryset = writable_units(by)
        self._field("staff", forms.ModelChoiceField).queryset = carers_of(by)

    def _field(self, name: str, kind: type[Any]) -> Any:
        field = self.fields[name]
        assert isinstance(field, kind)  # noqa: S101 - narrows the type, the class says so above
        return field

    def clean(self) -> dict[str, Any]:
        """Ask for a way to tell when."""
        cleaned = super().clean() or {}
        if cleaned.get("day") and not cleaned.get("day_zero") and not cleaned.get("dates"):
            self.add_error("day_zero", _("Say which date day 0 is."))
        return cleaned

    def meaning(self) -> Meaning:
        """What the columns mean."""
        given = self.cleaned_data
        items = tuple(name.strip() for name in given["items"].split(",") if name.strip())
        names = ("client", "dates", "day", "day_zero", "session", "wide", "total", "rater")
        return Meaning(
            **{name: given[name] for name in names},
            items=items,
            prefix=given["before"],
            duplicates=Duplicates(given["duplicates"]),
        )

    def target(self) -> Target:
        """Where the scores go."""
        given = self.cleaned_data
        return Target(given["unit"], given["staff"], in_catalogue(given["instrument"]))
