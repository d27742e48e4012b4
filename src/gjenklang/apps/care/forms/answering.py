"""What clients send, and what staff type from paper."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.care.actions.answering import OwnGiven
from gjenklang.apps.care.forms.fields import INPUT
from gjenklang.apps.care.models import Shown
from gjenklang.apps.people.models import Rater
from gjenklang.apps.people.words import forms_of
from gjenklang.core.instruments import Instrument

__all__ = [
    "PaperForm",
    "key_from",
    "marks_from",
    "own_from",
    "rater_choices",
    "seconds_from",
    "shown_from",
    "waited_from",
]

DAY = 86_400


def marks_from(posted: QueryDict, instrument: Instrument) -> dict[str, int | None]:
    """Read the marks of a client's form: whole tenths, or ``None`` where there is no mark.

    Raises
    ------
    ValueError
        When a mark is not a whole number; whether it lies on the line is for the core to say.
    """
    marks: dict[str, int | None] = {}
    for item in instrument.items:
        sent = [value for value in posted.getlist(f"line-{item.code}") if value]
        marks[item.code] = int(sent[-1]) if sent else None
    return marks


def own_from(posted: QueryDict) -> OwnGiven | None:
    """Which own line stood on the form, and its mark in whole tenths; ``None`` where there was no such line.

    Raises
    ------
    ValueError
        When the mark is not a whole number, or the line is no key.
    """
    if not posted.get("own"):
        return None
    sent = [value for value in posted.getlist("line-own") if value]
    return OwnGiven(UUID(str(posted["own"])), int(sent[-1]) if sent else None)


def key_from(posted: QueryDict) -> UUID:
    """The key that the sender made for what is sent; a new one when it cannot be read."""
    try:
        return UUID(posted.get("submission", ""))
    except ValueError:
        return uuid7()


def seconds_from(posted: QueryDict) -> int | None:
    """How many seconds the form was looked at; ``None`` when nobody says, or it cannot be."""
    told = posted.get("seconds", "")
    return int(told) if told.isdecimal() and len(told) < 6 and int(told) <= DAY else None


def shown_from(posted: QueryDict) -> Shown | None:
    """When the client wants the answer shown; ``None`` when that was not asked, or not said."""
    told = posted.get("shown", "")
    return Shown(told) if told in Shown.values else None


def waited_from(posted: QueryDict) -> timedelta | None:
    """How long an answer lay on a device that sends it by itself, from milliseconds; ``None`` from a page."""
    if not posted.get("quiet"):
        return None
    told = posted.get("waited", "")
    return timedelta(milliseconds=int(told)) if told.isdecimal() and len(told) < 14 else timedelta(0)


class PaperForm(forms.Form):
    """The values of a form on paper: its lines, or only the total."""

    def __init__(
        self, *args: Any, instrument: Instrument, raters: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        if raters:
            choices = [*raters.items()]
            self.fields["rater"] = forms.ChoiceField(
                label=_("Answered by"), choices=choices, required=False, widget=forms.Select(attrs=INPUT)
            )
        for item in instrument.items:
            self.fields[item.code] = _number(
                str(_("Line %(number)s")) % {"number": item.number},
                item.response.minimum,
                item.response.maximum,
                item.response.step,
            )
        if instrument.scales:
            total = instrument.scales[0]
            lowest, highest = int(total.minimum / total.step), int(total.maximum / total.step)
            self.fields["stated_total"] = _number(_("Only the total"), lowest, highest, total.step)

    def clean(self) -> dict[str, Any]:
        """Ask for something, and for whole steps."""
        cleaned = super().clean() or {}
        lines = [cleaned.get(item.code) for item in self.instrument.items]
        if not self.errors and all(value is None for value in [*lines, cleaned.get("stated_total")]):
            raise forms.ValidationError(_("Type the lines, or only the total."))
        if not self.errors and cleaned.get("stated_total") is not None:
            self._compare(lines, cleaned["stated_total"])
        return cleaned

    def _compare(self, lines: list[Decimal | None], total: Decimal) -> None:
        given = [value for value in lines if value is not None]
        if given and len(given) < len(lines):
            raise forms.ValidationError(_("Type every line, or only the total."))
        if len(self.instrument.scales) == 1 and given and sum(given) != total:
            says = {"lines": number_format(sum(given)), "total": number_format(total)}
            raise forms.ValidationError(_("The lines give %(lines)s, and the total says %(total)s.") % says)

    def answers(self) -> dict[str, int | None]:
        """Line code to whole steps; empty when only the total was typed."""
        steps = {
            item.code: _steps(self.cleaned_data.get(item.code), item.response.step)
            for item in self.instrument.items
        }
        return steps if any(value is not None for value in steps.values()) else {}

    def stated_total(self) -> int | None:
        """The total in whole steps, when it is all that was typed."""
        if self.answers() or not self.instrument.scales:
            return None
        return _steps(self.cleaned_data.get("stated_total"), self.instrument.scales[0].step)


def _number(label: Any, lowest: int, highest: int, step: Decimal) -> forms.DecimalField:
    says = {"low": _plain(lowest * step), "high": _plain(highest * step), "step": _plain(step)}
    holds = gettext("From %(low)s to %(high)s, in steps of %(step)s.") % says
    return forms.DecimalField(
        label=label,
        required=False,
        localize=True,
        min_value=lowest * step,
        max_value=highest * step,
        step_size=step,
        error_messages=dict.fromkeys(("min_value", "max_value", "step_size"), holds),
        widget=forms.TextInput(attrs={**INPUT, "inputmode": "decimal", "autocomplete": "off"}),
    )


def _plain(value: Decimal) -> str:
    return number_format(f"{value.normalize():f}")


def _steps(value: Decimal | None, step: Decimal) -> int | None:
    return None if value is None else int(value / step)


def rater_choices(client_word: str, raters: list[Rater]) -> dict[str, str]:
    """Who may have answered, for a choice: the client by the unit's own word, then the raters by relation."""
    others = {str(rater.pk): rater.relation for rater in raters}
    return {"": forms_of(client_word).the} | others if others else {}
