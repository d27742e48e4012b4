"""Sum up what clients said of the work together, once for each closed quarter."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import fmean
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from gjenklang.apps.audit.actions import Who, line, write_lines
from gjenklang.apps.care.models import Administration, Moment, Standing
from gjenklang.apps.feedback.models import AllianceSum
from gjenklang.apps.feedback.queries.unit import FEW
from gjenklang.apps.feedback.rules import SUMMED_AFTER, closed_quarters
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.numerics import mean_interval

__all__ = ["sum_up_alliance"]

#: So many people must have answered, and of those who chose the sum at least ``FEW`` or nobody.
MANY = 10

_Place = tuple[UUID, UUID, str]


class _Given(NamedTuple):
    """One answer: whose, how it counts, and its marks."""

    client: UUID
    standing: str
    marks: Mapping[str, int | None]


@transaction.atomic
def sum_up_alliance(*, today: date) -> int:
    """Sum up the closed quarters that are not summed up yet; safe to repeat.

    A quarter is summed up six weeks after its end: so late may the answer to a link arrive from a device without a net.
    In the sum are the answers that count, and those that their clients want in no other place; what is kept for a next
    time that has not come is in none.

    Returns
    -------
    int
        How many sums were made.
    """
    made = [
        row
        for begins, ends in closed_quarters(today)
        if ends + SUMMED_AFTER < today
        for row in _of_quarter(begins, ends)
    ]
    AllianceSum.objects.bulk_create(made)
    write_lines([line(Who("system", one.organisation_id), "alliance.sum_up", subject=one.pk) for one in made])
    return len(made)


def _of_quarter(begins: date, ends: date) -> Iterator[AllianceSum]:
    found = Administration.objects.filter(
        moment=Moment.END,
        rater=None,
        standing__in=[Standing.COUNTS, Standing.SUMMED],
        local_date__range=(begins, ends),
    )
    rows = found.values_list(
        *("organisation", "episode__unit", "instrument", "client", "standing", "answers")
    )
    given: dict[_Place, list[_Given]] = defaultdict(list)
    for organisation, unit, form, *one in rows:
        if one[-1]:
            given[organisation, unit, form].append(_Given(*one))
    # All units of an organisation at once: a course that moves afterwards is not summed up again in the new unit.
    done = set(AllianceSum.objects.filter(begins=begins).values_list("organisation", flat=True))
    for (organisation, unit, form), answers in sorted(given.items()):
        if organisation not in done:
            yield AllianceSum(
                organisation_id=organisation,
                unit_id=unit,
                begins=begins,
                ends=ends,
                form=form,
                people=len({one.client for one in answers}),
                answers=len(answers),
                lines=list(_lines(form, answers)),
            )


def _lines(form: str, answers: Sequence[_Given]) -> Iterator[dict[str, object]]:
    """Each line that many have marked, where nobody can be found by taking away those whose marks are known."""
    for item in in_catalogue(form).items:
        marked = [one for one in answers if one.marks.get(item.code) is not None]
        of_person: dict[UUID, list[int]] = defaultdict(list)
        for one in marked:
            of_person[one.client].append(one.marks[item.code] or 0)
        hidden = {one.client for one in marked if one.standing == Standing.SUMMED}
        if len(of_person) >= MANY and (not hidden or len(hidden) >= FEW):
            step = float(item.response.step)
            mean = mean_interval([fmean(marks) * step for marks in of_person.values()])
            yield {
                "code": item.code,
                "people": mean.n,
                "mean": mean.mean,
                "low": mean.low,
                "high": mean.high,
            }
