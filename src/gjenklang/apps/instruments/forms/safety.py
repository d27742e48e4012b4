"""What is typed about whoever receives an answer that is talked about the same day."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.instruments.models import SafetyReceiver
from gjenklang.apps.people.models import Staff, Unit

__all__ = ["ReceiverForm"]

INPUT = {"class": "ds-input"}
TIME = {**INPUT, "type": "time"}
WEEKDAYS = (
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
)


def _staff(label: Any, help_text: Any, *, required: bool = True) -> forms.ModelChoiceField[Staff]:
    return forms.ModelChoiceField(
        Staff.objects.none(),
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Select(attrs=INPUT),
    )


class ReceiverForm(forms.Form):
    """Who, when, and how soon."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("every unit without a receiver of its own"),
        widget=forms.Select(attrs=INPUT),
    )
    receiver = _staff(_("Who receives"), _("Reads the answer and sees that someone talks with the client."))
    deputy = _staff(
        _("Who is next"), _("Is told when the time has run out and nobody has answered."), required=False
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Days"),
        choices=WEEKDAYS,
        initial=["1", "2", "3", "4", "5"],
        widget=forms.CheckboxSelectMultiple(attrs=INPUT),
    )
    opens = forms.TimeField(label=_("From o'clock"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    closes = forms.TimeField(label=_("To o'clock"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    within_minutes = forms.IntegerField(
        label=_("Answered within, minutes"),
        initial=60,
        min_value=5,
        max_value=24 * 60,
        help_text=_("Counted in opening hours."),
        widget=forms.NumberInput(attrs=INPUT),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], staff: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", units), ("receiver", staff), ("deputy", staff)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Opening hours have a length, and the next one is somebody else."""
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("It must close after it opens."))
        if cleaned.get("deputy") and cleaned.get("deputy") == cleaned.get("receiver"):
            self.add_error("deputy", _("Choose someone else than the one who receives."))
        return cleaned

    def named(self) -> SafetyReceiver:
        """The receiver, not yet stored."""
        given = dict(self.cleaned_data)
        given["weekdays"] = "".join(sorted(given["weekdays"]))
        return SafetyReceiver(**given)
