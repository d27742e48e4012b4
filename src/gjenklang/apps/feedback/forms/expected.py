"""A model document is read and held against its instrument before it is kept."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.forms.parts import INPUT, choice
from gjenklang.apps.feedback.models import ExpectedModel
from gjenklang.core.instruments import Instrument, Purpose, catalogue

__all__ = ["ExpectedForm"]

FORMAT = "gjenklang-trajectory/1"
MOST_BYTES = 1_000_000
#: What a column of whole numbers holds.
MOST_PEOPLE = 2**31 - 1


class ExpectedForm(forms.Form):
    """The file that ``gjenklang trajectory fit --out`` wrote, the instrument, and what the time counts."""

    document = forms.FileField(
        label=_("The model document (JSON)"),
        help_text=_("Written by “gjenklang trajectory fit --out”."),
        widget=forms.FileInput(attrs={**INPUT, "accept": "application/json,.json"}),
    )
    instrument = choice(_("Instrument"), [])
    counted_in = choice(
        _("What its time counts"),
        ExpectedModel.CountedIn.choices,
        _("As the file was fitted: from session to session, or from week to week."),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._known = {
            one.code: one
            for one in catalogue().values()
            if one.purpose is not Purpose.ALLIANCE and one.scales
        }
        field = self.fields["instrument"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [(code, one.name) for code, one in self._known.items()]

    def clean_document(self) -> dict[str, Any]:
        """Read it; what is no such document is refused in one sentence."""
        file = self.cleaned_data["document"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large to be a model document."))
        try:
            read = _read(file.read())
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("The file is not JSON.")) from None
        if not isinstance(read, dict) or read.get("format") != FORMAT:
            raise forms.ValidationError(
                _("The file is no model document of the format %(format)s."), params={"format": FORMAT}
            )
        if not read.get("expected"):
            raise forms.ValidationError(_("The document has no expected course in it."))
        return read

    def clean(self) -> dict[str, Any]:
        """Hold its scale against the instrument's."""
        cleaned = super().clean() or {}
        document, code = cleaned.get("document"), cleaned.get("instrument")
        if document is None or code is None:
            return cleaned
        try:
            cleaned["model"] = self._model(document, self._known[code], cleaned.get("counted_in", ""))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise forms.ValidationError(_("The document is damaged: a part of it is missing.")) from None
        return cleaned

    def _model(self, document: Mapping[str, Any], instrument: Instrument, counted_in: str) -> ExpectedModel:
        about, expected = document["about"], document["expected"]
        scale, own = expected["scale"], instrument.scales[0]
        if (float(scale["low"]), float(scale["high"])) != (float(own.minimum), float(own.maximum)):
            raise forms.ValidationError(
                say("The model goes from %(low)s to %(high)s, and %(name)s does not.")
                % {"low": scale["low"], "high": scale["high"], "name": instrument.name}
            )
        if scale["better"] != instrument.better.value:
            raise forms.ValidationError(
                say("In the model the other way is better than in %(name)s.") % {"name": instrument.name}
            )
        return ExpectedModel(
            instrument=instrument.code,
            instrument_version=instrument.version,
            name=str(about["data"])[:120],
            version=str(about["version"])[:40],
            n=_people(expected["n_people"]),
            fitted=date.fromisoformat(about["fitted"]),
            period=str(about["period"])[:120],
            counted_in=counted_in,
            document=dict(document),
        )


def _read(content: bytes) -> Any:
    """Read JSON that a database can keep: Python also reads NaN, numbers beyond any float, NUL and half characters."""
    read = json.loads(content.decode("utf-8"))
    written = json.dumps(read, allow_nan=False, ensure_ascii=False).encode("utf-8")
    if b"\\u0000" in written:
        raise ValueError("NUL")
    return read


def _people(given: Any) -> int:
    n = int(given)
    if not 1 <= n <= MOST_PEOPLE:
        raise ValueError(n)
    return n
