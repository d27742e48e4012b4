"""``gjenklang trajectory status``: how everyone in a file stands by a named rule set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import click

from gjenklang.cli.finite import Finite
from gjenklang.cli.table import BadInput, Table, as_json, read_table
from gjenklang.cli.trajectory.reading import read_document
from gjenklang.core.change import ChangeRule, change_rule
from gjenklang.core.instruments import Instrument, RaterKind, instrument
from gjenklang.core.numerics import wilson
from gjenklang.core.trajectories import (
    ExpectedMark,
    Status,
    StatusRules,
    UnknownStatusRules,
    early_change,
    good_enough_level,
    plateau,
    status_of,
    status_rules,
    status_rules_of,
)
from gjenklang.core.trajectories.models import Unusable, expected_marks, expected_of

__all__ = ["status"]

MEANING = "something to talk about, never a verdict; ratings are counted, not weeks"


@dataclass(frozen=True, slots=True)
class _Course:
    """The rows of one person in the order of time; a session without a rating is None."""

    who: str
    times: list[float]
    scores: list[int | None]


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id_column", required=True, help="Column that names the person.")
@click.option(
    "--time", "time_column", required=True, help="Column of the session, or the time since the start."
)
@click.option("--score", "score_column", required=True, help="Column of the score.")
@click.option(
    "--time-unit",
    type=Finite(click.FloatRange(min=0, min_open=True)),
    default=1.0,
    show_default=True,
    help="Divide time by this, for --model: 7 makes weeks of days.",
)
@click.option(
    "--rules", default="ors-gjenklang", show_default=True, help=f"One of {', '.join(status_rules())}."
)
@click.option("--instrument", "form", help="One that the rules are for; else their first.")
@click.option(
    "--age", type=click.IntRange(0, 120), help="Years, of everyone in the file: limits differ by age."
)
@click.option(
    "--rater",
    type=click.Choice([one.value for one in RaterKind]),
    default="self",
    show_default=True,
    help="Who marked.",
)
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A model document, for rules that look at the expected course.",
)
@click.option("--invented-allowed", is_flag=True, help="Open a model of invented people.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def status(file: Path, **given: Any) -> None:
    """Say how everyone in FILE stands at the latest rating, by a named rule set.

    Something to talk about, never a verdict.

    Example: gjenklang trajectory status scores.csv --id id --time session --score ors --rules ors-checkpoints --age 40
    """
    rules, form, change = _rules(given)
    table = read_table(file)
    courses = _courses(table, given, form)
    step = float(form.scales[0].step)
    marks = _marks(courses, given, step)
    people = [_person(rules, change, one, mark) for one, mark in zip(courses, marks, strict=True)]
    report = {
        "meaning": MEANING,
        "rule": {
            "rules": rules.code,
            "version": rules.version,
            "instrument": form.code,
            "limits": rules.limits,
            "reliable_change": float(change.reliable) * step,
            "boundary": change.edge.value,
            "cutoff": None if change.cut_off is None else float(change.cut_off) * step,
            "expected_course": bool(given["model"]),
        },
        "n_read": len(table.rows),
        "n_people": len(people),
        "n_missing": sum(score is None for one in courses for score in one.scores),
        **_counts(people),
        "people": people,
    }
    click.echo(as_json(report) if given["json_wanted"] else _words(report))


def _rules(given: Mapping[str, Any]) -> tuple[StatusRules, Instrument, ChangeRule]:
    try:
        rules = status_rules_of(given["rules"])
    except UnknownStatusRules as wrong:
        raise BadInput(str(wrong)) from None
    code = given["form"] or rules.instruments[0]
    if code not in rules.instruments:
        raise BadInput(f"The rules {rules.code} are for {', '.join(rules.instruments)}, not for {code!r}.")
    form = instrument(code)
    change = change_rule(form, age=given["age"], rater=RaterKind(given["rater"]), rule_set=rules.limits)
    if change is None or change.cut_off is None:
        age = "an unknown age: give --age" if given["age"] is None else f"age {given['age']}"
        raise BadInput(f"{form.code} has no limits of {rules.limits!r} for {given['rater']} at {age}.")
    return rules, form, change


def _courses(table: Table, given: Mapping[str, Any], form: Instrument) -> list[_Course]:
    ids, times, scores = (
        table.column(given["id_column"]),
        table.numbers(given["time_column"]),
        table.numbers(given["score_column"]),
    )
    found: dict[str, dict[float, int | None]] = {}
    for row, who, time, score in zip(table.places, ids, times, scores, strict=True):
        if not who.strip():
            raise BadInput(f"Row {row}, column {given['id_column']!r}: nobody is named.")
        if isnan(time):
            raise BadInput(f"Row {row}, column {given['time_column']!r}: there is no time.")
        mine = found.setdefault(who.strip(), {})
        if time in mine:
            place = f"Row {row}, column {given['time_column']!r}"
            raise BadInput(f"{place}: {who.strip()!r} has a second score at {time:g}.")
        mine[time] = (
            None if isnan(score) else _steps(score, form, f"Row {row}, column {given['score_column']!r}")
        )
    if not found:
        raise BadInput("The file has no rows.")
    return [_Course(who, sorted(mine), [mine[time] for time in sorted(mine)]) for who, mine in found.items()]


def _steps(score: float, form: Instrument, where: str) -> int:
    scale = form.scales[0]
    if not scale.minimum <= score <= scale.maximum:
        raise BadInput(f"{where}: {score:g} is outside {scale.minimum} to {scale.maximum}.")
    steps = score / float(scale.step)
    if abs(steps - round(steps)) > 1e-6:
        raise BadInput(f"{where}: {score:g} is not in steps of {scale.step}.")
    return round(steps)


def _marks(
    courses: Sequence[_Course], given: Mapping[str, Any], step: float
) -> list[list[ExpectedMark | None] | None]:
    """Return what was expected at each session from the first rating; None without a model."""
    if given["model"] is None:
        return [None] * len(courses)
    rated = [
        [(time, score) for time, score in zip(one.times, one.scores, strict=True) if score is not None]
        for one in courses
    ]
    some = [one for one in rated if one]
    try:
        model = expected_of(read_document(given["model"]), invented_allowed=given["invented_allowed"])
        first = [one[0] for one in some]
        times = [[(time - one[0][0]) / given["time_unit"] for time, _ in one] for one in some]
        found = iter(expected_marks(model, times, [score * step for _, score in first], step))
    except Unusable as wrong:
        raise BadInput(str(wrong)[0].upper() + str(wrong)[1:]) from None
    return [
        _placed(one, next(found)) if ratings else None for one, ratings in zip(courses, rated, strict=True)
    ]


def _placed(course: _Course, marks: list[ExpectedMark]) -> list[ExpectedMark | None]:
    left = iter(marks)
    return [None if score is None else next(left) for score in course.scores]


def _person(
    rules: StatusRules, change: ChangeRule, one: _Course, marks: Sequence[ExpectedMark | None] | None
) -> dict[str, Any]:
    found = status_of(rules, change, one.scores, marks)
    early = early_change(change, one.scores, rules.early_within)
    enough = good_enough_level(change, one.scores, rules.enough_times)
    still = plateau(change, one.scores, rules.plateau.times)
    return {
        "id": one.who,
        "n_ratings": found.n_ratings,
        "status": found.status.value,
        "rule": found.rule,
        "may_signal": found.may_signal,
        "early_change": early.category.value if early else None,
        "good_enough_since": enough.session if enough and enough.held else None,
        "plateau_since": still.session if still else None,
    }


def _counts(people: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    counted = {
        one.value: wilson(sum(person["status"] == one.value for person in people), len(people))
        for one in Status
    }
    return {
        "counts": {name: share.count for name, share in counted.items()},
        "shares": {
            name: {"share": one.share, "low": one.low, "high": one.high} for name, one in counted.items()
        },
    }


def _words(report: Mapping[str, Any]) -> str:
    rule = report["rule"]
    course = "with an expected course" if rule["expected_course"] else "no expected course"
    said = (
        f"Rules {rule['rules']} version {rule['version']} for {rule['instrument']}: reliable change "
        f"{rule['reliable_change']:g} ({rule['boundary']}), cut-off {rule['cutoff']:g}, {course}."
    )
    rows = f"{report['n_read']} rows, {report['n_missing']} without a score"
    people = f"{report['n_people']} people, {rows}. {MEANING[0].upper() + MEANING[1:]}."
    lines = [people, said]
    for name, share in report["shares"].items():
        low, high = 100 * share["low"], 100 * share["high"]
        lines.append(
            f"  {name:17} {report['counts'][name]:>6}  {100 * share['share']:5.1f} %  "
            f"({low:.1f} to {high:.1f}, Wilson 95 %)"
        )
    return "\n".join(lines)
