"""``gjenklang trial compare``: two arms of a trial in a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, isnan
from pathlib import Path
from typing import Any

import click
import numpy as np

from gjenklang.cli.pairing import same_time
from gjenklang.cli.table import BadInput, Table, as_json, read_table
from gjenklang.cli.trials.couples import couples_report, rule_of_couples
from gjenklang.cli.trials.said import no_answer
from gjenklang.core.change.effects import Effect
from gjenklang.core.instruments import Better
from gjenklang.core.trials import ArmPeople, Comparison, Estimate, NoEstimate, compare_arms

__all__ = ["compare"]

CHOICES = (
    click.option("--arm", required=True, help="Column that names the arm."),
    click.option("--id", "id_column", required=True, help="Column that names the person."),
    click.option("--when", required=True, help="Column that names the time."),
    click.option("--score", "score_column", required=True, help="Column of the tracked score."),
    click.option("--pre", required=True, help="Value of the time column at the start."),
    click.option("--post", required=True, help="Value of the time column at the end."),
    click.option("--better", type=click.Choice(["higher", "lower"]), required=True),
    click.option("--first", help="The arm that is compared with the other; else the first in the alphabet."),
    click.option("--cluster", help="Column of therapist, group or office: CR2 with Satterthwaite's df."),
    click.option("--couple", help="Column that names the couple; needs --rci and --cutoff."),
    click.option(
        "--rci", type=click.FloatRange(min=0, min_open=True), help="Reliable change of a partner, in points."
    ),
    click.option("--cutoff", type=float, help="Clinical cut-off of a partner."),
    click.option(
        "--criterion",
        type=click.Choice(["reliable", "recovered", "reliable-or-recovered"]),
        default="recovered",
        show_default=True,
        help="What both partners must reach.",
    ),
    click.option(
        "--started-above",
        type=click.Choice(["as-others", "holds", "partner-decides", "left-out"]),
        default="holds",
        show_default=True,
        help="The rule for a partner who started on the functional side.",
    ),
    click.option(
        "--independent", help="Column of a measure that was not fed back, shown beside the tracked one."
    ),
    click.option(
        "--independent-better", type=click.Choice(["higher", "lower"]), help="Else as the tracked one."
    ),
    click.option("--confidence", type=click.FloatRange(0.5, 0.9999), default=0.95, show_default=True),
    click.option("--json", "json_wanted", is_flag=True, help="Print as JSON."),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a trial; scores by column and moment, missing ones left out."""

    arm: str
    cluster: str | None
    couple: str | None
    scores: dict[tuple[str, str], float]


def _with_choices(command: Any) -> Any:
    for choice in reversed(CHOICES):
        command = choice(command)
    return command


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_with_choices
def compare(file: Path, **given: Any) -> None:
    """Compare two arms in FILE (one row for each person and time), adjusted for the first score (ANCOVA).

    Example: gjenklang trial compare scores.csv --arm treatment --id id --when time --score bdi --pre 1 --post 4
    --better lower
    """
    if same_time(given["pre"], given["post"]):
        raise BadInput(f"--pre and --post are the same time, {given['pre']!r}.")
    if given["cutoff"] is not None and not isfinite(given["cutoff"]):
        raise BadInput(f"cutoff must be a finite number, not {given['cutoff']}.")
    rule = rule_of_couples(given)
    people = _people(read_table(file), given)
    first, second = _arms(people, given["first"])
    try:
        report = _report(people, (first, second), given)
    except NoEstimate as why:
        no_answer(why, json_wanted=given["json_wanted"])
    if rule is not None:
        report["couples"] = couples_report(people, (first, second), rule, given)
    click.echo(as_json(report) if given["json_wanted"] else _in_words(report))


def _people(table: Table, given: Mapping[str, Any]) -> dict[str, Person]:
    """Gather the people; arm, cluster and couple must be the same in each of a person's rows.

    Raises
    ------
    BadInput
        With the row, when they are not, when an arm is empty, or when someone has two scores at one time.
    """
    kept = {name: table.column(given[name]) for name in ("arm", "cluster", "couple") if given[name]}
    columns = [given["score_column"], *([given["independent"]] if given["independent"] else [])]
    scores = {column: table.numbers(column) for column in dict.fromkeys(columns)}
    people: dict[str, Person] = {}
    seen: set[tuple[str, str]] = set()
    rows = zip(table.places, table.column(given["id_column"]), table.column(given["when"]), strict=True)
    for at, (place, who, when) in enumerate(rows):
        own = {name: cells[at].strip() for name, cells in kept.items()}
        for name, cell in own.items():
            if not cell:
                raise BadInput(f"Row {place}, column {given[name]!r}: nothing is written for {who!r}.")
            if who in people and getattr(people[who], name) != cell:
                raise BadInput(
                    f"Row {place}, column {given[name]!r}: {who!r} had {getattr(people[who], name)!r} before."
                )
        person = people.setdefault(who, Person(own["arm"], own.get("cluster"), own.get("couple"), {}))
        for moment in ("pre", "post"):
            if same_time(when, given[moment]):
                if (who, moment) in seen:
                    raise BadInput(f"Row {place}: {who!r} has a second score at {when!r}.")
                seen.add((who, moment))
                values = {column: numbers[at] for column, numbers in scores.items()}
                person.scores.update({(c, moment): v for c, v in values.items() if not isnan(v)})
    return people


