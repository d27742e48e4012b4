"""Who got which measure when, and did they stay: counts for a unit, with n and interval. This is not a trial.

Those who got a measure differ from those who did not, and nobody drew lots; a share says how it went here, not why.
Each who takes part counts once for each measure, from the first time in the last year. Whoever ended as agreed, moved
or died within the days that are looked at did neither stay nor leave, and is not counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Ending, Episode, Session, Status
from gjenklang.apps.dropout.models import Given, MasteryPlan, Milestone, Outreach, Talk, Transition
from gjenklang.apps.dropout.queries.team import FEWEST
from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.people.models import Role, Unit
from gjenklang.apps.people.rules import Actor
from gjenklang.core.numerics import Share, wilson

__all__ = [
    "DAYS_BACK",
    "LONG_AGO",
    "Got",
    "OfMeasure",
    "OfUnit",
    "Tally",
    "given",
    "given_to",
    "others_here",
    "register",
]

DAYS_BACK = 365
#: Before anything was noted.
LONG_AGO = date(1900, 1, 1)
AFTER = (30, 90)
LEFT = frozenset({Ending.CLIENT, Ending.SERVICE, Ending.STAYED_AWAY})


@dataclass(frozen=True, slots=True)
class Got:
    """Someone got a measure on a day for the first time; ``arrived`` says how a move went, where it is one."""

    measure: str
    episode: UUID
    client: UUID
    day: date
    arrived: bool | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those it is known of; ``share`` is ``None`` when they are too few to tell apart."""

    what: str
    n: int
    share: Share | None


@dataclass(frozen=True, slots=True)
class OfMeasure:
    """One measure in one unit; with fewer than five who got it nothing more is said."""

    name: str
    n: int
    tallies: tuple[Tally, ...]

    @property
    def few(self) -> bool:
        """Whether they are too few to say anything."""
        return self.n < FEWEST


@dataclass(frozen=True, slots=True)
class OfUnit:
    """The measures of one unit in the last year, those used most first."""

    unit: str
    measures: tuple[OfMeasure, ...]


def register(by: Actor, day: date) -> list[OfUnit]:
    """Every measure in each unit where the asker follows people up or leads, as counts without names."""
    units = Unit.objects.filter(organisation=by.organisation, pk__in=by.units(*FOLLOWERS, Role.LEADER))
    return [OfUnit(unit.name, _measures(unit.pk, day)) for unit in units.order_by("name")]


def given_to(by: Actor, episode: Episode, client: UUID) -> list[Got]:
    """Every measure that one who takes part in a course has got, with its day, the latest first."""
    open_now = care.episodes(by).filter(pk=episode.pk).values("pk")
    found = given({"episode__in": open_now, "client": client}, LONG_AGO, timezone.localdate())
    return sorted(found, key=lambda one: (one.day, one.measure), reverse=True)


def others_here(by: Actor, episode: Episode) -> tuple[OfMeasure, ...]:
    """The same of the unit of a course that the asker may read: those that are enough to say something of."""
    if not care.episodes(by).filter(pk=episode.pk).exists():
        return ()
    found = _measures(episode.unit_id, timezone.localdate())
    return tuple(one for one in found if not one.few)


def _measures(unit: UUID, day: date) -> tuple[OfMeasure, ...]:
    got: dict[str, list[Got]] = defaultdict(list)
    for one in _first(given({"episode__unit": unit}, day - timedelta(days=DAYS_BACK), day)):
        got[one.measure].append(one)
    keys = {one.episode for many in got.values() for one in many}
    ended = {key: (when, how) for key, when, how in _ended(keys)}
    met = _sessions(keys, day)
    found = [OfMeasure(name, len(many), tuple(_tallies(many, ended, met, day))) for name, many in got.items()]
    return tuple(sorted(found, key=lambda one: (-one.n, one.name)))


def _first(many: Iterable[Got]) -> list[Got]:
    """The first time of each who takes part."""
    first: dict[tuple[str, UUID, UUID], Got] = {}
    for one in sorted(many, key=lambda each: each.day):
        first.setdefault((one.measure, one.episode, one.client), one)
    return list(first.values())


