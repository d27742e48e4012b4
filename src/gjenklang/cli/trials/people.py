"""``gjenklang trial flow`` and ``raters``: what became of everyone, and who sees another change."""

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any

import click

from gjenklang.cli.pairing import paired_people, same_time
from gjenklang.cli.table import BadInput, Table, as_json, read_table
from gjenklang.cli.trials.said import share, share_in_words
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
    """Count what became of everyone in FILE, shaped as CONSORT asks; an empty cell is no reason.

    Example: gjenklang trial flow people.csv --id id --arm arm --excluded why_not --lost lost
    """
    table = read_table(file)
    steps = ("arm", "excluded", "not_received", "lost", "not_analysed")
    empty = [""] * len(table.rows)
    columns = {step: table.column(given[step]) if given[step] else empty for step in steps}
    ids = table.column(given["id_column"])
    if not ids:
        raise BadInput("The file has no rows.")
    ways, seen = [], set()
    for at, (place, who) in enumerate(zip(table.places, ids, strict=True)):
        way = Way(*(columns[step][at].strip() for step in steps))
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
    "--sem", nargs=2, type=float, required=True, help="Their standard errors of measurement, in that order."
)
@click.option("--pre", required=True, help="Value of the time column at the start.")
@click.option("--post", required=True, help="Value of the time column at the end.")
@click.option("--confidence", type=click.FloatRange(0.5, 0.9999), default=0.95, show_default=True)
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
    if not all(isfinite(one) and one > 0 for one in given["sem"]):
        raise BadInput(f"sem must be above 0, not {given['sem'][0]} and {given['sem'][1]}.")
    table = read_table(file)
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
        "sem": list(given["sem"]),
        "confidence": given["confidence"],
        "threshold": found[both[0]].threshold,
        "beyond": share(beyond),
        "people": [{"id": who, **asdict(one)} for who, one in found.items()],
    }
    if given["json_wanted"]:
        click.echo(as_json(report))
        return
    click.echo(f"{report['n_used']} of {report['n_read']} people have both scores from both raters.")
    click.echo(f"Disagreement on change beyond {report['threshold']:.3f}: {share_in_words(beyond)}.")
    for who, one in found.items():
        if one.beyond:
            click.echo(
                f"  {who}: {one.change_a:g} by {given['names'][0]}, {one.change_b:g} by {given['names'][1]}"
            )


def _scores(table: Table, name: str, given: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Return the first and last score that one rater gave of each person.

    Raises
    ------
    BadInput
        When the rater gave nobody both scores, or somebody two at one time.
    """
    column = [cell.strip() for cell in table.column(given["rater"])]
    kept = [at for at, cell in enumerate(column) if cell == name]
    if not kept:
        known = ", ".join(sorted(set(column))[:6])
        raise BadInput(f"There is no rater {name!r} in column {given['rater']!r}. There are: {known}.")
    own = Table(table.header, tuple(table.rows[at] for at in kept), tuple(table.places[at] for at in kept))
    people = paired_people(own, {**given, "group": None})
    pairs = zip(people.pairs.pre, people.pairs.post, strict=True)
    return {who: (float(pre), float(post)) for who, (pre, post) in zip(people.ids, pairs, strict=True)}
