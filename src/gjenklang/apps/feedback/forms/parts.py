"""The fields that the forms of this feature are made of, beside those that every feature has."""

from typing import Any

from django import forms

from gjenklang.apps.shell.typed import INPUT, KeyedForm, area, day, text

__all__ = ["INPUT", "KeyedForm", "area", "choice", "day", "several", "text"]


def choice(label: Any, choices: Any, help_text: Any = "", *, radio: bool = False) -> forms.ChoiceField:
    """One of a few."""
    widget = forms.RadioSelect(attrs=INPUT) if radio else forms.Select(attrs=INPUT)
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, widget=widget)


def several(
    label: Any, choices: Any, help_text: Any = "", *, required: bool = True
) -> forms.MultipleChoiceField:
    """Any number of a few."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        required=required,
        widget=forms.CheckboxSelectMultiple(attrs=INPUT),
    )
