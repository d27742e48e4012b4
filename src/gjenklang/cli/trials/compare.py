"""``gjenklang trial compare``: two arms of a trial in a file."""

from collections.abc import Mapping
from math import nan
from pathlib import Path
from typing import Any

import click
import numpy as np

from gjenklang.cli.finite import Finite
from gjenklang.cli.pairing import same_time
from gjenklang.cli.table import BadInput, as_json, read_table
from gjenklang.cli.trials.arms import Person, arms_of, people_of
from gjenklang.cli.trials.couples import couples_report, rule_of_couples
from gjenklang.cli.trials.said import CONFIDENCE, no_answer, p_in_words
from gjenklang.core.change.effects import Effect
from gjenklang.core.instruments import Better
from gjenklang.core.trials import (
    FEW_CLUSTERS,
    Answer,
    ArmPeople,
    Comparison,
    Estimate,
    NoEstimate,
    UnusableScores,
    compare_arms,
)

__all__ = ["compare"]

CHOICES = (
    click.option("--arm", required=True, help="Column that names the arm."),
    click.option("--id", "id_column", required=True, help="Column that names the person."),
    click.option("--when", required=True, help="Column that names the time."),
    click.option("--score", "score_column", required=True, help="Column of the tracked score."),
    click.option("--pre", required=True, help="Value of the time column at the start."),
    click.option(
        "--post",
        multiple=True,
        required=True,
        help="Value of the time column at the end; again for each later time.",
    ),
    click.option("--better", type=click.Choice(["higher", "lower"]), required=True),
    click.option("--first", help="The arm that is compared with the other; else the first in the alphabet."),
    click.option("--second", help="The other arm, where there are more than two."),
    click.option(
        "--cluster", help="Column of therapist, group or office: a random intercept, Kenward-Roger."
    ),
    click.option("--couple", help="Column that names the couple; needs --rci and --cutoff."),
    click.option(
        "--rci",
        type=Finite(click.FloatRange(min=0, min_open=True)),
        help="Reliable change of a partner, in points.",
    ),
    click.option("--cutoff", type=Finite(), help="Clinical cut-off of a partner."),
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
    click.option("--separated", help="Column that says whether the couple had parted: yes, no, or empty."),
    click.option(
        "--independent", help="Column of a measure that was not fed back, shown beside the tracked one."
    ),
    click.option(
        "--independent-better", type=click.Choice(["higher", "lower"]), help="Else as the tracked one."
    ),
    CONFIDENCE,
    click.option("--json", "json_wanted", is_flag=True, help="Print as JSON."),
)


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
    _check_times((given["pre"], *given["post"]))
    if given["independent"] == given["score_column"]:
        raise BadInput(f"--independent is the tracked score itself, {given['independent']!r}.")
    rule = rule_of_couples(given)
    found = people_of(read_table(file), given)
    arms = arms_of(found.people, given["first"], given["second"])
    people = {who: person for who, person in found.people.items() if person.arm in arms}
    report = _report(people, arms, given)
    why = report["tracked"].get("not_computable")
    if why is not None and rule is None:
        no_answer(why, json_wanted=given["json_wanted"])
    report["not_compared"] = {
        "people_of_other_arms": len(found.people) - len(people),
        "rows_at_other_times": found.other_times,
    }
    if rule is not None:
        report["couples"] = couples_report(people, arms, rule, given)
    if given["json_wanted"]:
        click.echo(as_json(_without_words(report)))
    else:
        click.echo(_in_words(report))


def _without_words(report: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _without_words(one) if isinstance(one, dict) else one
        for name, one in report.items()
        if name != "in_words"
    }


def _check_times(times: tuple[str, ...]) -> None:
    for place, one in enumerate(times):
        if any(same_time(one, other) for other in times[:place]):
            names = "--pre and --post are" if same_time(one, times[0]) else "--post is twice"
            raise BadInput(f"{names} the same time, {one!r}.")


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
            "pre": given["pre"],
            "post": list(given["post"]),
        },
        "arms": {arm: _counted(people, arm, given["score_column"], given) for arm in arms},
        "tracked": _measure(people, arms, given["score_column"], better, given),
    }
    if given["independent"]:
        own = Better(given["independent_better"] or given["better"])
        report["independent"] = _measure(people, arms, given["independent"], own, given)
    return report


def _measure(
    people: Mapping[str, Person],
    arms: tuple[str, str],
    column: str,
    better: Better,
    given: Mapping[str, Any],
) -> dict[str, Any]:
    times = range(1, len(given["post"]) + 1)
    sides = [_side(_used(people, arm, column, times), column, times) for arm in arms]
    report: dict[str, Any] = {
        "column": column,
        "better": better.value,
        "n_used": sum(map(len, sides)),
        "arms": {arm: _counted(people, arm, column, given) for arm in arms},
    }
    try:
        return report | _comparison(compare_arms(sides[0], sides[1], better, given["confidence"]))
    except NoEstimate as why:
        # Where couples are asked for, their answer stands without the people's.
        alone = column == given["score_column"] and given["couple"] is None
        if alone and isinstance(why, UnusableScores):
            raise BadInput(f"Column {column!r}: {why}") from why
        return report | {"not_computable": str(why)}