def given(within: Mapping[str, object], since: date, day: date) -> Iterator[Got]:
    """What was given in some courses between two days, by the day on which it was; the caller may see the courses."""
    who = ("episode", "client")
    rows = (
        (_("Milestone meeting"), Milestone.objects.filter(held__range=(since, day)), "held"),
        (_("A peer gets in touch"), Outreach.objects.filter(since__range=(since, day)), "since"),
        (_("Mastery plan"), MasteryPlan.objects.filter(made__date__range=(since, day)), "made__date"),
        (_("Introduction talk"), _talks(Talk.Kind.INTRODUCTION, since, day), "day"),
        (_("Mastery talk"), _talks(Talk.Kind.MASTERY, since, day), "day"),
    )
    for name, found, when in rows:
        for episode, client, on in found.filter(**within).values_list(*who, when):
            yield Got(name, episode, client, on)
    local = Given.objects.filter(day__range=(since, day), **within).values_list(*who, "day", "measure__name")
    for episode, client, on, name in local:
        yield Got(name, episode, client, on)
    yield from _moves(within, since, day)


def _talks(kind: Talk.Kind, since: date, day: date) -> QuerySet[Talk]:
    return Talk.objects.filter(kind=kind, day__range=(since, day))


def _moves(within: Mapping[str, object], since: date, day: date) -> Iterator[Got]:
    """Moves on which someone went along; how it went is known when it is noted, or the appointment has been."""
    along = Q(along__isnull=False) | ~Q(along_words="")
    rows = Transition.objects.filter(along, moves__range=(since, day), **within)
    for one in rows.exclude(appointment=None, attended=None, closed=None):
        known = not one.open or one.overdue_on(day)
        arrived = one.attended is not None if known else None
        yield Got(_("Going along at a move"), one.episode_id, one.client_id, one.moves, arrived)


def _ended(keys: Iterable[UUID]) -> Iterator[tuple[UUID, date | None, str]]:
    yield from Episode.objects.filter(pk__in=keys).values_list("pk", "ended", "ending")


def _sessions(keys: Iterable[UUID], day: date) -> Mapping[UUID, list[tuple[date, str]]]:
    """The sessions that have been, and were not cancelled by us, in order."""
    found: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    been = (
        Session.objects.filter(episode__in=keys, local_date__lte=day)
        .exclude(status__in=(Status.CANCELLED_SERVICE, Status.PLANNED, Status.BETWEEN))
        .order_by("local_date", "starts", "id")
        .values_list("episode", "local_date", "status")
    )
    for episode, when, status in been:
        if when is not None:
            found[episode].append((when, status))
    return found


def _tallies(
    many: Sequence[Got],
    ended: Mapping[UUID, tuple[date | None, str]],
    met: Mapping[UUID, list[tuple[date, str]]],
    day: date,
) -> Iterator[Tally]:
    if any(one.arrived is not None for one in many):
        yield _tally(_("attended at the new place"), [one.arrived for one in many])
        return
    yield _tally(_("came to the next session"), [_came(one, met.get(one.episode, [])) for one in many])
    for days in AFTER:
        stayed = [_stayed(one.day + timedelta(days=days), *ended[one.episode], day) for one in many]
        yield _tally(_("in treatment %(days)s days after") % {"days": days}, stayed)


def _tally(what: str, known: Iterable[bool | None]) -> Tally:
    told = [one for one in known if one is not None]
    return Tally(what, len(told), wilson(sum(told), len(told)) if len(told) >= FEWEST else None)


def _came(one: Got, met: Sequence[tuple[date, str]]) -> bool | None:
    """Whether the first session after the day was held; not known while there has been none."""
    after = next((status for when, status in met if when > one.day), None)
    return None if after is None else after == Status.HELD


def _stayed(until: date, ended: date | None, ending: str, day: date) -> bool | None:
    """Whether someone was still in treatment; not known before that day, nor of who ended as agreed, moved or died."""
    if ended is not None and ended < until:
        return False if ending in LEFT else None
    return True if until <= day else None
