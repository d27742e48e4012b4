"""What can be seen in a running course, as facts by named rules: few questions, whatever the number of courses.

Each rule is this house's own, not validated, except the alliance limit, which is the core's. Nothing is added up: a
fact is there or not, and no fact does not mean that all is well.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from gjenklang.apps.care.models import (
    Administration,
    Ending,
    Episode,
    Invitation,
    Moment,
    Participant,
    Session,
    Standing,
    Status,
)
from gjenklang.apps.dropout.models import Checklist, Fact, Factor, Reply, Transition
from gjenklang.apps.dropout.queries.transitions import OPEN, moves_ahead, scope
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared
from gjenklang.core.alliance import Form, RuleKind, rule_set, signals
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import total_steps

__all__ = [
    "LISTED",
    "RULES",
    "Course",
    "Key",
    "Seen",
    "engagement",
    "engagement_led",
    "factors_of",
    "running",
]

#: Each rule by name: how many in a row, how many days, how far back.
RULES = {
    "two-in-a-row": 2,
    "double-gap": 2,
    "fell-twice": 3,
    "declined-twice": 2,
}
SHORTEST_GAP = 14
EARLIER_SESSIONS = 4
WEEKS_OF_DECLINES = 6
DAYS_OF_ALLIANCE = 90
#: The same rule set as the session page reads the work together by.
ALLIANCE_RULES = {"srs": "srs-gjenklang"}

#: A course and one who takes part in it.
Key = tuple[UUID, UUID]
#: One filled-in form: its instrument, its lines, and the total where only that was typed.
Given = tuple[str, Mapping[str, int | None], int | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact: its kind, the rule that saw it, and the figures that its sentence names."""

    fact: Fact
    rule: str
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """One who takes part in a running course, with what can be seen."""

    episode: UUID
    client: UUID
    code: str
    unit: UUID
    unit_name: str
    seen: tuple[Seen, ...]


def running(by: Actor, *, led: bool = False) -> QuerySet[Episode]:
    """The running courses that the asker may read today, and those that ended with a move still open.

    With ``led``, those of the units that the asker leads, to be counted and never shown.
    """
    open_moves = Transition.objects.filter(**OPEN).values("episode")
    alive = scope(by, led=led).exclude(ending=Ending.DIED)
    return alive.filter(Q(ended=None) | Q(pk__in=open_moves))


def engagement(by: Actor, day: date, episode: UUID | None = None) -> list[Course]:
    """What can be seen in each running course that the asker may read, by code.

    Parameters
    ----------
    by
        Who reads; the caller leaves a line for each that is shown.
    day
        Today.
    episode
        To ask about one course alone.
    """
    return _gather(by, day, {"episode": episode} if episode else {}, led=False)


def engagement_led(by: Actor, day: date) -> list[Course]:
    """The same of every open course in the units that the asker leads; for counts, never for a page with codes."""
    return _gather(by, day, {}, led=True)


def _gather(by: Actor, day: date, one: Mapping[str, UUID], *, led: bool) -> list[Course]:
    parts = _PARTS(by, day, led, **one)
    of_course, of_client = _meetings(by, day, one, led=led), _answers(by, day, one, led=led)
    of_others = (factors_of(by, day, one, led=led), _moves(by, day, one, led=led))
    order = list(Fact)
    return [
        Course(
            *(key, client, code, unit, name),
            tuple(
                sorted(
                    (
                        *of_course.get(key, ()),
                        *of_client.get((key, client), ()),
                        *(seen for many in of_others for seen in many.get((key, client), ())),
                    ),
                    key=lambda seen: order.index(seen.fact),
                )
            ),
        )
        for key, client, code, unit, name in parts
    ]


def factors_of(by: Actor, day: date, one: Mapping[str, UUID], *, led: bool) -> dict[Key, list[Seen]]:
    """The factors that were answered with *yes* the last time; how someone is with others is never in a list."""
    newest = {row[:2]: row[2:] for row in _CHECKLISTS(by, day, led, **one)}
    found = {}
    for key, (*replies, at) in newest.items():
        yes = tuple(name for name, reply in zip(LISTED, replies, strict=True) if reply == Reply.YES)
        if yes:
            found[key] = [Seen(Fact.FACTOR, "answered-yes", {"factors": yes, "day": timezone.localdate(at)})]
    return found


#: The factors that may stand in a list of a team.
LISTED = (Factor.COGNITION, Factor.ALLIANCE, Factor.AGE)
_CHECKLISTS = Prepared(
    lambda by, _day, led, **one: (
        Checklist.objects.filter(episode__in=_courses(by, led=led), **one)
        .order_by("at", "id")
        .values_list("episode", "client", *(factor.value for factor in LISTED), "at")
    )
)


def _courses(by: Actor, *, led: bool) -> QuerySet[Episode, UUID]:
    return scope(by, led=led).filter(ended=None).values_list("pk", flat=True)


def _latest(by: Actor, day: date, *, led: bool, one: Mapping[str, Any]) -> QuerySet[Administration, UUID]:
    """The last three alliance forms of each client in each course: keys alone, for the answers are long to sort."""
    asked = Administration.objects.exclude(episode__feedback_off_until__gte=day).filter(
        episode__in=_courses(by, led=led),
        instrument=F("episode__alliance"),
        moment=Moment.END,
        rater=None,
        standing=Standing.COUNTS,
        local_date__gte=day - timedelta(days=DAYS_OF_ALLIANCE),
        **one,
    )
    placed = Window(
        RowNumber(),
        partition_by=[F("episode"), F("client")],
        order_by=[F("finished").desc(), F("id").desc()],
    )
    return asked.annotate(place=placed).filter(place__lte=RULES["fell-twice"]).values_list("pk", flat=True)


