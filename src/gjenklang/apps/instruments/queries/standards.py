"""Which forms a course begins with."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from gjenklang.apps.instruments.models import AgeGroup, StandardSet
from gjenklang.apps.people.rules import Actor

__all__ = ["Shown", "age_group", "standard_for", "standards", "standards_shown"]

CHILD_BELOW, YOUTH_BELOW = 13, 18


def age_group(age: int) -> str:
    """The group that an age, in whole years, belongs to.

    >>> age_group(12), age_group(13), age_group(18)
    ('child', 'youth', 'adult')
    """
    return (
        AgeGroup.CHILD.value
        if age < CHILD_BELOW
        else AgeGroup.YOUTH.value
        if age < YOUTH_BELOW
        else AgeGroup.ADULT.value
    )


def standards(by: Actor) -> QuerySet[StandardSet]:
    """Every set that was ever chosen in the asker's organisation, newest first."""
    found = StandardSet.objects.filter(organisation=by.organisation)
    return found.select_related("unit", "staff").order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class Shown:
    """A set with the names of its forms, and whether it holds today."""

    chosen: StandardSet
    outcome: str
    alliance: str
    holds: bool


def standards_shown(by: Actor, names: Mapping[str, str]) -> list[Shown]:
    """Every set, newest first; of each unit, kind and age group the newest holds."""
    seen: set[tuple[object, ...]] = set()
    shown = []
    for one in standards(by):
        place = (one.unit_id, one.kind, one.ages)
        shown.append(
            Shown(
                one,
                names.get(one.outcome, one.outcome),
                names.get(one.alliance, one.alliance),
                place not in seen,
            )
        )
        seen.add(place)
    return shown


def standard_for(organisation: UUID, unit: UUID, kind: str, age: int) -> StandardSet | None:
    """The set that holds for a new course: the newest of the unit, else the newest of the organisation."""
    found = StandardSet.objects.filter(
        Q(unit=unit) | Q(unit=None), organisation=organisation, kind=kind, ages=age_group(age)
    ).order_by("-at", "-id")
    return min(found, key=lambda one: one.unit_id is None, default=None)
