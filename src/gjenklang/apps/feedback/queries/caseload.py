"""The asker's running courses with what is worth taking up in each: few questions, whatever the number of clients."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import (
    Administration,
    Episode,
    Invitation,
    Moment,
    Participant,
    Responsibility,
    Session,
    Standing,
    Status,
)
from gjenklang.apps.care.queries import Answer, SessionOutline
from gjenklang.apps.feedback.models import CourseLabel, Kind, Signal
from gjenklang.apps.feedback.queries.course import Course, readings_of
from gjenklang.apps.feedback.queries.expected import expected_for_each
from gjenklang.apps.feedback.queries.held_against import track_of
from gjenklang.apps.feedback.queries.in_force import SHIPPED, InForce, rules_here
from gjenklang.apps.feedback.queries.kept import WITHOUT_FORM, by_key, still_open
from gjenklang.apps.feedback.queries.signals import ORDER, signals_of
from gjenklang.apps.instruments.queries import rule_sets_of, wording
from gjenklang.apps.instruments.wording import Wording
from gjenklang.apps.people.rules import Actor, on_day
from gjenklang.apps.shell.prepared import Prepared
from gjenklang.core.signals import TalkRule

__all__ = ["ABOUT", "Caseload", "Row", "Silent", "caseload", "in_order", "titles_for"]

#: What a list can be narrowed to: the kinds of signal that speak of the same.
ABOUT = {
    "worse": (_("Clearly worse"), (Kind.WORSE_TWICE, Kind.WORSE)),
    "missed": (_("Not met"), (Kind.MISSED,)),
    "alliance": (
        _("How we work together"),
        (Kind.ALLIANCE_LOW, Kind.ALLIANCE_LINE, Kind.ALLIANCE_FALL, Kind.CEILING),
    ),
    "still": (_("Without change"), (Kind.NO_GAIN, Kind.PLATEAU)),
    "behind": (_("Below the expected course"), (Kind.FAR_BELOW, Kind.BELOW)),
    "pattern": (_("Answers to talk about"), (Kind.RATERS, Kind.PATTERN)),
    "unmeasured": (_("Without a form"), (Kind.UNMEASURED, Kind.LATE)),
    "above": (_("Above from the start"), (Kind.STARTED_ABOVE,)),
    "way_on": (_("The way on"), (Kind.WAY_ON,)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One client in one running course: what is worth taking up, most worth it first, and when they met and meet."""

    part: Participant
    signals: tuple[Signal, ...]
    last: SessionOutline | None
    next: SessionOutline | None
    labels: tuple[str, ...] = ()
    off: date | None = None
    study: str = ""

    def about(self, kinds: Iterable[str]) -> "Row":
        """The same with only the signals of some kinds."""
        wanted = set(kinds)
        return replace(self, signals=tuple(one for one in self.signals if one.kind in wanted))


@dataclass(frozen=True, slots=True)
class Silent:
    """A rule that is silent in a unit, and its last day if it has one."""

    rule: TalkRule
    unit: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Caseload:
    """The rows by code, and what of them this week points to.

    Attributes
    ----------
    rows : list of Row
    first : frozenset of key of Participant
        The clients whom this week points to: the first by rank, as many as are left of the budget.
    budget, handled : int
        How many clients a week, by the smallest budget of the units; and how many were handled this week.
    silent : tuple of Silent
    """

    rows: list[Row]
    first: frozenset[UUID]
    budget: int
    handled: int
    silent: tuple[Silent, ...]


def caseload(by: Actor, day: date) -> Caseload:
    """Every client of the asker's running courses, and of those of whoever the asker stands in for.

    The caller leaves a line for each that is shown (``actions.show_caseload``); nothing is stored here.
    """
    parts = _PARTS(by, day)
    meetings, answered = _meetings(by, day), _answers(by, day)
    here, rule_sets = rules_here(by, day), rule_sets_of(by.organisation)
    labels = _labels(by, day)
    courses, found = {}, {}
    for part in parts:
        course = Course(part.episode, part.client, tuple(meetings[part.episode_id]), (), part.main_rater_id)
        given = answered[part.episode_id, part.client_id]
        courses[part.pk] = replace(course, readings=readings_of(course, given, rule_sets, {}))
    expected = expected_for_each(by, courses.values())
    for part in parts:
        course = courses[part.pk]
        track = track_of(course, expected.get((part.episode_id, part.client_id)))
        on = part.episode.shows_feedback(day)
        found[part.pk] = signals_of(course, day, here.of(part.episode.unit_id), track) if on else []
    shown = by_key(_SHOWN(by, day)) if any(found.values()) else {}
    declined = _declined(found.values())
    rows = [
        Row(
            part,
            tuple(
                one
                for one in still_open(found[part.pk], shown)
                if (one.session_id, one.client_id) not in declined or one.kind not in WITHOUT_FORM
            ),
            *_around(meetings[part.episode_id], day),
            labels.get(part.episode_id, ()),
            *_off(by, part.episode, day),
        )
        for part in parts
    ]
    units = {part.episode.unit_id: part.episode.unit.name for part in parts}
    return _weighed(rows, {name: here.of(unit) for unit, name in units.items()}, shown.values(), day)