def _used(people: Mapping[str, Person], arm: str, column: str, times: range) -> list[Person]:
    """Return the members of an arm with a first score and a later one."""
    return [
        person
        for person in people.values()
        if person.arm == arm
        and (column, 0) in person.scores
        and any((column, at) in person.scores for at in times)
    ]


def _counted(people: Mapping[str, Person], arm: str, column: str, given: Mapping[str, Any]) -> dict[str, Any]:
    members = sum(person.arm == arm for person in people.values())
    used = _used(people, arm, column, range(1, len(given["post"]) + 1))
    clusters = {person.cluster or person.couple for person in used} - {None}
    return {
        "n_read": members,
        "n_used": len(used),
        "left_out": members - len(used),
        "clusters": len(clusters) or None,
        "scores_at": {
            when: sum((column, at) in person.scores for person in used)
            for at, when in enumerate(given["post"], 1)
        },
    }


def _side(people: list[Person], column: str, times: range) -> ArmPeople:
    """Take the cluster, or else the couple, as what people share."""
    names = [person.cluster or person.couple for person in people]
    pre = np.array([person.scores[column, 0] for person in people])
    post = [[person.scores.get((column, at), nan) for at in times] for person in people]
    clusters = tuple(str(name) for name in names) if any(names) else None
    return ArmPeople(pre, np.array(post).reshape(len(people), len(times)), clusters)


def _comparison(found: Comparison) -> dict[str, Any]:
    return {
        "adjusted": _answer(found.adjusted),
        "unadjusted": _answer(found.unadjusted),
        "effect": _effect(found.effect),
        "n_scores": found.n_rows,
        "fewer_than_40_clusters": found.n_clusters_small,
    }


def _answer(one: Answer) -> dict[str, Any]:
    return {
        **_estimate(one.estimate),
        "robust": None if one.robust is None else _estimate(one.robust),
        "variance": None
        if one.icc is None
        else {"between": one.between, "within": one.within, "icc": one.icc},
        "why_not_mixed": one.why_not_mixed,
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
    rule = report["rule"]
    heading = f"{report['first']} against {report['second']}; above 0 is in favour of {report['first']}"
    lines = [f"{heading}; intervals of {100 * rule['confidence']:g} %."]
    for arm, counted in report["arms"].items():
        lines.append(_arm_in_words(arm, counted))
    lines += _not_compared(report["not_compared"])
    for name in ("tracked", "independent"):
        if name in report:
            lines.append(f"{name}: {report[name]['column']}")
            if report[name]["arms"] != report["arms"]:
                lines += [_arm_in_words(arm, counted) for arm, counted in report[name]["arms"].items()]
            lines += _measure_in_words(report[name])
    if "couples" in report:
        lines += report["couples"]["in_words"]
        lines += report["couples"].get("separated", {}).get("in_words", [])
    return "\n".join(lines)


def _arm_in_words(arm: str, counted: Mapping[str, Any]) -> str:
    several = len(counted["scores_at"]) > 1
    at = ", ".join(f"{n} at {when}" for when, n in counted["scores_at"].items())
    have = f"the first score and a later one ({at})" if several else "both scores"
    where = "" if counted["clusters"] is None else f", in {counted['clusters']} clusters"
    return f"  {arm}: {counted['n_used']} of {counted['n_read']} people have {have}{where}"


def _not_compared(counts: Mapping[str, int]) -> list[str]:
    said = {"people_of_other_arms": "people of other arms", "rows_at_other_times": "rows at other times"}
    found = [f"{counts[name]} {words}" for name, words in said.items() if counts[name]]
    return [f"  not compared: {' and '.join(found)}"] if found else []


def _measure_in_words(one: Mapping[str, Any]) -> list[str]:
    if "not_computable" in one:
        return [f"  not computable: {one['not_computable']}"]
    lines = []
    for name in ("adjusted", "unadjusted"):
        found = one[name]
        lines.append(_estimate_in_words(name, found))
        if found["robust"] is not None:
            lines.append(_estimate_in_words("  beside it", found["robust"]))
    lines += _notes(one["adjusted"], few=one["fewer_than_40_clusters"])
    if one["effect"] is not None:
        g = one["effect"]
        alone = "" if one["adjusted"]["clusters"] is None else "; knows of no clusters"
        lines.append(
            f"  {'g at the end':12} {g['value']:8.3f} ({g['low']:.3f} to {g['high']:.3f}); n {g['n']}; "
            f"{g['interval']}{alone}"
        )
    return lines


def _estimate_in_words(name: str, e: Mapping[str, Any]) -> str:
    groups = "" if e["clusters"] is None else f" in {e['clusters']} clusters"
    return (
        f"  {name:12} {e['value']:8.3f} ({e['low']:.3f} to {e['high']:.3f}), df {e['df']:.1f}, "
        f"{p_in_words(e['p'])}; n {e['n']}{groups}; {e['method']}"
    )


def _notes(adjusted: Mapping[str, Any], *, few: bool) -> list[str]:
    lines = []
    if few:
        lines.append(f"  fewer than {FEW_CLUSTERS} clusters: errors and df are those for small numbers")
    if adjusted["why_not_mixed"] is not None:
        lines.append(f"  no mixed model: {adjusted['why_not_mixed']}")
    if adjusted["variance"] is not None:
        lines.append(f"  ICC {adjusted['variance']['icc']:.3f} given the first score (no interval)")
    return lines
