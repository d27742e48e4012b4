"""``gjenklang trial flow`` and ``raters``: what became of everyone, and who sees another change."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from gjenklang.cli.finite import Finite
from gjenklang.cli.pairing import paired_people, same_time
from gjenklang.cli.table import BadInput, Table, as_json, read_table
from gjenklang.cli.trials.arms import cell_of
from gjenklang.cli.trials.said import CONFIDENCE, share, share_in_words
from gjenklang.core.numerics import wilson
from gjenklang.core.trials import Way, change_disagreement, flow_of

__all__ = ["flow", "raters"]


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id_column", required=True, help="Column that names the person; one row for each.")
@click.option("--arm", required=True, help="Column of the arm; empty for those who were excluded.")
@click.option("--excluded", help="Column of the reason why someone was not randomised.")
@click.option("--not-received", help="Column of the reason why someone did not receive it.")
@click.option("--lost", help="Column of the reason why someone was lost to follow-up.")
@click.option("--not-analysed", help="Column of the reason why someone was not analysed.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def flow(file: Path, **given: Any) -> None:
    """Count what became of everyone in FILE, shaped as CONSORT asks; an empty cell (or NA) is no reason.

    Example: gjenklang trial flow people.csv --id id --arm arm --excluded why_not --lost lost
    """
    table = read_table(file)
    steps = ("arm", "excluded", "not_received", "lost", "not_analysed")
    empty = [""] * len(table.rows)
    columns = {step: _reasons_of(table.column(given[step])) if given[step] else empty for step in steps}
    ids = table.column(given["id_column"])
    if not ids:
        raise BadInput("The file has no rows.")
    ways, seen = [], set()
    for at, place in enumerate(table.places):
        who = cell_of(ids, at, place, given["id_column"])
        way = Way(*(columns[step][at] for step in steps))
        if who in seen:
            raise BadInput(f"Row {place}, column {given['id_column']!r}: {who!r} has a second row.")
        if bool(way.arm) == bool(way.excluded):
            said = (
                "both an arm and a reason for exclusion"
                if way.arm
                else "neither an arm nor a reason for exclusion"
            )
            raise BadInput(f"Row {place}, column {given['arm']!r}: {who!r} has {said}.")
        seen.add(who)
        ways.append(way)
    report = asdict(flow_of(ways))
    click.echo(as_json(report) if given["json_wanted"] else _flow_in_words(report))


def _reasons_of(cells: list[str]) -> list[str]:
    """Return the cells as they are, empty where they say NA."""
    return ["" if cell.strip() == "NA" else cell.strip() for cell in cells]


def _flow_in_words(report: Mapping[str, Any]) -> str:
    lines = [
        f"assessed {report['assessed']}, excluded {_reasons(report['excluded'])}, randomised {report['randomised']}"
    ]
    for arm, one in report["arms"].items():
        lines += [
            f"{arm}: allocated {one['allocated']}",
            f"  received {one['received']}, not {_reasons(one['not_received'])}",
            f"  followed {one['followed']}, lost {_reasons(one['lost'])}",
            f"  analysed {one['analysed']}, not {_reasons(one['not_analysed'])}",
        ]
    return "\n".join(lines)


def _reasons(counts: Mapping[str, int]) -> str:
    listed = ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items()))
    return f"{sum(counts.values())} ({listed})" if listed else "0"


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id_column", required=True, help="Column that names the person.")
@click.option("--when", required=True, help="Column that names the time.")
@click.option("--score", "score_column", required=True, help="Column of the score.")
@click.option("--rater", required=True, help="Column that names the rater.")
@click.option("--raters", "names", nargs=2, required=True, help="The two raters, such as self carer.")
@click.option(
    "--sem",
    nargs=2,
    type=Finite(),
    required=True,
    help="Their standard errors of measurement, in that order.",
)
@click.option("--pre", required=True, help="Value of the time column at the start.")
@click.option("--post", required=True, help="Value of the time column at the end.")
@CONFIDENCE
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def raters(file: Path, **given: Any) -> None:
    """Say where two raters in FILE disagree on change (not on level) by more than error.

    Example: gjenklang trial raters scores.csv --id id --when time --score ors --rater who --raters self carer
    --sem 2.05 2.5 --pre 1 --post 6
    """
    if same_time(given["pre"], given["post"]):
        raise BadInput(f"--pre and --post are the same time, {given['pre']!r}.")
    if given["names"][0] == given["names"][1]:
        raise BadInput(f"--raters names {given['names'][0]!r} twice.")
    if min(given["sem"]) <= 0:
        raise BadInput(f"sem must be above 0, not {given['sem'][0]} and {given['sem'][1]}.")
    table = _stripped(read_table(file), given)
    first, second = (_scores(table, name, given) for name in given["names"])
    both = [who for who in first if who in second]
    if not both:
        raise BadInput("Nobody has both scores from both raters.")
    found = {
        who: change_disagreement(first[who], second[who], given["sem"], given["confidence"]) for who in both
    }
    beyond = wilson(sum(one.beyond for one in found.values()), len(both), given["confidence"])
    report = {
        "raters": list(given["names"]),
        "n_read": len(set(table.column(given["id_column"]))),
        "n_used": len(both),
        "not_compared": _not_compared(table, given),
        "sem": list(given["sem"]),
        "confidence": given["confidence"],
        "threshold": found[both[0]].threshold,
        "beyond": share(beyond),
        "people": [{"id": who, **asdict(one)} for who, one in found.items()],
    }
    click.echo(as_json(report) if given["json_wanted"] else _raters_in_words(report, share_in_words(beyond)))


def _stripped(table: Table, given: Mapping[str, Any]) -> Table:
    """Return the table without spaces around its cells; everyone has a name.

    Raises
    ------
    BadInput
    """
    ids = table.column(given["id_column"])
    for at, place in enumerate(table.places):
        cell_of(ids, at, place, given["id_column"])
    return Table(table.header, tuple(tuple(map(str.strip, row)) for row in table.rows), table.places)


def _not_compared(table: Table, given: Mapping[str, Any]) -> dict[str, int]:
    rows = list(zip(table.column(given["rater"]), table.column(given["when"]), strict=True))
    own = [when for rater, when in rows if rater in given["names"]]
    at = (given["pre"], given["post"])
    away = sum(not any(same_time(when, one) for one in at) for when in own)
    return {"rows_of_other_raters": len(rows) - len(own), "rows_at_other_times": away}


def _raters_in_words(report: Mapping[str, Any], beyond: str) -> str:
    a, b = report["sem"]
    one, other = report["raters"]
    lines = [f"{report['n_used']} of {report['n_read']} people have both scores from both raters."]
    away = [f"{n} {name.replace('_', ' ')}" for name, n in report["not_compared"].items() if n]
    if away:
        lines.append(f"Not compared: {' and '.join(away)}.")
    rule = f"z √(2 ({a:g}² + {b:g}²)), {100 * report['confidence']:g} %"
    lines.append(f"Disagreement on change beyond {report['threshold']:.3f} ({rule}): {beyond}.")
    lines += [
        f"  {who['id']}: {who['change_a']:g} by {one}, {who['change_b']:g} by {other}"
        for who in report["people"]
        if who["beyond"]
    ]
    return "\n".join(lines)


def _scores(table: Table, name: str, given: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Return the first and last score that one rater gave of each person.

    Raises
    ------
    BadInput
        When the rater gave nobody both scores, or somebody two at one time.
    """
    column = table.column(given["rater"])
    kept = [at for at, cell in enumerate(column) if cell == name]
    if not kept:
        known = ", ".join(sorted(set(column))[:6])
        raise BadInput(f"There is no rater {name!r} in column {given['rater']!r}. There are: {known}.")
    own = Table(table.header, tuple(table.rows[at] for at in kept), tuple(table.places[at] for at in kept))
    people = paired_people(own, {**given, "group": None})
    pairs = zip(people.pairs.pre, people.pairs.post, strict=True)
    return {who: (float(pre), float(post)) for who, (pre, post) in zip(people.ids, pairs, strict=True)}
