"""A number that somebody types after an option."""

from math import isfinite
from typing import Any

import click
from click.types import FloatParamType

from gjenklang.cli.table import BadInput

__all__ = ["Finite"]


class Finite(FloatParamType):
    """A number of an option that is not ``nan`` or ``inf``, which click takes for numbers within any bounds."""

    name = "number"

    def __init__(self, bounds: click.FloatRange | None = None) -> None:
        self.bounds = bounds

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number.

        Raises
        ------
        BadInput
        """
        convert = super().convert if self.bounds is None else self.bounds.convert
        found: float = convert(value, param, ctx)
        if not isfinite(found):
            raise BadInput(f"{'' if param is None else param.opts[0]} must be a finite number, not {value}.")
        return found
