"""What clients said of the work together, as a sum of many: by closed quarters, so that subtracting finds nobody."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from gjenklang.apps.feedback.models import AllianceSum
from gjenklang.apps.feedback.queries.unit import overseen
from gjenklang.apps.feedback.rules import closed_quarters
from gjenklang.apps.instruments.queries import name_of, wording
from gjenklang.apps.people.models import Unit
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.rounding import rounded
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["LineSum", "Summed", "alliance_sums"]


@dataclass(frozen=True, slots=True)
class LineSum:
    """One line: its title, how many marked it, and the mean of each one's own mean with its interval, in words."""

    title: str
    people: int
    mean: str


@dataclass(frozen=True, slots=True)
class Summed:
    """One form in one closed quarter: its first day and its last, how many people and answers, and its lines.

    Without lines where there were too few.
    """

    begins: date
    ends: date
    form: str
    people: int
    answers: int
    lines: tuple[LineSum, ...]


def alliance_sums(by: Actor, unit: Unit, day: date) -> list[Summed]:
    """What was answered about the work together in a unit, in the four closed quarters before a day, newest first.

    Nobody but who oversees the unit reads it. A quarter is there from when it was summed up
    (``actions.sum_up_alliance``), and never changes.
    """
    if not overseen(by).filter(pk=unit.pk).exists():
        return []
    begins = [first for first, _last in closed_quarters(day)]
    found = AllianceSum.objects.filter(organisation=by.organisation, unit=unit, begins__in=begins)
    return [
        Summed(
            one.begins,
            one.ends,
            name_of(one.form, organisation=by.organisation),
            one.people,
            one.answers,
            tuple(_lines(by, one)),
        )
        for one in found.order_by("-begins", "form")
    ]


def _lines(by: Actor, summed: AllianceSum) -> list[LineSum]:
    words = wording(summed.form, (get_language() or "nb")[:2], organisation=by.organisation)
    titles = {line.code: line.title for line in words.lines} if words else {}
    numbers = {item.code: str(item.number) for item in in_catalogue(summed.form).items}
    return [
        LineSum(
            titles.get(one["code"], numbers.get(one["code"], one["code"])),
            one["people"],
            f"{rounded(one['mean'], 1)} ({rounded(one['low'], 1)}–{rounded(one['high'], 1)})",
        )
        for one in summed.lines
    ]
