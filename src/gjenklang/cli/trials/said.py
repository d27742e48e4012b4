"""How answers of a trial are written: no NaN, no infinity, a reason where there is no answer."""

import sys
from math import isfinite
from typing import Any, NoReturn

import click

from gjenklang.cli.finite import Finite
from gjenklang.cli.table import BadInput, Table, as_json
from gjenklang.core.numerics import Share

__all__ = [
    "CONFIDENCE",
    "LARGEST",
    "finite",
    "no_answer",
    "p_in_words",
    "scores_of",
    "share",
    "share_in_words",
]

#: A score beyond this would not survive being squared.
LARGEST = 1e12


#: The option that every question with intervals has.
CONFIDENCE = click.option(
    "--confidence",
    type=Finite(click.FloatRange(0.5, 0.9999)),
    default=0.95,
    show_default=True,
    help="Of the intervals, from 0.5 to 0.9999.",
)


def scores_of(table: Table, column: str) -> list[float]:
    """Return a column as numbers, NaN where it is empty.

    Raises
    ------
    BadInput
        With the row, when a cell is no number, or one so large that its square would say nothing.
    """
    found = table.numbers(column)
    for place, value in zip(table.places, found, strict=True):
        if abs(value) > LARGEST:
            raise BadInput(f"Row {place}, column {column!r}: {value:g} is too large for a score.")
    return found


def finite(value: float | None) -> float | None:
    """Return the number, or None where there is none."""
    return None if value is None or not isfinite(value) else float(value)


def share(one: Share) -> dict[str, Any]:
    """Write a share for a program."""
    return {
        "count": one.count,
        "n": one.n,
        "share": finite(one.share),
        "low": finite(one.low),
        "high": finite(one.high),
    }


def share_in_words(one: Share) -> str:
    """Write a share for a person."""
    if one.n == 0:
        return "0 of 0"
    ends = f"{100 * one.low:.1f} to {100 * one.high:.1f}, Wilson"
    return f"{one.count} of {one.n}, {100 * one.share:.1f} % ({ends})"


def p_in_words(p: float) -> str:
    """Write a p for a person; none is 0."""
    return "p < 0.0001" if p < 0.0001 else f"p {p:.4f}"


def no_answer(why: object, *, json_wanted: bool) -> NoReturn:
    """End with status 3 and the reason."""
    click.echo(as_json({"not_computable": str(why)}) if json_wanted else f"Not computable: {why}")
    sys.exit(3)
