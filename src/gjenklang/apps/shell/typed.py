"""What the forms of several features are made of, and the key that makes sending twice store once."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["INPUT", "KeyedForm", "area", "day", "text"]

INPUT = {"class": "ds-input"}


class KeyedForm(forms.Form):
    """What is sent twice with the same key is stored once."""

    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)

    def key_of(self) -> UUID:
        """The key that the page made; a new one where none came back."""
        key: UUID = self.cleaned_data["key"] or uuid7()
        return key

    def given(self) -> dict[str, Any]:
        """What was typed, without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


def text(label: Any, help_text: Any = "", *, most: int = 120, required: bool = True) -> forms.CharField:
    """One line."""
    widget = forms.TextInput(attrs={**INPUT, "autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required, widget=widget
    )


def area(
    label: Any, help_text: Any = "", *, required: bool = False, most: int = 4000, height: int = 3
) -> forms.CharField:
    """Several lines."""
    widget = forms.Textarea(attrs={**INPUT, "rows": height})
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required, widget=widget
    )


def day(label: Any, help_text: Any = "", *, required: bool = True, today: bool = False) -> forms.DateField:
    """A date, picked in the browser's own way; with ``today`` it begins there."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        initial=timezone.localdate if today else None,
        widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d"),
    )
