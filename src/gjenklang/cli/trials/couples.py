"""The couples of ``gjenklang trial compare``."""

from collections.abc import Mapping
from typing import Any

from gjenklang.cli.table import BadInput
from gjenklang.cli.trials.arms import Person
from gjenklang.cli.trials.separation import separated_report
from gjenklang.cli.trials.table import as_report, in_words
from gjenklang.core.instruments import Better
from gjenklang.core.trials import (
    CoupleCount,
    CoupleCriterion,
    CoupleRule,
    Partner,
    StartedAbove,
    count_couples,
    table_of_two,
)

__all__ = ["couples_report", "rule_of_couples"]


def rule_of_couples(given: Mapping[str, Any]) -> CoupleRule | None:
    """Return the rule, or None when no couples are asked for.

    Raises
    ------
    BadInput
        When couples are asked for without a reliable change and a cut-off, or those without couples.
    """
    wanted = (given["rci"], given["cutoff"])
    if given["couple"] is None:
        if wanted != (None, None):
            raise BadInput("--rci and --cutoff belong to --couple.")
        if given["separated"] is not None:
            raise BadInput("--separated belongs to --couple.")
        return None
    if None in wanted:
        raise BadInput("--couple needs --rci and --cutoff: what both partners must reach.")
    return CoupleRule(
        better=Better(given["better"]),
        rci=given["rci"],
        cut_off=given["cutoff"],
        criterion=CoupleCriterion(given["criterion"]),
        started_above=StartedAbove(given["started_above"]),
    )


def couples_report(
    people: Mapping[str, Person], arms: tuple[str, str], rule: CoupleRule, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Count the couples of each arm in which both partners reached the criterion at the last time, and compare.

    Raises
    ------
    BadInput
        With the row, when a couple has not two partners, or they are in different arms.
    """
    couples = _couples(people, given["couple"])
    column, last = given["score_column"], len(given["post"])

    def partner(person: Person) -> Partner:
        return Partner(person.scores.get((column, 0)), person.scores.get((column, last)))

    counted = {
        arm: count_couples(
            ((partner(one), partner(other)) for one, other in couples.values() if one.arm == arm), rule
        )
        for arm in arms
    }
    report: dict[str, Any] = {
        "rule": {
            "criterion": rule.criterion.value,
            "rci": rule.rci,
            "cutoff": rule.cut_off,
            "started_above": rule.started_above.value,
            "time": given["post"][-1],
        },
        "arms": {arm: _counted(one) for arm, one in counted.items()},
    }
    report |= _compared(counted, arms, given["confidence"], rule)
    if given["cluster"]:
        report["in_words"].append("  couples stand alone in this table: it knows of no clusters")
    if given["separated"]:
        report["separated"] = separated_report(couples, arms, given)
    return report


def _couples(people: Mapping[str, Person], column: str) -> dict[str, tuple[Person, Person]]:
    found: dict[str, list[Person]] = {}
    for person in people.values():
        found.setdefault(str(person.couple), []).append(person)
    for name, partners in found.items():
        at = f"Row {partners[min(2, len(partners) - 1)].place}, column {column!r}"
        if len(partners) != 2:
            hint = " (a row without a score stands for one who did not answer)" if len(partners) == 1 else ""
            raise BadInput(f"{at}: couple {name!r} has {len(partners)} partners; a couple has 2{hint}.")
        if partners[0].arm != partners[1].arm:
            raise BadInput(f"{at}: couple {name!r} is in both arms.")
    return {name: (partners[0], partners[1]) for name, partners in found.items()}


def _compared(
    counted: Mapping[str, CoupleCount], arms: tuple[str, str], confidence: float, rule: CoupleRule
) -> dict[str, Any]:
    heading = f"couples, both {rule.criterion.value}, a partner who started above: {rule.started_above.value}"
    lines = [
        heading,
        *(f"  {arm}: {one.unknown} unknown, {one.left_out} left out" for arm, one in counted.items()),
    ]
    first, second = (counted[arm] for arm in arms)
    try:
        found = table_of_two((first.reached, first.judged), (second.reached, second.judged), confidence)
    except ValueError as why:
        return {"not_computable": str(why), "in_words": [*lines, f"  not computable: {why}"]}
    table = as_report(found)
    return {"table": table, "in_words": [*lines, in_words(table, found)]}


def _counted(one: CoupleCount) -> dict[str, int]:
    return {"reached": one.reached, "judged": one.judged, "unknown": one.unknown, "left_out": one.left_out}