def _weighed(rows: list[Row], rules: Mapping[str, InForce], shown: Iterable[Signal], day: date) -> Caseload:
    """Point to the first by rank, as many as the budget leaves: what was handled this week has used of it."""
    monday = day - timedelta(days=day.weekday())
    here = {(row.part.episode_id, row.part.client_id) for row in rows}
    handled = {
        (one.episode_id, one.client_id)
        for one in shown
        if one.done_at is not None and timezone.localdate(one.done_at) >= monday
    } & here
    budget = min((one.budget for one in rules.values()), default=SHIPPED.budget)
    ranked = [row.part.pk for row in in_order(rows, "rank") if row.signals]
    silent = tuple(
        Silent(rule, unit, until)
        for unit, one in sorted(rules.items())
        for name, until in one.silent.items()
        if (rule := one.talk.rule(name)) is not None
    )
    return Caseload(rows, frozenset(ranked[: max(0, budget - len(handled))]), budget, len(handled), silent)


def _off(by: Actor, episode: Episode, day: date) -> tuple[date | None, str]:
    """To which day a study has feedback off, and its name; asked only of courses where it is."""
    if episode.shows_feedback(day):
        return None, ""
    return episode.feedback_off_until, care.study_of(by, episode)


def _labels(by: Actor, day: date) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    for episode, words in _LABELS(by, day):
        found[episode] = (*found.get(episode, ()), words)
    return found


_LABELS = Prepared(
    lambda by, day: (
        CourseLabel.objects.filter(episode__in=_courses(by, day), removed=None)
        .order_by("words")
        .values_list("episode", "words")
    )
)


def _courses(by: Actor, day: date) -> QuerySet[Episode, UUID]:
    """The keys of the asker's running courses, to be put inside other questions."""
    working = Responsibility.objects.filter(on_day(day), staff__in=by.selves).values("episode")
    return care.episodes(by).filter(pk__in=working, ended=None).values_list("pk", flat=True)


_PARTS = Prepared(
    lambda by, day: (
        Participant.objects.filter(episode__in=_courses(by, day), until=None)
        .select_related("client", "episode__unit")
        .order_by("client__code", "id")
    )
)
_SHOWN = Prepared(lambda by, day: Signal.objects.filter(episode__in=_courses(by, day)))
_MEETINGS = Prepared(
    lambda by, day: (
        Session.objects.filter(episode__in=_courses(by, day), local_date__isnull=False)
        .order_by("local_date", "starts", "id")
        .values_list("episode", "id", "status", "local_date", "starts")
    )
)
_ANSWERS = Prepared(
    lambda by, day: (
        Administration.objects.filter(episode__in=_courses(by, day), standing=Standing.COUNTS)
        .order_by("finished", "id")
        .values_list(
            *("episode", "client", "id", "session", "instrument", "answers", "stated_total", "local_date"),
            *("rater", "rater__kind"),
        )
    )
)


def _meetings(by: Actor, day: date) -> dict[UUID, list[SessionOutline]]:
    """The meetings of each course that have a day, in order."""
    found: dict[UUID, list[SessionOutline]] = defaultdict(list)
    for episode, key, status, local, starts in _MEETINGS(by, day):
        found[episode].append(SessionOutline(key, status, local, starts))
    return found


def _answers(by: Actor, day: date) -> dict[tuple[UUID, UUID], list[Answer]]:
    """What counts of what was answered in each course by each client, oldest first, with what the signals need."""
    found: dict[tuple[UUID, UUID], list[Answer]] = defaultdict(list)
    for episode, client, key, session, code, marks, total, local, rater, kind in _ANSWERS(by, day):
        answer = Answer(key, session, "", code, marks, total, local, None, rater, kind, None)
        found[episode, client].append(answer)
    return found


def _declined(found: Iterable[Sequence[Signal]]) -> set[tuple[UUID | None, UUID]]:
    """Where a client said *not today*, or answers no more: that is an answer, and nobody asks about it."""
    resting = {(one.session_id, one.client_id) for many in found for one in many if one.kind in WITHOUT_FORM}
    if not resting:
        return set()
    stopped = care.stopped_of({client for _session, client in resting})
    asked = Q(
        session__in=[session for session, _client in resting], moment=Moment.START, declined__isnull=False
    )
    declined = set(Invitation.objects.filter(asked).values_list("session", "client"))
    return declined | {one for one in resting if one[1] in stopped}


def _around(
    meetings: Sequence[SessionOutline], day: date
) -> tuple[SessionOutline | None, SessionOutline | None]:
    """The last that was held, and the next that is planned."""
    dated = [(one.local_date, one) for one in meetings if one.local_date is not None]
    held = [one for when, one in dated if when <= day and one.status == Status.HELD]
    planned = (one for when, one in dated if when >= day and one.status == Status.PLANNED)
    return (held[-1] if held else None), next(planned, None)


def in_order(rows: Iterable[Row], sort: str) -> list[Row]:
    """By what is most worth taking up, by the next meeting, or by name (the code)."""

    def rank(row: Row) -> int:
        return min((ORDER[one.kind] for one in row.signals), default=len(ORDER))

    def meets(row: Row) -> float:
        starts = row.next.starts if row.next else None
        return starts.timestamp() if starts else inf

    orders = {
        "next": lambda row: (meets(row), rank(row), row.part.client.code),
        "name": lambda row: (row.part.client.code, rank(row)),
    }
    return sorted(rows, key=orders.get(sort, lambda row: (rank(row), meets(row), row.part.client.code)))


def titles_for(by: Actor, signals: Iterable[Signal]) -> dict[str, Wording | None]:
    """The words of the instruments that some signals speak of, for the titles of their lines."""
    codes = {one.instrument for one in signals if one.instrument}
    language = (get_language() or "nb")[:2]
    return {code: wording(code, language, organisation=by.organisation) for code in codes}
