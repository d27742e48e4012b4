"""``gjenklang gains``: sudden gains and losses in a file with one row for each person."""

import itertools
import re
from math import isfinite
from pathlib import Path
from typing import Any

import click

from gjenklang.cli.table import BadInput, Table, as_json, read_table
from gjenklang.core.change.files.gains import GainRule, Sudden, Way, sudden_changes
from gjenklang.core.numerics import wilson

__all__ = ["gains"]


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id_column", required=True, help="Column that names the person.")
@click.option(
    "--prefix", required=True, help="What the columns of the sessions begin with; a number follows."
)
@click.option(
    "--cutoff", type=click.FloatRange(min=0, min_open=True), required=True, help="Least step, in points."
)
@click.option(
    "--share",
    type=click.FloatRange(0, 1),
    default=0.25,
    show_default=True,
    help="Least share of what was.",
)
@click.option("--alpha", type=click.FloatRange(0.0001, 0.5), default=0.05, show_default=True)
@click.option("--losses", is_flag=True, help="Sudden losses instead.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def gains(file: Path, **given: Any) -> None:
    """Find sudden gains in FILE (one row for each person, a column for each session; lower is better).

    Example: gjenklang gains scores.csv --id id --prefix bdi_s --cutoff 7
    """
    rule = GainRule(
        given["cutoff"], given["share"], given["alpha"], Way.LOSS if given["losses"] else Way.GAIN
    )
    table = read_table(file)
    ids = _people(table, given["id_column"])
    sessions = _sessions(table, given["prefix"])
    columns = [table.numbers(name) for _, name in sessions]
    numbers = [number for number, _ in sessions]
    found = {who: sudden_changes([column[row] for column in columns], rule) for row, who in enumerate(ids)}
    report = _report(found, numbers, rule)
    click.echo(as_json(report) if given["json_wanted"] else _in_words(report, rule))


def _people(table: Table, column: str) -> list[str]:
    ids = [one.strip() for one in table.column(column)]
    seen: set[str] = set()
    for row, who in zip(table.places, ids, strict=True):
        if not who:
            raise BadInput(f"Row {row}, column {column!r}: nobody is named.")
        if who in seen:
            raise BadInput(f"Row {row}, column {column!r}: {who!r} has a row already.")
        seen.add(who)
    return ids


def _sessions(table: Table, prefix: str) -> list[tuple[int, str]]:
    """Return the columns of the prefix and a number, in order of the number.

    Raises
    ------
    BadInput
        Fewer than four, two with one number, or a number that is missing in between.
    """
    found = sorted(
        (int(name[len(prefix) :]), name)
        for name in table.header
        if name.startswith(prefix) and re.fullmatch(r"\d{1,4}", name[len(prefix) :])
    )
    if len(found) < 4:
        raise BadInput(
            f"Only {len(found)} columns are {prefix!r} and a number; sudden gains need at least 4. "
            f"There are: {', '.join(table.header[:12])}."
        )
    for (one, name), (other, next_name) in itertools.pairwise(found):
        if other == one:
            raise BadInput(f"The columns {name!r} and {next_name!r} are of the same session.")
        if other != one + 1:
            raise BadInput(f"No column for session {one + 1}: after {name!r} comes {next_name!r}.")
    return found


def _report(found: dict[str, list[Sudden]], numbers: list[int], rule: GainRule) -> dict[str, Any]:
    people = wilson(sum(bool(one) for one in found.values()), len(found))
    every = [(who, one) for who, many in found.items() for one in many]
    return {
        "n_people": len(found),
        "sessions": numbers,
        "rule": {"way": rule.way.value, "cutoff": rule.cut_off, "share": rule.share, "alpha": rule.alpha},
        "n": len(every),
        "people_with": {"count": people.count, "share": people.share, "low": people.low, "high": people.high},
        "reversed": sum(one.reversed_at is not None for _, one in every),
        "gains": [_one(who, one, numbers) for who, one in every],
    }


def _one(who: str, one: Sudden, numbers: list[int]) -> dict[str, Any]:
    share = one.share_of_whole
    return {
        "id": who,
        "from": numbers[one.place],
        "to": numbers[one.place + 1],
        "before": one.before,
        "after": one.after,
        "magnitude": one.magnitude,
        "mean_before": one.mean_before,
        "mean_after": one.mean_after,
        "critical": one.critical,
        "reversed": one.reversed_at is not None,
        "reversed_at": None if one.reversed_at is None else numbers[one.reversed_at],
        "share_of_change": share if share is not None and isfinite(share) else None,
    }


def _in_words(report: dict[str, Any], rule: GainRule) -> str:
    people = report["people_with"]
    name = "gains" if rule.way is Way.GAIN else "losses"
    share, low, high = (100 * people[key] for key in ("share", "low", "high"))
    who = f"{people['count']} of {report['n_people']} people, {share:.1f} % ({low:.1f} to {high:.1f}, Wilson 95 %)"
    size = f"at least {rule.cut_off:g} points, at least {100 * rule.share:g} % of the score before"
    lines = [
        f"{report['n']} sudden {name} in {who}; {report['reversed']} reversed.",
        f"Rule: {size}, t at alpha {rule.alpha:g}.",
    ]
    for one in report["gains"]:
        back = f", reversed at {one['reversed_at']}" if one["reversed"] else ""
        lines.append(
            f"  {one['id']:>8}  session {one['from']} to {one['to']}: {one['before']:g} to {one['after']:g}, "
            f"{one['magnitude']:+g}{back}"
        )
    return "\n".join(lines)
