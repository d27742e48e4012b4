"""``gjenklang gains``: sudden gains and losses in a file with one row for each person."""

import re
from collections.abc import Mapping, Sequence
from math import isfinite, isnan
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

import click
import numpy as np

from gjenklang.cli.finite import Finite
from gjenklang.cli.pairing import check_scores
from gjenklang.cli.table import BadInput, Table, as_json, read_table, shown
from gjenklang.core.change.gains import GainRule, Jumps, Third, sudden_gains, sudden_losses
from gjenklang.core.instruments import Better
from gjenklang.core.numerics import Share, wilson

__all__ = ["gains"]

_LEAST_SESSIONS = 4
_MOST_DIGITS = 3


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id_column", required=True, help="Column that names the person.")
@click.option("--prefix", required=True, help="`bdi_s` finds bdi_s1, bdi_s2 … as sessions 1, 2 …")
@click.option(
    "--cutoff",
    type=Finite(click.FloatRange(min=0, min_open=True)),
    required=True,
    help="Least size, in points.",
)
@click.option("--better", type=click.Choice(["higher", "lower"]), default="lower", show_default=True)
@click.option("--losses", is_flag=True, help="Sudden losses instead.")
@click.option("--share", type=Finite(click.FloatRange(0, 1, max_open=True)), default=0.25, show_default=True)
@click.option(
    "--alpha",
    type=Finite(click.FloatRange(0, 1, min_open=True, max_open=True)),
    default=0.05,
    show_default=True,
)
@click.option(
    "--third", type=click.Choice([one.value for one in Third]), default="pooled-sd", show_default=True
)
@click.option("--with-baseline", is_flag=True, help="Take session 0 as a session; else it is left out.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def gains(file: Path, **given: Any) -> None:
    """Find large, stable steps between two sessions in FILE (one row for each person).

    Example: gjenklang gains scores.csv --id id --prefix bdi_s --cutoff 7
    """
    for name in ("cutoff", "share", "alpha"):
        if not isfinite(given[name]):
            raise BadInput(f"{name} must be a finite number, not {given[name]}.")
    table = read_table(file)
    columns = _columns(table, given["prefix"])
    baseline = columns.pop(0, None) if not given["with_baseline"] else None
    if len(columns) < _LEAST_SESSIONS:
        raise BadInput(
            f"{len(columns)} sessions begin with {given['prefix']!r}; at least {_LEAST_SESSIONS} are needed."
        )
    rule = GainRule(
        size=given["cutoff"],
        share=given["share"],
        alpha=given["alpha"],
        third=Third(given["third"]),
        better=Better(given["better"]),
    )
    people = _people(table, given["id_column"], columns)
    find = sudden_losses if given["losses"] else sudden_gains
    found = {who: find(scores, rule) for who, scores in people.items()}
    report = _report(found, rule, list(range(min(columns), max(columns) + 1)), given)
    report["sessions"] = list(columns.values())
    report["baseline_left_out"] = baseline
    click.echo(as_json(report) if given["json_wanted"] else _in_words(report))


def _columns(table: Table, prefix: str) -> dict[int, str]:
    """Return the columns of the prefix by session.

    Raises
    ------
    BadInput
        When two columns are the same session, or there is none.
    """
    columns: dict[int, str] = {}
    nearly = re.compile(re.escape(prefix) + r"[ ._-]?[0-9]", re.IGNORECASE)
    for name in table.header:
        if match := re.fullmatch(re.escape(prefix) + r"([0-9]+)", name):
            if len(match[1]) > _MOST_DIGITS:
                raise BadInput(f"Column {shown(name)}: a session's number has at most {_MOST_DIGITS} digits.")
            if int(match[1]) in columns:
                raise BadInput(f"Columns {columns[int(match[1])]!r} and {name!r} are the same session.")
            columns[int(match[1])] = name
        elif nearly.match(name):
            raise BadInput(
                f"Column {shown(name)} is nearly {prefix!r} with a session's number after it: rename it."
            )
    if not columns:
        table.column(prefix)
        raise BadInput(f"No column is {prefix!r} with a session's number after it.")
    return dict(sorted(columns.items()))


def _people(table: Table, id_column: str, columns: Mapping[int, str]) -> dict[str, list[float | None]]:
    """Return each person's scores in the order of sessions; a session without a column has no score."""
    held = {session: table.numbers(name) for session, name in columns.items()}
    for session, name in columns.items():
        check_scores(np.array(held[session]), np.array(table.places), name)
    sessions = range(min(columns), max(columns) + 1)
    people: dict[str, list[float | None]] = {}
    for row, (place, who) in enumerate(zip(table.places, table.column(id_column), strict=True)):
        if not who.strip():
            raise BadInput(f"Row {place}, column {shown(id_column)}: nobody is named.")
        if who in people:
            raise BadInput(f"Row {place}, column {shown(id_column)}: {shown(who)} has a second row.")
        scores = [held[session][row] if session in held else float("nan") for session in sessions]
        people[who] = [None if isnan(score) else score for score in scores]
    if not people:
        raise BadInput("The file has no rows.")
    return people


def _report(
    found: Mapping[str, Jumps], rule: GainRule, sessions: Sequence[int], given: Mapping[str, Any]
) -> dict[str, Any]:
    every = [_jump(who, jump, sessions) for who, jumps in found.items() for jump in jumps.found]
    sizes = [one["magnitude"] for one in every]
    able = [jumps for jumps in found.values() if jumps.examined]
    return {
        "n_read": len(found),
        "n_used": len(able),
        "rule": {
            "kind": "loss" if given["losses"] else "gain",
            "better": rule.better.value,
            "cutoff": rule.size,
            "share": rule.share,
            "alpha": rule.alpha,
            "third": rule.third.value,
        },
        "intervals": {
            "possible": sum(jumps.possible for jumps in found.values()),
            "examined": sum(jumps.examined for jumps in found.values()),
        },
        "n_gains": len(every),
        "people_with_one": _share(wilson(sum(bool(jumps.found) for jumps in found.values()), len(found))),
        "people_with_several": _share(
            wilson(sum(len(jumps.found) > 1 for jumps in found.values()), len(found))
        ),
        "reversed": _share(wilson(sum(one["reversed"] for one in every), len(every))),
        "magnitude": {
            "n": len(sizes),
            "mean": fmean(sizes) if sizes else None,
            "sd": stdev(sizes) if len(sizes) > 1 else None,
        },
        "gains": every,
    }


def _jump(who: str, jump: Any, sessions: Sequence[int]) -> dict[str, Any]:
    return {
        "id": who,
        "from": sessions[jump.place],
        "to": sessions[jump.place + 1],
        "before": jump.before,
        "after": jump.after,
        "magnitude": jump.magnitude,
        "share": jump.share,
        "mean_before": jump.mean_before,
        "mean_after": jump.mean_after,
        "critical": jump.critical,
        "df": jump.df,
        "reversal_value": jump.turns_at,
        "reversed": jump.reversed_at is not None,
        "reversed_at": None if jump.reversed_at is None else sessions[jump.reversed_at],
    }


def _share(one: Share) -> dict[str, Any]:
    if one.n == 0:
        return {"count": 0, "n": 0, "share": None, "low": None, "high": None}
    return {"count": one.count, "n": one.n, "share": one.share, "low": one.low, "high": one.high}


def _in_words(report: Mapping[str, Any]) -> str:
    rule, intervals, people = report["rule"], report["intervals"], report["people_with_one"]
    what = "sudden losses" if rule["kind"] == "loss" else "sudden gains"
    judged = f"{intervals['examined']} of {intervals['possible']} steps could be judged."
    lines = [f"{report['n_used']} of {report['n_read']} people have enough scores; {judged}"]
    if report["baseline_left_out"]:
        lines.append(
            f"{report['baseline_left_out']} is taken as a baseline and left out (--with-baseline takes it)."
        )
    lines.append(
        f"{report['n_gains']} {what} in {people['count']} of {people['n']} people, "
        f"{100 * people['share']:.1f} % ({100 * people['low']:.1f} to {100 * people['high']:.1f}, Wilson 95 %); "
        f"{report['reversed']['count']} reversed."
    )
    if report["magnitude"]["mean"] is not None:
        spread = "" if report["magnitude"]["sd"] is None else f", SD {report['magnitude']['sd']:.2f}"
        size = f"mean {report['magnitude']['mean']:.2f}{spread}, n {report['magnitude']['n']}"
        lines.append(f"Magnitude: {size} (no interval: who has several counts several times).")
    lines += [
        f"  {one['id']}: session {one['from']} to {one['to']}, {one['before']:g} to {one['after']:g}"
        + (f", reversed at {one['reversed_at']}" if one["reversed"] else "")
        for one in report["gains"]
    ]
    return "\n".join(lines)
