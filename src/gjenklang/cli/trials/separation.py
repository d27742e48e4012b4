"""Couples that had parted at follow-up, with bounds for those who did not answer."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from gjenklang.cli.table import BadInput
from gjenklang.cli.trials.arms import Person
from gjenklang.cli.trials.table import as_report, bounds_in_words, in_words
from gjenklang.core.trials import Followed, bounds_of_missing, table_of_two

__all__ = ["separated_report"]

_SAID = {
    **dict.fromkeys(("yes", "ja", "true", "1", "1.0"), True),
    **dict.fromkeys(("no", "nei", "false", "0", "0.0"), False),
}


def separated_report(
    couples: Mapping[str, tuple[Person, Person]], arms: tuple[str, str], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Compare how many couples had parted; one answer from either partner is the couple's.

    Raises
    ------
    BadInput
        With the row, when an answer is neither yes nor no, or two of a couple's contradict each other.
    """
    followed = {}
    for arm in arms:
        own = [_parted(name, pair, given) for name, pair in couples.items() if pair[0].arm == arm]
        answers = [one for one in own if one is not None]
        followed[arm] = Followed(sum(answers), len(answers), len(own))
    first, second = (followed[arm] for arm in arms)
    report: dict[str, Any] = {"arms": {arm: asdict(one) for arm, one in followed.items()}}
    heading = f"separated at follow-up: {given['separated']}; fewer is benefit"
    try:
        counts = (first.count, first.answered), (second.count, second.answered)
        found = table_of_two(*counts, given["confidence"], wanted=False)
        bounds = asdict(bounds_of_missing(first, second))
    except ValueError as why:
        return report | {"not_computable": str(why), "in_words": [heading, f"  not computable: {why}"]}
    table = as_report(found)
    lines = [heading, in_words(table, found), bounds_in_words(bounds)]
    return report | {"table": table, "missing": bounds, "in_words": lines}


def _parted(name: str, couple: tuple[Person, Person], given: Mapping[str, Any]) -> bool | None:
    answer: bool | None = None
    for said, place in (one for person in couple for one in person.separated.items()):
        at = f"Row {place}, column {given['separated']!r}"
        if said.lower() in {"na", "."}:
            continue
        if said.lower() not in _SAID:
            raise BadInput(f"{at}: {said!r} is neither yes nor no.")
        if answer is not None and answer != _SAID[said.lower()]:
            raise BadInput(f"{at}: couple {name!r} has said both yes and no.")
        answer = _SAID[said.lower()]
    return answer
