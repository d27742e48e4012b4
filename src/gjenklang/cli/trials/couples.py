"""The couples of ``gjenklang trial compare``."""

from collections.abc import Mapping
from typing import Any, Protocol

from gjenklang.cli.table import BadInput
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


class _Partner(Protocol):
    @property
    def arm(self) -> str: ...
    @property
    def couple(self) -> str | None: ...
    @property
    def scores(self) -> dict[tuple[str, str], float]: ...


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
    people: Mapping[str, _Partner], arms: tuple[str, str], rule: CoupleRule, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Count the couples of each arm in which both partners reached the criterion, and compare.

    Raises
    ------
    BadInput
        When a couple has not two partners, or they are in different arms.
    """
    couples: dict[str, list[_Partner]] = {}
    for person in people.values():
        couples.setdefault(str(person.couple), []).append(person)
    for name, partners in couples.items():
        if len(partners) != 2:
            raise BadInput(f"Couple {name!r} has {len(partners)} partners; a couple has 2.")
        if partners[0].arm != partners[1].arm:
            raise BadInput(f"Couple {name!r} is in both arms.")
    column = given["score_column"]
    counted = {
        arm: count_couples(
            (
                (_partner(one, column), _partner(other, column))
                for one, other in couples.values()
                if one.arm == arm
            ),
            rule,
        )
        for arm in arms
    }
    report: dict[str, Any] = {
        "rule": {
            "criterion": rule.criterion.value,
            "rci": rule.rci,
            "cutoff": rule.cut_off,
            "started_above": rule.started_above.value,
        },
        "arms": {arm: _counted(one) for arm, one in counted.items()},
    }
    return report | _compared(counted, arms, given["confidence"], rule)


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


def _partner(person: _Partner, column: str) -> Partner:
    return Partner(person.scores.get((column, "pre")), person.scores.get((column, "post")))


def _counted(one: CoupleCount) -> dict[str, int]:
    return {"reached": one.reached, "judged": one.judged, "unknown": one.unknown, "left_out": one.left_out}
