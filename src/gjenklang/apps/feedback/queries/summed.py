"""What clients said of the work together, as a sum of many: by closed quarters, so that subtracting finds nobody."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from uuid import UUID

from django.utils.translation import get_language

from gjenklang.apps.care.models import IN_FORCE, Administration, Moment, Standing
from gjenklang.apps.feedback.queries.unit import FEW, overseen
from gjenklang.apps.instruments.queries import wording
from gjenklang.apps.people.models import Unit
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.rounding import rounded
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.numerics import mean_interval

__all__ = ["MANY", "LineSum", "Summed", "alliance_sums"]

#: So many people must have answered a form in a quarter, and of those who chose the sum at least ``FEW`` or nobody.
MANY = 10
QUARTERS = 4


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

    All answers are in it, also those that their clients show to nobody else. Nobody but who oversees the unit reads it.

    Parameters
    ----------
    day
        A quarter counts when it ended before this day: it never changes by one person's answer while it is read.
    """
    if not overseen(by).filter(pk=unit.pk).exists():
        return []
    quarters = list(_closed_quarters(day))
    found = Administration.objects.filter(
        episode__unit=unit,
        moment=Moment.END,
        rater=None,
        standing__in=IN_FORCE,
        local_date__gte=quarters[-1][0],
        local_date__lte=quarters[0][1],
    ).values_list("instrument", "client", "standing", "answers", "local_date")
    given: dict[tuple[date, str], list[tuple[UUID, str, Mapping[str, int | None]]]] = defaultdict(list)
    for form, client, standing, marks, when in found:
        if when and marks:
            begins = next(first for first, last in quarters if first <= when <= last)
            given[begins, form].append((client, standing, marks))
    return [
        _summed(by, begins, ends, form, given[begins, form])
        for begins, ends in quarters
        for form in sorted({form for first, form in given if first == begins})
    ]


def _closed_quarters(day: date) -> Iterator[tuple[date, date]]:
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    for _ in range(QUARTERS):
        last = first - timedelta(days=1)
        first = last.replace(month=last.month - 2, day=1)
        yield first, last


def _summed(
    by: Actor,
    begins: date,
    ends: date,
    form: str,
    given: list[tuple[UUID, str, Mapping[str, int | None]]],
) -> Summed:
    people = {client for client, _standing, _marks in given}
    hidden = {client for client, standing, _marks in given if standing != Standing.COUNTS}
    told = len(people) >= MANY and (not hidden or len(hidden) >= FEW)
    lines = tuple(_lines(by, form, given)) if told else ()
    return Summed(begins, ends, in_catalogue(form).name, len(people), len(given), lines)


def _lines(
    by: Actor, form: str, given: list[tuple[UUID, str, Mapping[str, int | None]]]
) -> Iterator[LineSum]:
    words = wording(form, (get_language() or "nb")[:2], organisation=by.organisation)
    titles = {line.code: line.title for line in words.lines} if words else {}
    for item in in_catalogue(form).items:
        marks: dict[UUID, list[int]] = defaultdict(list)
        for client, _standing, all_marks in given:
            mark = all_marks.get(item.code)
            if mark is not None:
                marks[client].append(mark)
        if len(marks) >= MANY:
            step = float(item.response.step)
            mean = mean_interval([fmean(one) * step for one in marks.values()])
            said = f"{rounded(mean.mean, 1)} ({rounded(mean.low, 1)}–{rounded(mean.high, 1)})"
            yield LineSum(titles.get(item.code, str(item.number)), len(marks), said)