def _arms(people: Mapping[str, Person], wanted: str | None) -> tuple[str, str]:
    arms = sorted({person.arm for person in people.values()})
    if len(arms) != 2:
        raise BadInput(f"The file has {len(arms)} arms ({', '.join(arms[:6])}); a comparison needs 2.")
    if wanted is None:
        return arms[0], arms[1]
    if wanted not in arms:
        raise BadInput(f"There is no arm {wanted!r}. There are: {', '.join(arms)}.")
    return wanted, next(arm for arm in arms if arm != wanted)


def _report(people: Mapping[str, Person], arms: tuple[str, str], given: Mapping[str, Any]) -> dict[str, Any]:
    better = Better(given["better"])
    report: dict[str, Any] = {
        "n_read": len(people),
        "first": arms[0],
        "second": arms[1],
        "rule": {
            "better": better.value,
            "confidence": given["confidence"],
            "cluster": given["cluster"] or given["couple"],
        },
        "arms": {arm: _counted(people, arm, given["score_column"]) for arm in arms},
        "tracked": _measure(people, arms, given["score_column"], better, given["confidence"]),
    }
    if given["independent"]:
        own = Better(given["independent_better"] or given["better"])
        try:
            beside = _measure(people, arms, given["independent"], own, given["confidence"])
        except NoEstimate as why:
            beside = {"column": given["independent"], "not_computable": str(why)}
        report["independent"] = beside
    return report


def _complete(people: Mapping[str, Person], arm: str, column: str) -> list[Person]:
    asked = {(column, "pre"), (column, "post")}
    return [person for person in people.values() if person.arm == arm and asked <= set(person.scores)]


def _counted(people: Mapping[str, Person], arm: str, column: str) -> dict[str, int]:
    members = sum(person.arm == arm for person in people.values())
    complete = len(_complete(people, arm, column))
    return {"n_read": members, "n_used": complete, "left_out": members - complete}


def _measure(
    people: Mapping[str, Person], arms: tuple[str, str], column: str, better: Better, confidence: float
) -> dict[str, Any]:
    sides = [_side(_complete(people, arm, column), column) for arm in arms]
    found = compare_arms(sides[0], sides[1], better, confidence)
    return {"column": column, "better": better.value, "n_used": sum(map(len, sides)), **_comparison(found)}


def _side(people: list[Person], column: str) -> ArmPeople:
    """Take the cluster, or else the couple, as what people share."""
    names = [person.cluster or person.couple for person in people]
    pre, post = (np.array([person.scores[column, moment] for person in people]) for moment in ("pre", "post"))
    return ArmPeople(pre, post, tuple(str(name) for name in names) if any(names) else None)


def _comparison(found: Comparison) -> dict[str, Any]:
    return {
        "adjusted": _estimate(found.adjusted),
        "unadjusted": _estimate(found.unadjusted),
        "effect": _effect(found.effect),
        "fewer_than_40_clusters": found.n_clusters_small,
    }


def _estimate(one: Estimate) -> dict[str, Any]:
    return {
        name: getattr(one, name)
        for name in ("value", "se", "df", "low", "high", "p", "n", "clusters", "method")
    }


def _effect(one: Effect | None) -> dict[str, Any] | None:
    names = ("name", "n", "value", "low", "high", "interval")
    return None if one is None else {name: getattr(one, name) for name in names}


def _in_words(report: Mapping[str, Any]) -> str:
    lines = [f"{report['first']} against {report['second']}; above 0 is in favour of {report['first']}."]
    for arm, counted in report["arms"].items():
        lines.append(f"  {arm}: {counted['n_used']} of {counted['n_read']} people have both scores")
    for name in ("tracked", "independent"):
        if name in report:
            lines += [f"{name}: {report[name]['column']}", *_measure_in_words(report[name])]
    if "couples" in report:
        lines += report["couples"]["in_words"]
    return "\n".join(lines)


def _measure_in_words(one: Mapping[str, Any]) -> list[str]:
    if "not_computable" in one:
        return [f"  not computable: {one['not_computable']}"]
    lines = []
    for name in ("adjusted", "unadjusted"):
        e = one[name]
        groups = "" if e["clusters"] is None else f" in {e['clusters']} clusters"
        lines.append(
            f"  {name:12} {e['value']:8.3f} ({e['low']:.3f} to {e['high']:.3f}), df {e['df']:.1f}, p {e['p']:.4f}; "
            f"n {e['n']}{groups}; {e['method']}"
        )
    if one["effect"] is not None:
        g = one["effect"]
        lines.append(
            f"  {'g at the end':12} {g['value']:8.3f} ({g['low']:.3f} to {g['high']:.3f}); n {g['n']}"
        )
    return lines
