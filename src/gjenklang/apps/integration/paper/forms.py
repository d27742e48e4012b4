"""What is typed from a sheet: lengths in millimetres, values, or only the total."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.models import Channel, Moment
from gjenklang.apps.instruments.wording import LineWords
from gjenklang.apps.people.models import Unit
from gjenklang.apps.shell.typed import INPUT
from gjenklang.core.instruments import Instrument

__all__ = ["LINE_MM", "PileForm", "SheetForm"]

#: The line on our sheets; a photocopier may shrink it, and so the sheet says how long it must be.
LINE_MM = 100
MEASURED = (("mm", _("millimetres from the left end")), ("values", _("values, for example 3,4")))
CHANNELS = ((Channel.PAPER, _("on paper")), (Channel.VOICE, _("read aloud, in the room or by telephone")))


class SheetForm(forms.Form):
    """The lines of one form, or only the total; for a sheet from the pile also whose it is."""

    channel = forms.ChoiceField(label=_("How it was answered"), choices=CHANNELS, widget=forms.RadioSelect)
    measured = forms.ChoiceField(
        label=_("The lines are given in"), choices=MEASURED, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        instrument: Instrument,
        lines: Sequence[LineWords],
        whose: Sequence[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        titles = {line.code: line.title for line in lines}
        if whose is not None:
            choice = forms.ChoiceField(
                label=_("Whose sheet, and when"), choices=whose, widget=forms.Select(attrs=INPUT)
            )
            self.fields = {"whose": choice, **self.fields}
        for item in instrument.items:
            self.fields[item.code] = _number(titles.get(item.code, str(item.number)))
        if instrument.scales:
            self.fields["stated_total"] = _number(_("Only the total"))

    def clean(self) -> dict[str, Any]:
        """Ask for the lines or the total, each within what can be."""
        cleaned = super().clean() or {}
        given = [item for item in self.instrument.items if cleaned.get(item.code) is not None]
        total = cleaned.get("stated_total")
        if self.errors:
            return cleaned
        if (not given) == (total is None):
            raise forms.ValidationError(_("Type the lines, or only the total."))
        for item in given:
            self._steps(item.code, cleaned[item.code])
        if total is not None:
            self._check_total(total)
        return cleaned

    def _steps(self, code: str, value: Decimal) -> int:
        """One line in whole steps; an error beside it when it lies outside the line."""
        response = self.instrument.item(code).response
        if self.cleaned_data.get("measured") == "mm":
            length = value / LINE_MM * (response.maximum - response.minimum) + response.minimum
            steps = length.quantize(Decimal(1), ROUND_HALF_UP)
            most, whole = LINE_MM, value == value.to_integral_value()
        else:
            steps, whole = value / response.step, value % response.step == 0
            most = int(response.maximum * response.step)
        if not whole or not response.minimum <= steps <= response.maximum:
            says = {"most": most}
            if self.cleaned_data.get("measured") == "mm":
                self.add_error(code, _("Whole millimetres from 0 to %(most)s.") % says)
            else:
                self.add_error(code, _("From 0 to %(most)s, with one decimal.") % says)
        return int(steps)

    def _check_total(self, total: Decimal) -> None:
        scale = self.instrument.scales[0]
        if total % scale.step != 0 or not scale.minimum <= total <= scale.maximum:
            says = {"low": scale.minimum.normalize(), "high": f"{scale.maximum.normalize():f}"}
            self.add_error("stated_total", _("A total from %(low)s to %(high)s.") % says)

    def answers(self) -> dict[str, int | None]:
        """Line code to whole steps; empty when only the total was typed."""
        if self.cleaned_data.get("stated_total") is not None:
            return {}
        return {
            item.code: None
            if self.cleaned_data.get(item.code) is None
            else self._steps(item.code, self.cleaned_data[item.code])
            for item in self.instrument.items
        }

    def stated_total(self) -> int | None:
        """The total in whole steps, when it is all that was typed."""
        total = self.cleaned_data.get("stated_total")
        return None if total is None else int(total / self.instrument.scales[0].step)


class PileForm(forms.Form):
    """Sheets for the pile in a room."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), empty_label=None, widget=forms.Select(attrs=INPUT)
    )
    form = forms.ChoiceField(label=_("Form"), widget=forms.Select(attrs=INPUT))
    language = forms.ChoiceField(label=_("Language"), widget=forms.Select(attrs=INPUT))
    many = forms.IntegerField(
        label=_("How many sheets"),
        min_value=1,
        max_value=100,
        initial=20,
        widget=forms.NumberInput(attrs=INPUT),
    )

    def __init__(
        self, *args: Any, units: Any, choices: Sequence[tuple[str, str]], languages: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        unit, form, language = (self.fields[name] for name in ("unit", "form", "language"))
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101 - narrows what stands above
        unit.queryset = units
        assert isinstance(form, forms.ChoiceField)  # noqa: S101
        assert isinstance(language, forms.ChoiceField)  # noqa: S101
        form.choices, language.choices = choices, languages

    def asked(self) -> tuple[str, str, str]:
        """Instrument, moment and language."""
        instrument, _sep, moment = self.cleaned_data["form"].partition(":")
        return instrument, Moment(moment), self.cleaned_data["language"]


def _number(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        localize=True,
        min_value=0,
        max_digits=6,
        widget=forms.TextInput(attrs={**INPUT, "inputmode": "decimal", "autocomplete": "off"}),
    )
