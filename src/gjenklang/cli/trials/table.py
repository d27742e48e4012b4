"""``gjenklang trial table``: two arms, how many of each reached it."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import click

from gjenklang.cli.table import BadInput, as_json
from gjenklang.cli.trials.said import CONFIDENCE, finite, no_answer, p_in_words, share, share_in_words
from gjenklang.core.trials import (
    Contrast,
    Followed,
    NumberNeeded,
    TableOfTwo,
    TwoSided,
    bounds_of_missing,
    table_of_two,
)

__all__ = ["as_report", "bounds_in_words", "in_words", "table"]


@click.command()
@click.argument("first", metavar="COUNT/N")
@click.argument("second", metavar="COUNT/N")
@CONFIDENCE
@click.option(
    "--randomised",
    nargs=2,
    type=click.IntRange(min=1),
    help="All of each arm: bounds for the missing.",
)
@click.option("--unwanted", is_flag=True, help="To reach it is bad, as separation: fewer is benefit.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def table(first: str, second: str, **given: Any) -> None:
    """Compare two arms in which COUNT of N reached it; ratios and differences are of the first to the second.

    Example: gjenklang trial table 52/103 23/102
    """
    arms = _arm(first), _arm(second)
    try:
        found = table_of_two(*arms, given["confidence"], wanted=not given["unwanted"])
    except ValueError as why:
        no_answer(why, json_wanted=given["json_wanted"])
    report = as_report(found)
    if given["randomised"]:
        report["missing"] = _missing(arms, given["randomised"])
    click.echo(as_json(report) if given["json_wanted"] else in_words(report, found))


def _arm(written: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,7})/(\d{1,7})", written.strip())
    if not match:
        raise BadInput(f"{written!r} is not a count and a number of people, such as 52/103.")
    count, n = int(match[1]), int(match[2])
    if n == 0 or count > n:
        raise BadInput(
            f"{written!r}: the count must be from 0 to the number of people, and somebody must be there."
        )
    return count, n


def _missing(arms: tuple[tuple[int, int], tuple[int, int]], randomised: tuple[int, int]) -> dict[str, Any]:
    try:
        one, other = (Followed(*arm, whole) for arm, whole in zip(arms, randomised, strict=True))
    except ValueError as wrong:
        raise BadInput(str(wrong)) from None
    return asdict(bounds_of_missing(one, other))


def as_report(found: TableOfTwo) -> dict[str, Any]:
    """Write a table for a program."""
    return {
        "first": share(found.first),
        "second": share(found.second),
        "confidence": found.confidence,
        "odds_ratio": _contrast(found.odds_ratio),
        "risk_ratio": _contrast(found.risk_ratio),
        "risk_difference": _contrast(found.risk_difference),
        "risk_difference_newcombe": _contrast(found.risk_difference_newcombe),
        "number_needed": _needed(found.number_needed),
        "chi_square": _test(found.chi_square),
        "chi_square_yates": _test(found.chi_square_yates),
        "fisher": _test(found.fisher),
        "barnard": _test(found.barnard),
    }


def _contrast(one: Contrast) -> dict[str, Any]:
    return {
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "method": one.method,
        "corrected": one.corrected,
    }


def _needed(one: NumberNeeded) -> dict[str, Any]:
    """Write infinity as null: JSON has none."""
    return {
        "value": finite(one.value),
        "kind": one.kind,
        "through_infinity": any(finite(to) is None for _, _, to in one.intervals),
        "intervals": [{"kind": kind, "from": low, "to": finite(high)} for kind, low, high in one.intervals],
        "method": one.method,
    }


def _test(one: TwoSided | None) -> dict[str, Any]:
    if one is None:
        return {"not_computable": "the arms are too large for this test."}
    return {"statistic": one.statistic, "df": one.df, "p": one.p}


def in_words(report: Mapping[str, Any], found: TableOfTwo) -> str:
    """Write a table for a person."""
    lines = [f"first   {share_in_words(found.first)}", f"second  {share_in_words(found.second)}"]
    for name in ("odds_ratio", "risk_ratio", "risk_difference", "risk_difference_newcombe"):
        one = report[name]
        more = "; ½ added to each cell" if one["corrected"] else ""
        ends = f"({one['low']:.4f} to {one['high']:.4f})"
        lines.append(f"{name:25} {one['value']:8.4f}  {ends:22} {one['method']}{more}")
    lines.append(f"{'number_needed':25} {_needed_in_words(found.number_needed)}")
    for name in ("chi_square", "chi_square_yates", "fisher", "barnard"):
        one = report[name]
        if "not_computable" in one:
            lines.append(f"{name:25} not computable: {one['not_computable']}")
            continue
        shown = "" if one["statistic"] is None else f"{one['statistic']:.3f}, "
        lines.append(f"{name:25} {shown}{p_in_words(one['p'])}")
    if "missing" in report:
        lines.append(bounds_in_words(report["missing"]))
    return "\n".join(lines)


def bounds_in_words(one: Mapping[str, Any]) -> str:
    """Write the bounds of a difference for a person."""
    gone = " and ".join(map(str, one["missing"]))
    return (
        f"{gone} did not answer: difference {one['low']:.4f} to {one['high']:.4f} whatever became of them "
        "(bounds, no interval)"
    )


def _needed_in_words(one: NumberNeeded) -> str:
    value = "infinite" if finite(one.value) is None else f"{one.value:.1f} ({one.kind})"
    stretches = [
        f"{kind} {low:.1f} to {'infinity' if finite(to) is None else f'{to:.1f}'}"
        for kind, low, to in one.intervals
    ]
    return f"{value}; {' and '.join(stretches)}; {one.method}"
