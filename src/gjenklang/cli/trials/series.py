"""``gjenklang trial series``: a service before and after a change."""

from collections.abc import Mapping
from dataclasses import asdict
from math import isnan
from pathlib import Path
from typing import Any

import click
import numpy as np

from gjenklang.cli.table import BadInput, Table, as_json, read_table
from gjenklang.cli.trials.months import change_of, months_of
from gjenklang.cli.trials.said import CONFIDENCE, no_answer, scores_of
from gjenklang.core.trials import (
    LEAST_POINTS,
    Chart,
    NoEstimate,
    Segmented,
    run_chart,
    segmented_regression,
    share_chart,
    xmr_chart,
)

__all__ = ["series"]


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--when", required=True, help="Column that names the month; rows are in order.")
@click.option("--value", required=True, help="Column of the value, or of the count with --of.")
@click.option("--of", "total", help="Column of the number of people: a p-chart of shares.")
@click.option("--change", required=True, help="The first month after the change, as it is written.")
@click.option("--errors", type=click.Choice(["ar1", "newey-west"]), default="ar1", show_default=True)
@CONFIDENCE
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def series(file: Path, **given: Any) -> None:
    """Look at FILE (one row for each month, in order) before and after a change; limits are made from before.

    Fewer than 12 months on a side give a run chart and no regression.

    Example: gjenklang trial series months.csv --when month --value recovered --of closed --change 2026-01
    """
    table = read_table(file)
    months, ordered = months_of(table, given["when"])
    counts, totals = _read(table, given)
    change = change_of(months, given["change"], given["when"])
    try:
        report = _report(months, counts, totals, {**given, "place": change})
    except NoEstimate as why:
        no_answer(why, json_wanted=given["json_wanted"])
    report["order_checked"] = ordered
    click.echo(as_json(report) if given["json_wanted"] else _in_words(report))


def _read(table: Table, given: Mapping[str, Any]) -> tuple[Any, Any]:
    counts = _whole(table, given["value"])
    if not given["total"]:
        return counts, None
    totals = _whole(table, given["total"])
    for place, count, total in zip(table.places, counts, totals, strict=True):
        if not (0 <= count <= total and total > 0) or count != int(count) or total != int(total):
            raise BadInput(
                f"Row {place}, column {given['value']!r}: {count:g} of {total:g} is no count of people."
            )
    return counts, totals


def _whole(table: Table, column: str) -> Any:
    """Return a column in which nothing is missing."""
    values = scores_of(table, column)
    for place, value in zip(table.places, values, strict=True):
        if isnan(value):
            raise BadInput(f"Row {place}, column {column!r}: nothing is written; a series has no gaps.")
    return np.array(values)


def _report(months: list[str], counts: Any, totals: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    change = given["place"]
    values = counts if totals is None else counts / totals
    run = run_chart([float(value) for value in values], change if change >= 3 else None)
    report: dict[str, Any] = {
        "n_before": change,
        "n_after": len(months) - change,
        "change": months[change],
        "months": months,
        "run_chart": {**asdict(run), "median_of": change if change >= 3 else len(months)},
        "chart": None,
        "regression": None,
    }
    if min(change, len(months) - change) < LEAST_POINTS:
        report["why_no_regression"] = (
            f"fewer than {LEAST_POINTS} months on a side: a run chart, and no regression."
        )
        return report
    try:
        chart = xmr_chart(counts, change) if totals is None else share_chart(counts, totals, change)
        report["chart"] = _chart(chart, months)
    except NoEstimate as why:
        report["chart"] = {"not_computable": str(why)}
    try:
        report["regression"] = _regression(
            segmented_regression(values, change, given["errors"], given["confidence"]), given["confidence"]
        )
    except NoEstimate as why:
        report["regression"] = {"not_computable": str(why)}
    return report


def _chart(chart: Chart, months: list[str]) -> dict[str, Any]:
    return {
        "kind": chart.kind,
        "centre": chart.centre,
        "points": [float(value) for value in chart.points],
        "low": [float(value) for value in chart.low],
        "high": [float(value) for value in chart.high],
        "sigma_z": chart.sigma_z,
        "range_limit": chart.range_limit,
        "ranges_beyond": [months[at] for at in chart.ranges_beyond],
        "signals": {rule: [months[at] for at in places] for rule, places in asdict(chart.signals).items()},
    }


def _regression(found: Segmented, confidence: float) -> dict[str, Any]:
    return {**asdict(found), "confidence": confidence}


def _in_words(report: Mapping[str, Any]) -> str:
    run = report["run_chart"]
    seen = " A shift." if run["shift"] else ""
    crossed = " Too few crossings." if run["few_crossings"] else ""
    longest = f"longest run {run['longest_run']} (up to {run['longest_allowed']})"
    crossings = f"crossings {run['crossings']} (from {run['fewest_allowed']})"
    of = "the months before" if run["median_of"] == report["n_before"] else "all months"
    lines = [
        f"{report['n_before']} months before {report['change']}, {report['n_after']} after.",
        f"run chart: median {run['median']:.4g} of {of}, {longest}, {crossings}.{seen}{crossed}",
    ]
    if not report["order_checked"]:
        lines.insert(1, "the months are words: their order and gaps could not be checked.")
    if "why_no_regression" in report:
        return "\n".join([*lines, report["why_no_regression"]])
    return "\n".join([*lines, *_chart_in_words(report["chart"]), *_regression_in_words(report["regression"])])


def _chart_in_words(chart: Mapping[str, Any]) -> list[str]:
    if "not_computable" in chart:
        return [f"chart: not computable: {chart['not_computable']}"]
    widened = (
        "" if chart["sigma_z"] is None else f", months vary {chart['sigma_z']:.2f} times as much as chance"
    )
    limits = f"limits {chart['low'][0]:.4g} to {chart['high'][0]:.4g}"
    if len(set(chart["low"])) + len(set(chart["high"])) > 2:
        limits = f"limits {min(chart['low']):.4g} to {max(chart['high']):.4g} at the widest"
    signals = [
        f"  {rule.replace('_', ' ')}: {', '.join(places)}"
        for rule, places in chart["signals"].items()
        if places
    ]
    if chart["ranges_beyond"]:
        signals.append(f"  ranges beyond {chart['range_limit']:.4g}: {', '.join(chart['ranges_beyond'])}")
    heading = (
        f"{chart['kind']} chart: centre {chart['centre']:.4g}, {limits}, from the months before{widened}."
    )
    return [heading, *(signals or ["  no signal by the run rules"])]


def _regression_in_words(found: Mapping[str, Any]) -> list[str]:
    if "not_computable" in found:
        return [f"regression: not computable: {found['not_computable']}"]
    heading = (
        f"regression: {found['method']}, autocorrelation {found['autocorrelation']:.3f}, df {found['df']}, "
        f"intervals of {100 * found['confidence']:g} %."
    )
    lines = [heading]
    for name in ("slope_before", "step", "slope_change"):
        one = found[name]
        lines.append(
            f"  {name.replace('_', ' '):12} {one['value']:9.4f} ({one['low']:.4f} to {one['high']:.4f})"
        )
    return lines
