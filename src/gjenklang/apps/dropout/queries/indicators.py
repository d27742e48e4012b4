"""How soon those who left were safe, for each unit and year; deaths are counted apart and never shown when few."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from uuid import UUID

from gjenklang.apps.care.models import Ending, Participant
from gjenklang.apps.dropout.models import Death, Leaving, LeavingStep
from gjenklang.apps.dropout.queries.leaving import State, state_of
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.queries import units_of, where_clients_come
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.rounding import rounded
from gjenklang.core.numerics import Share, wilson

__all__ = [
    "COUNTERS",
    "DEATH_RULE",
    "FEWEST",
    "TIME_RULE",
    "Deaths",
    "LeavingTimes",
    "deaths_after",
    "leaving_times",
    "shown",
]

#: The rules as they stand beside the figures.
TIME_RULE, DEATH_RULE = "leaving-complete-48h, version 1", "death-within-30-days, version 1"
#: A number of deaths below this is not shown, and neither is one that would let it be worked out.
FEWEST = 5
WITHIN = timedelta(days=30)
COUNTERS = (Role.LEADER, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class LeavingTimes:
    """One unit in one year: clients who left (death not counted), and how many had every item settled in time.

    ``without`` had no list at all; they count as not in time. ``median_hours`` is of those that are settled.
    """

    unit: str
    share: Share
    settled: int
    without: int
    median_hours: float | None

    @property
    def percent(self) -> str:
        """The share that was settled in time, in whole per cent."""
        return _percent(self.share.share)

    @property
    def interval(self) -> str:
        """The ends of its interval."""
        return _interval(self.share)


@dataclass(frozen=True, slots=True)
class Deaths:
    """Deaths within 30 days of leaving in one unit and year; ``deaths`` is None where it is not shown."""

    unit: str
    left: int
    deaths: int | None

    @property
    def percent(self) -> str:
        """The share of those who left, in whole per cent."""
        return _percent(wilson(self.deaths or 0, self.left).share)

    @property
    def interval(self) -> str:
        """The ends of its interval."""
        return _interval(wilson(self.deaths or 0, self.left))


def _percent(share: float) -> str:
    return rounded(100 * share)


def _interval(share: Share) -> str:
    return f"{_percent(share.low)}–{_percent(share.high)} %"


def _units(by: Actor) -> dict[UUID, str]:
    """The units whose counts the asker may see, by name: those they lead or supervise, but no department.

    Nobody leaves a department, and a nought that is always shown would have a team's figure hidden beside it.
    """
    found = where_clients_come(units_of(by).filter(pk__in=by.units(*COUNTERS)))
    return {unit.pk: unit.name for unit in found}


def _left(by: Actor, units: Mapping[UUID, str], year: int) -> list[Participant]:
    """Those whose course in one of the units ended in a year, but not by death."""
    found = Participant.objects.filter(
        episode__organisation=by.organisation, episode__unit__in=units, episode__ended__year=year, until=None
    ).exclude(episode__ending=Ending.DIED)
    return list(found.select_related("episode"))


def leaving_times(by: Actor, year: int) -> list[LeavingTimes]:
    """For each of the asker's units, how many of those who left in a year had everything settled within 48 hours."""
    units = _units(by)
    left = _left(by, units, year)
    states = _states([part.episode_id for part in left])
    held: dict[UUID, list[State | None]] = defaultdict(list)
    for part in left:
        held[part.episode.unit_id].append(states.get((part.episode_id, part.client_id, part.episode.ended)))
    return [_times(name, held[unit]) for unit, name in units.items()]


def _states(keys: list[UUID]) -> dict[tuple[object, ...], State]:
    steps: dict[UUID, list[LeavingStep]] = defaultdict(list)
    for step in LeavingStep.objects.filter(leaving__episode__in=keys).defer("words").order_by("at", "id"):
        steps[step.leaving_id].append(step)
    lists = Leaving.objects.filter(episode__in=keys, void=None, noted__isnull=False).order_by("at", "id")
    return {(one.episode_id, one.client_id, one.day): state_of(one, steps[one.pk]) for one in lists}


def _times(name: str, states: list[State | None]) -> LeavingTimes:
    opened = [state for state in states if state is not None]
    hours = [state.hours for state in opened if state.hours is not None]
    return LeavingTimes(
        unit=name,
        share=wilson(sum(state.in_time for state in opened), len(states)),
        settled=len(hours),
        without=len(states) - len(opened),
        median_hours=median(hours) if hours else None,
    )


def deaths_after(by: Actor, year: int) -> list[Deaths]:
    """Deaths within 30 days of leaving, for each of the asker's units in a whole year; no other period can be asked."""
    units = _units(by)
    left = _left(by, units, year)
    days = {
        one.client_id: one.day
        for one in Death.objects.filter(client__in=[part.client_id for part in left]).order_by("at", "id")
    }
    leavers: Counter[UUID] = Counter(part.episode.unit_id for part in left)
    dead: Counter[UUID] = Counter()
    for part in left:
        day, ended = days.get(part.client_id), part.episode.ended
        if day and ended and timedelta(0) <= day - ended <= WITHIN:
            dead[part.episode.unit_id] += 1
    counts = shown({unit: dead[unit] for unit in units})
    return [Deaths(name, leavers[unit], counts[unit]) for unit, name in units.items()]


def shown(counts: Mapping[UUID, int]) -> dict[UUID, int | None]:
    """Leave out every number below five, none counted too, and one more where a sum would give it away.

    No total is shown; but someone may know it. So what is left out, beside units that are shown, is never below five
    in all: as long as it is, the smallest of the shown ones is left out as well.

    Examples
    --------
    >>> from uuid import UUID
    >>> a, b, c = UUID(int=1), UUID(int=2), UUID(int=3)
    >>> list(shown({a: 2, b: 7, c: 9}).values()), list(shown({a: 6, b: 7}).values())
    ([None, None, 9], [6, 7])
    """
    kept = {unit: count for unit, count in counts.items() if count >= FEWEST}
    while kept and _tells(counts, kept):
        del kept[min(kept, key=lambda unit: (kept[unit], str(unit)))]
    return {unit: kept.get(unit) for unit in counts}


def _tells(counts: Mapping[UUID, int], kept: Mapping[UUID, int]) -> bool:
    hidden = [count for unit, count in counts.items() if unit not in kept]
    return bool(hidden) and sum(hidden) < FEWEST
