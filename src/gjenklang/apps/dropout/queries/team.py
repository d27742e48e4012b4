"""*Hvem er vi i ferd med å miste?*: every open course that the asker may read, by what is seen; never a score."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gjenklang.apps.care import queries as care
from gjenklang.apps.dropout.models import Fact, Milestone, Outreach
from gjenklang.apps.dropout.queries.engagement import Course, Key, engagement, engagement_led
from gjenklang.apps.dropout.queries.transitions import moves_ahead
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.days import near_day
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["FEWEST", "Counted", "Helped", "Row", "counted", "in_order", "team"]

#: Fewer than this many are not told apart to someone who does not know who they are.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Helped:
    """One thing that is done: what, by whom (empty when nobody is named), and when."""

    text: str
    who: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One who takes part in an open course: what is seen, and what is done about it."""

    course: Course
    doing: tuple[Helped, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One unit as its leader sees it: how many open courses, and in how many each fact is seen; ``None`` is 1 to 4."""

    unit: str
    n: int
    facts: tuple[tuple[Fact, int | None], ...]


def team(by: Actor, day: date) -> list[Row]:
    """Everyone in the open courses that the asker may read, most seen first.

    The caller leaves a line for each that is shown (``actions.show_team``).
    """
    done = _doing(by, day)
    return in_order(Row(one, tuple(done.get((one.episode, one.client), ()))) for one in engagement(by, day))


def in_order(rows: Iterable[Row]) -> list[Row]:
    """By how many facts, then by their kind, then by code."""
    order = list(Fact)

    def place(row: Row) -> tuple[int, list[int], str]:
        kinds = [order.index(seen.fact) for seen in row.course.seen]
        return -len(kinds), kinds, row.course.code

    return sorted(rows, key=place)


def counted(by: Actor, day: date) -> list[Counted]:
    """The open courses of the units that the asker leads, as numbers without names."""
    if not by.units(Role.LEADER):
        return []
    units: dict[str, list[Course]] = defaultdict(list)
    for course in engagement_led(by, day):
        units[course.unit_name].append(course)
    return [Counted(unit, len(courses), _numbers(courses)) for unit, courses in sorted(units.items())]


def _numbers(courses: Sequence[Course]) -> tuple[tuple[Fact, int | None], ...]:
    found = []
    for fact in Fact:
        n = sum(any(seen.fact == fact for seen in course.seen) for course in courses)
        found.append((fact, n if n == 0 or n >= FEWEST else None))
    return tuple(found)


def _doing(by: Actor, day: date) -> Mapping[Key, list[Helped]]:
    found: dict[Key, list[Helped]] = defaultdict(list)
    for episode, client, name, until in _PEERS(by):
        more = _("consent to %(day)s") if until >= day else _("the consent does not hold: to %(day)s")
        found[episode, client].append(Helped(_("A peer gets in touch"), name, more % {"day": _on(until)}))
    for episode, client, planned in _MEETINGS(by):
        found[episode, client].append(Helped(_("Milestone meeting"), _on(planned)))
    for key, many in moves_ahead(by, day, {}).items():
        found[key] += _along(many)
    return found


def _along(many: Iterable[Mapping[str, object]]) -> Iterator[Helped]:
    for one in many:
        yield Helped(_("Goes along to the first appointment"), str(one["along"]))


_PEERS = Prepared(
    lambda by: (
        Outreach.objects.filter(episode__in=care.episodes(by).values("pk"), closed=None)
        .order_by("until", "id")
        .values_list("episode", "client", "peer__name", "until")
    )
)
_MEETINGS = Prepared(
    lambda by: (
        Milestone.objects.filter(episode__in=care.episodes(by).values("pk"), held=None)
        .order_by("day", "id")
        .values_list("episode", "client", "day")
    )
)


def _on(day: date) -> str:
    return near_day(day)
