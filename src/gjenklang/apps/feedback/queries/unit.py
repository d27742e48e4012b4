"""How feedback is used in a unit, by week, without a name: forms answered, words not yet read, and who covers whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import IN_FORCE, Administration, LineNote, Moment, Session, Standing, Status
from gjenklang.apps.people.models import Role, Substitution, Unit
from gjenklang.apps.people.queries import answered_for, substitutions_of, units_of, where_clients_come
from gjenklang.apps.people.rules import Actor, on_day
from gjenklang.apps.shell.rounding import share_in_words

__all__ = ["FEW", "OVERSEERS", "WEEKS", "UnitUse", "Week", "overseen", "unit_use"]

#: Those who see how a unit uses feedback; of these only a supervisor reads a curve.
OVERSEERS = frozenset({Role.LEADER, Role.SUPERVISOR, Role.ADMINISTRATOR})
WEEKS = 12
#: Below this many sessions no share is shown: it would be about someone.
FEW = 5


@dataclass(frozen=True, slots=True)
class Week:
    """One week: the Monday it begins, the sessions held, and in how many a form was answered at each end.

    A share is in words of whole per cent with Wilson's interval, and empty where fewer than five sessions were held.
    """

    begins: date
    held: int
    at_start: int
    at_end: int

    @property
    def start_share(self) -> str:
        """In how many of the sessions a form was answered at the start."""
        return share_in_words(self.at_start, self.held, least=FEW)

    @property
    def end_share(self) -> str:
        """In how many of the sessions a form was answered at the end."""
        return share_in_words(self.at_end, self.held, least=FEW)


@dataclass(frozen=True, slots=True)
class UnitUse:
    """One unit: its weeks, newest first, and all of them together; words not yet read, the oldest in days."""

    unit: Unit
    weeks: tuple[Week, ...]
    whole: Week
    unread: int
    oldest: int | None
    cover: tuple[Substitution, ...]


def overseen(by: Actor) -> QuerySet[Unit]:
    """The units that the asker oversees as leader or supervisor, and those under them; for an administrator every one.

    Each is looked at by itself, and a department of nothing but units is none of them: a sum of several beside each of
    them would tell what a small one hides.
    """
    admin = by.holds(Role.ADMINISTRATOR)
    return where_clients_come(units_of(by) if admin else answered_for(by, Role.LEADER, Role.SUPERVISOR))


def unit_use(by: Actor, unit: Unit, day: date) -> UnitUse | None:
    """How one unit uses feedback in the twelve weeks up to a day.

    Returns
    -------
    UnitUse or None
        ``None`` for a unit that the asker does not oversee. Six questions, whatever the number of sessions.
    """
    if not overseen(by).filter(pk=unit.pk).exists():
        return None
    monday = day - timedelta(days=day.weekday())
    since = monday - timedelta(weeks=WEEKS - 1)
    weeks = _weeks(unit.pk, since, day)
    rows = tuple(
        weeks.get(begins, Week(begins, 0, 0, 0))
        for begins in (monday - timedelta(weeks=n) for n in range(WEEKS))
    )
    whole = Week(since, *(sum(getattr(one, name) for one in rows) for name in ("held", "at_start", "at_end")))
    unread, oldest = _unread(unit.pk)
    here = set(unit.posts.filter(on_day(day)).values_list("staff", flat=True))
    cover = tuple(one for one in substitutions_of(by, day) if one.absent_id in here)
    return UnitUse(unit, rows, whole, unread, (day - oldest).days if oldest else None, cover)


def _weeks(unit: UUID, since: date, until: date) -> dict[date, Week]:
    def answered(moment: str) -> Exists:
        counting = Administration.objects.filter(session=OuterRef("pk"), moment=moment, standing__in=IN_FORCE)
        return Exists(counting)

    found = Session.objects.filter(
        episode__unit=unit, status=Status.HELD, local_date__gte=since, local_date__lte=until
    ).annotate(start=answered(Moment.START), end=answered(Moment.END))
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for day, start, end in found.values_list("local_date", "start", "end"):
        if day is not None:
            week = sums[day - timedelta(days=day.weekday())]
            for place, one in enumerate((True, start, end)):
                week[place] += one
    return {begins: Week(begins, *counted) for begins, counted in sums.items()}


def _unread(unit: UUID) -> tuple[int, date | None]:
    """How many clients' words nobody of the staff has looked at since they were written, and the day of the oldest."""
    written: list[tuple[UUID, datetime]] = list(
        LineNote.objects.filter(
            administration__episode__unit=unit,
            administration__episode__ended=None,
            administration__standing=Standing.COUNTS,
            administration__finished__gte=timezone.now() - timedelta(weeks=WEEKS),
        ).values_list("administration__client", "administration__finished")
    )
    if not written:
        return 0, None
    clients = {client for client, _at in written}
    reads = Line.objects.filter(client__in=clients, by_kind="staff", verb="client.read")
    last = dict(reads.order_by().values_list("client").annotate(at=Max("at")))
    waiting = [at for client, at in written if client not in last or last[client] < at]
    return len(waiting), timezone.localdate(min(waiting)) if waiting else None
