"""The parts that the forms of this feature are made of."""

from typing import Any

from django import forms
from uuid_utils.compat import uuid7

__all__ = ["INPUT", "Keyed", "area_field", "choice_field", "day_field", "text_field"]

INPUT = {"class": "ds-input"}


class Keyed(forms.Form):
    """A form whose page makes the key of what it stores, so that sending twice stores once."""

    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What was typed, with the key as the key of the row."""
        cleaned = dict(self.cleaned_data)
        return {"pk": cleaned.pop("key") or uuid7(), **cleaned}


def text_field(label: Any, most: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """One line of text."""
    widget = forms.TextInput(attrs={**INPUT, "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, required=required, widget=widget
    )


def area_field(label: Any, most: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={**INPUT, "rows": 3})
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, required=required, widget=widget
    )


def day_field(
    label: Any, help_text: Any = "", *, required: bool = True, initial: Any = None
) -> forms.DateField:
    """A date, picked in the browser's own way."""
    widget = forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, help_text=help_text, required=required, initial=initial, widget=widget
    )


def choice_field(label: Any, choices: Any, help_text: Any = "", *, radio: bool = False) -> forms.ChoiceField:
    """One of a few; as a row of buttons with ``radio``."""
    widget = forms.RadioSelect(attrs=INPUT) if radio else forms.Select(attrs=INPUT)
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, widget=widget)
