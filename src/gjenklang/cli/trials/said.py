"""How answers of a trial are written: no NaN, no infinity, a reason where there is no answer."""

import sys
from math import isfinite
from typing import Any, NoReturn

import click

from gjenklang.cli.table import as_json
from gjenklang.core.numerics import Share

__all__ = ["finite", "no_answer", "share", "share_in_words"]


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


def no_answer(why: object, *, json_wanted: bool) -> NoReturn:
    """End with status 3 and the reason."""
    click.echo(as_json({"not_computable": str(why)}) if json_wanted else f"Not computable: {why}")
    sys.exit(3)
