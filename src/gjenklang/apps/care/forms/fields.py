"""The parts that the forms of care are made of."""

from collections.abc import Sequence
from typing import Any

from django import forms

__all__ = ["INPUT", "offer"]

INPUT = {"class": "ds-input"}


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Give a choice its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type, the class says so above
    field.choices = choices