_PARTS = Prepared(
    lambda by, _day, led, **one: (
        Participant.objects.filter(episode__in=running(by, led=led).values("pk"), until=None, **one)
        .order_by("client__code", "id")
        .values_list("episode", "client", "client__code", "episode__unit", "episode__unit__name")
    )
)
_HELD = Prepared(
    lambda by, day, led, **one: (
        Session.objects.filter(
            episode__in=_courses(by, led=led), status=Status.HELD, local_date__lte=day, **one
        )
        .values_list("episode")
        .annotate(Min("local_date"), Max("local_date"), Count("id"))
        .order_by()
    )
)
_MISSED = Prepared(
    lambda by, day, led, **one: (
        Session.objects.filter(
            episode__in=_courses(by, led=led),
            status__in=(Status.NO_SHOW, Status.CANCELLED_CLIENT),
            local_date__lte=day,
            **one,
        )
        .order_by("local_date", "starts", "id")
        .values_list("episode", "status", "local_date")
    )
)
_ALLIANCE = Prepared(
    lambda by, day, led, **one: (
        Administration.objects.filter(pk__in=_latest(by, day, led=led, one=one))
        .order_by("finished", "id")
        .values_list("episode", "client", "instrument", "answers", "stated_total")
    )
)
_DECLINED = Prepared(
    lambda by, day, led, **one: (
        Invitation.objects.filter(
            episode__in=_courses(by, led=led),
            rater=None,
            declined__isnull=False,
            local_date__gte=day - timedelta(weeks=WEEKS_OF_DECLINES),
            **one,
        )
        .values_list("episode", "client")
        .annotate(Count("session", distinct=True))
        .order_by()
    )
)


def _meetings(by: Actor, day: date, one: Mapping[str, UUID], *, led: bool) -> dict[UUID, list[Seen]]:
    missed: dict[UUID, list[tuple[str, date]]] = defaultdict(list)
    for episode, status, when in _MISSED(by, day, led, **one):
        missed[episode].append((status, when or day))
    found: dict[UUID, list[Seen]] = defaultdict(list)
    held = {episode: (first, last, n) for episode, first, last, n in _HELD(by, day, led, **one)}
    for episode, row in missed.items():
        found[episode] += _in_a_row(row, held.get(episode))
    for episode, (first, last, n) in held.items():
        found[episode] += _gap(first, last, n, day)
    return found


def _in_a_row(row: list[tuple[str, date]], held: tuple[date, date, int] | None) -> Iterator[Seen]:
    """Those not met or cancelled by the client since the last one that was held."""
    last = held[1] if held else date.min
    since = [status for status, when in row if when > last]
    if len(since) >= RULES["two-in-a-row"]:
        figures = {
            "n": len(since),
            "missed": since.count(Status.NO_SHOW),
            "before": len(row) - len(since),
            "of": len(row) - len(since) + (held[2] if held else 0),
        }
        yield Seen(Fact.MISSED, "two-in-a-row", figures)


def _gap(first: date, last: date, n: int, day: date) -> Iterator[Seen]:
    """Twice as long since the last one as between those before, and a fortnight or more."""
    days, usual = (day - last).days, (last - first).days / (n - 1) if n > 1 else 0.0
    if n >= EARLIER_SESSIONS and days >= max(SHORTEST_GAP, RULES["double-gap"] * usual):
        yield Seen(Fact.GAP, "double-gap", {"days": days, "usual": round(usual), "n": n})


def _moves(by: Actor, day: date, one: Mapping[str, UUID], *, led: bool) -> dict[Key, list[Seen]]:
    """A move is a fact while something of it is missing: an appointment, someone who goes along, how it went."""
    return {
        key: [
            Seen(Fact.TRANSITION, "move-ahead", figures)
            for figures in many
            if figures["overdue"] or not figures["appointment"] or not figures["along"]
        ]
        for key, many in moves_ahead(by, day, one, led=led).items()
    }


def _answers(by: Actor, day: date, one: Mapping[str, UUID], *, led: bool) -> dict[Key, list[Seen]]:
    rows: dict[Key, list[Given]] = defaultdict(list)
    for episode, client, code, answers, stated in _ALLIANCE(by, day, led, **one):
        rows[episode, client].append((code, answers, stated))
    found: dict[Key, list[Seen]] = defaultdict(list)
    for key, given in rows.items():
        found[key] += _alliance(given)
    for episode, client, n in _DECLINED(by, day, led, **one):
        if n >= RULES["declined-twice"]:
            found[episode, client].append(Seen(Fact.DECLINED, "declined-twice", {"n": n}))
    return found


def _alliance(given: Sequence[Given]) -> Iterator[Seen]:
    """Below the limit of a form that has one; else lower twice in a row, said as it is."""
    code = given[-1][0]
    named = ALLIANCE_RULES.get(code)
    if named:
        last = _total(given[-1])
        spoken = signals(rule_set(named), [Form((last,))]) if last is not None else ()
        for rule in (one.rule for one in spoken if one.rule.kind is RuleKind.TOTAL):
            yield Seen(Fact.ALLIANCE, named, {"total": last, "limit": rule.value, "instrument": code})
        return
    totals = [_total(one) for one in given if one[0] == code]
    first, second, third = totals if len(totals) == RULES["fell-twice"] else (None, None, None)
    if first is not None and second is not None and third is not None and first > second > third:
        yield Seen(Fact.ALLIANCE, "fell-twice", {"totals": totals, "instrument": code})


def _total(one: Given) -> int | None:
    """Scored only where a rule looks at it: a list has many."""
    code, answers, stated = one
    return total_steps(in_catalogue(code), answers) if answers else stated
