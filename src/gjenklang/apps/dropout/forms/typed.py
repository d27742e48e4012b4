"""The fields that the forms of this feature are made of, beside those that every feature has."""

from typing import Any

from django import forms

from gjenklang.apps.shell.typed import INPUT, KeyedForm, area, day, text

__all__ = ["INPUT", "KeyedForm", "area", "choice", "day", "rows", "several", "text", "tick"]


def choice(label: Any, choices: Any, help_text: Any = "", *, required: bool = True) -> forms.ChoiceField:
    """One of a few."""
    offered = choices if required else [("", "–"), *choices]
    return forms.ChoiceField(
        label=label, choices=offered, help_text=help_text, required=required, widget=forms.Select(attrs=INPUT)
    )


def rows(
    label: Any, found: Any, help_text: Any = "", *, required: bool = True
) -> forms.ModelChoiceField[Any]:
    """One row of those that are offered."""
    return forms.ModelChoiceField(
        found, label=label, help_text=help_text, required=required, widget=forms.Select(attrs=INPUT)
    )


def tick(label: Any, help_text: Any = "") -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxInput(attrs=INPUT)
    )


def several(label: Any, found: Any, help_text: Any = "") -> forms.ModelMultipleChoiceField[Any]:
    """Any number of the rows that are offered."""
    return forms.ModelMultipleChoiceField(
        found, label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )
