"""``gjenklang trial``: what a trial's table says."""

import re
from math import isfinite
from typing import Any

import click

from gjenklang.cli.table import BadInput, as_json
from gjenklang.core.numerics import wilson
from gjenklang.core.trials import (
    Arm,
    Estimate,
    NeededToTreat,
    Table,
    barnard_test,
    chi_square_test,
    fisher_test,
    number_needed,
    odds_ratio,
    risk_difference,
    risk_ratio,
)

__all__ = ["trial"]

#: Barnard's test looks at every table of these arms: beyond this many it takes minutes.
_MOST_TABLES = 250_000


@click.group()
def trial() -> None:
    """Does feedback help: what a trial says, and how sure it is."""


@trial.command()
@click.argument("first")
@click.argument("second")
@click.option("--confidence", type=click.FloatRange(0.5, 0.9999), default=0.95, show_default=True)
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def table(first: str, second: str, confidence: float, json_wanted: bool) -> None:  # noqa: FBT001 - click's way
    """Compare FIRST with SECOND, each as count/n.

    Example: gjenklang trial table 52/103 23/102
    """
    arms = Table(_arm(first), _arm(second))
    report = _report(arms, confidence)
    click.echo(as_json(report) if json_wanted else _in_words(report, confidence))


def _arm(text: str) -> Arm:
    found = re.fullmatch(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*", text)
    if found is None:
        raise BadInput(f"{text!r} is not count/n, as 52/103.")
    try:
        return Arm(int(found[1]), int(found[2]))
    except ValueError as wrong:
        raise BadInput(f"{text!r}: {wrong}") from None


def _report(arms: Table, confidence: float) -> dict[str, Any]:
    needed = number_needed(arms, confidence)
    return {
        "n": arms.n,
        "confidence": confidence,
        "first": _share(arms.first, confidence),
        "second": _share(arms.second, confidence),
        "odds_ratio": _estimate(odds_ratio(arms, confidence)),
        "risk_ratio": _estimate(risk_ratio(arms, confidence)),
        "risk_difference": _estimate(risk_difference(arms, confidence)),
        "nnt": _needed(needed),
        **_tests(arms),
    }


def _share(arm: Arm, confidence: float) -> dict[str, Any]:
    found = wilson(arm.count, arm.n, confidence)
    return {
        "count": arm.count,
        "n": arm.n,
        "share": arm.share,
        "low": found.low,
        "high": found.high,
        "method": "Wilson",
    }


def _estimate(one: Estimate) -> dict[str, Any]:
    return {"value": one.value, "low": one.low, "high": one.high, "method": one.method}


def _needed(one: NeededToTreat) -> dict[str, Any]:
    def end(value: float) -> float | None:
        return value if isfinite(value) else None

    return {
        "value": end(one.value),
        "kind": one.kind,
        "through_infinity": len(one.parts) == 2,
        "interval": [{"kind": kind, "low": end(low), "high": end(high)} for kind, low, high in one.parts],
        "method": one.method,
    }


def _tests(arms: Table) -> dict[str, Any]:
    try:
        value, p = chi_square_test(arms)
    except ValueError as why:
        nothing = {"not_computable": str(why)}
        return {"chi_square": nothing, "fisher": nothing, "barnard": nothing}
    many = (arms.first.n + 1) * (arms.second.n + 1) > _MOST_TABLES
    return {
        "chi_square": {"value": value, "df": 1, "p": p, "method": "Pearson, no continuity correction"},
        "fisher": {"p": fisher_test(arms), "method": "two-sided, tables no likelier than this"},
        "barnard": {"not_computable": "the arms are too large for every table to be looked at."}
        if many
        else {"p": barnard_test(arms), "method": "two-sided, pooled Wald"},
    }


def _in_words(report: dict[str, Any], confidence: float) -> str:
    percent = f"{100 * confidence:g} %"
    lines = [
        f"{name}: {one['count']} of {one['n']}, {100 * one['share']:.1f} % "
        f"({100 * one['low']:.1f} to {100 * one['high']:.1f}, Wilson {percent})"
        for name, one in (("first", report["first"]), ("second", report["second"]))
    ]
    for name in ("odds_ratio", "risk_ratio", "risk_difference"):
        one = report[name]
        lines.append(
            f"{name.replace('_', ' '):16} {one['value']:.3f} ({one['low']:.3f} to {one['high']:.3f})  n {report['n']}; "
            f"{one['method']}"
        )
    lines.append(_needed_words(report["nnt"]))
    for name in ("chi_square", "fisher", "barnard"):
        one = report[name]
        value = f"{one['value']:.3f}, " if "value" in one else ""
        said = one.get("not_computable") or f"{value}p = {one['p']:.4g}  {one['method']}"
        lines.append(f"{name.replace('_', '-'):16} {said}")
    return "\n".join(lines)


def _needed_words(one: dict[str, Any]) -> str:
    def end(value: float | None) -> str:
        return "infinity" if value is None else f"{value:.1f}"

    ends = [f"{part['kind']} {end(part['low'])} to {end(part['high'])}" for part in one["interval"]]
    return f"{'number needed':16} {end(one['value'])} to {one['kind']} ({'; '.join(ends)})  {one['method']}"
