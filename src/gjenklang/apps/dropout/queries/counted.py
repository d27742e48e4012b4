"""What is counted of courses that began or ended in a period; no row of it says who."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby, takewhile
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from gjenklang.apps.care.models import Administration, Ending, Episode, Moment, Session, Standing, Status
from gjenklang.apps.dropout.models import Checklist, Closed, Count, Departure, Factor, Judged, Transition
from gjenklang.apps.dropout.queries.register import LONG_AGO, given
from gjenklang.apps.dropout.rules import COUNTERS
from gjenklang.apps.instruments.queries import rule_sets_of
from gjenklang.apps.people.models import Role, Unit
from gjenklang.apps.people.queries import answered_for, stood_under, units_of
from gjenklang.apps.people.rules import Actor
from gjenklang.core.change import change_rule, classify
from gjenklang.core.dropout import ClosedEpisode, Reason
from gjenklang.core.instruments import RaterKind, own_side
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import total_steps

__all__ = ["Counted", "counted_courses", "counted_with", "latest_count", "units_to_count"]

_Meeting = tuple[str, date | None]

_REASONS: Mapping[str, Reason] = {
    Ending.AGREED: Reason.PLANNED,
    Ending.CLIENT: Reason.CLIENT,
    Ending.STAYED_AWAY: Reason.STAYED_AWAY,
    Ending.SERVICE: Reason.SERVICE,
    Ending.MOVED: Reason.MOVED,
    Ending.IMPRISONED: Reason.IMPRISONED,
    Ending.DIED: Reason.DEAD,
}


class Counted(NamedTuple):
    """One course as it is counted: its unit, the days of its first session and its end, and what is known of that.

    ``answered`` is the day on which the four questions were first answered, ``factors`` what each was answered with
    then, and ``measures`` the first day of each measure that was taken. ``scores`` are the main rater's totals by
    ``form``, in order.
    """

    unit: str
    started: date | None
    ended: date | None
    closed: ClosedEpisode
    answered: date | None = None
    factors: Mapping[str, str] = MappingProxyType({})
    measures: Mapping[str, date] = MappingProxyType({})
    form: str = ""
    scores: tuple[float, ...] = ()


class _Course(NamedTuple):
    """A row of what is counted, as the database has it."""

    key: UUID
    unit: str
    first_attended: date | None
    ended: date | None
    ending: str


class _Score(NamedTuple):
    """One answer of a main rater, with what the rule of change needs."""

    episode: UUID
    client: UUID
    answers: Mapping[str, int | None]
    stated_total: int | None
    instrument: str
    rater_kind: str | None
    rule_set: str
    birth_year: int | None
    day: date | None


def units_to_count(by: Actor) -> list[Unit]:
    """The units whose endings the asker may see counted: those led or supervised and all under them, by name."""
    if by.holds(Role.ADMINISTRATOR):
        return list(units_of(by))
    return list(answered_for(by, *COUNTERS))


def counted_with(by: Actor, unit: UUID, since: date, until: date) -> list[str]:
    """The names of what has stood under a unit in a period, and so may have courses in its count."""
    found: set[UUID] = set()
    for span in stood_under(by, {unit} & {one.pk for one in units_to_count(by)}):
        found |= span.units if span.since <= until and span.until >= since else set()
    names = Unit.objects.filter(organisation=by.organisation, pk__in=found - {unit})
    return list(names.order_by("name").values_list("name", flat=True))


def latest_count(by: Actor, unit: UUID | None, since: date, until: date, missed: int) -> Count | None:
    """The newest count of a unit in a period by a number of sessions, if there is one and the asker may see it."""
    found = _counts(by).filter(unit=unit, since=since, until=until, missed=missed)
    return found.select_related("unit", "asked_by").order_by("-asked").first()


def _counts(by: Actor) -> QuerySet[Count]:
    """The whole organisation is counted for administrators only."""
    found = Count.objects.filter(organisation=by.organisation)
    if by.holds(Role.ADMINISTRATOR):
        return found
    return found.filter(unit__in=[one.pk for one in units_to_count(by)])


def counted_courses(by: Actor, unit: UUID | None, since: date, until: date) -> list[Counted]:
    """The courses of a unit and those under it, or of all the asker's units, that began or ended in a period.

    A course is counted with what its unit stood under on the day it ended, or began when it still runs: whatever was
    moved since, the same period asked for again next year gives the same courses, and years one by one add up to the
    years together.

    Returns
    -------
    list of Counted
        A dozen queries, whatever their number. Sessions that someone did not come to are those marked so; one that the
        client cancelled is neither held nor missed. The reliable gain is that of the main rater's line from the first
        total to the last, by the rule set that the course is read by; None where no rule holds.
    """
    allowed = {one.pk for one in units_to_count(by)}
    tops = allowed if unit is None else {unit} & allowed
    within = Q(ended__range=(since, until)) | Q(first_attended__range=(since, until))
    stood = Q()
    for span in stood_under(by, tops):
        stood |= Q(unit__in=span.units, day__range=(span.since, span.until))
    last = Coalesce("ended", "first_attended")
    courses = Episode.objects.filter(within, organisation=by.organisation).alias(day=last).filter(stood)
    known = _Known(
        meetings=_meetings(courses),
        rated=_rated(by, courses),
        judged=_judged(courses),
        moves=_moves(courses),
        answers=_answers(courses),
        measures=_measures(courses),
    )
    rows = courses.values_list("id", "unit__name", "first_attended", "ended", "ending").order_by("id")
    return [_counted(_Course._make(row), known) for row in rows]


class _Rated(NamedTuple):
    """A course's totals in points, and whether the last is reliably better than the first."""

    gain: bool | None = None
    form: str = ""
    totals: tuple[float, ...] = ()


class _Known(NamedTuple):
    """What is known of each course, by its key."""

    meetings: Mapping[UUID, list[_Meeting]]
    rated: Mapping[UUID, _Rated]
    judged: Mapping[UUID, bool | None]
    moves: Mapping[UUID, bool | None]
    answers: Mapping[UUID, tuple[date, Mapping[str, str]]]
    measures: Mapping[UUID, Mapping[str, date]]


def _counted(course: _Course, known: _Known) -> Counted:
    came = [one for one in known.meetings.get(course.key, []) if one[0] in (Status.HELD, Status.NO_SHOW)]
    held = [day for status, day in came if status == Status.HELD]
    missed = sum(1 for _ in takewhile(lambda one: one[0] == Status.NO_SHOW, reversed(came)))
    first = course.first_attended or min((day for day in held if day), default=None)
    rated = known.rated.get(course.key, _Rated())
    closed = ClosedEpisode(
        reason=_REASONS.get(course.ending, Reason.UNKNOWN),
        attended=None if course.first_attended and not held else len(held),
        missed_last=missed if came else None,
        judged=known.judged.get(course.key),
        reliable_gain=rated.gain,
        referred_on=course.key in known.moves,
        arrived=known.moves.get(course.key),
    )
    answered, factors = known.answers.get(course.key, (None, {}))
    measures = known.measures.get(course.key, {})
    return Counted(
        course.unit, first, course.ended, closed, answered, factors, measures, rated.form, rated.totals
    )


def _judged(courses: QuerySet[Episode]) -> Mapping[UUID, bool | None]:
    """What the one responsible called it; the newest holds."""
    rows = Departure.objects.filter(episode__in=courses.values("pk")).order_by("at", "id")
    says = {Judged.YES: True, Judged.NO: False}
    return {key: says.get(Judged(judged)) for key, judged in rows.values_list("episode", "judged")}


def _moves(courses: QuerySet[Episode]) -> Mapping[UUID, bool | None]:
    """Whether those who were referred on came there; None while it is open. One who stays after all is not one."""
    rows = (
        Transition.objects.filter(episode__in=courses.values("pk"))
        .exclude(reason=Closed.STAYS)
        .order_by("moves")
    )
    return {
        key: True if attended else None if closed is None or reason == Closed.DIED else False
        for key, attended, closed, reason in rows.values_list("episode", "attended", "closed", "reason")
    }


def _answers(courses: QuerySet[Episode]) -> Mapping[UUID, tuple[date, Mapping[str, str]]]:
    """The four questions as they were first answered in each course."""
    names = [factor.value for factor in Factor]
    rows = Checklist.objects.filter(episode__in=courses.values("pk")).order_by("-at", "-id")
    return {
        key: (timezone.localdate(at), dict(zip(names, replies, strict=True)))
        for key, at, *replies in rows.values_list("episode", "at", *names)
    }


def _measures(courses: QuerySet[Episode]) -> Mapping[UUID, Mapping[str, date]]:
    """The first day of each measure in each course."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    for one in given({"episode__in": courses.values("pk")}, LONG_AGO, timezone.localdate()):
        before = found[one.episode].get(one.measure, one.day)
        found[one.episode][one.measure] = min(before, one.day)
    return found


def _meetings(courses: QuerySet[Episode]) -> Mapping[UUID, list[_Meeting]]:
    """What became of the sessions of each course up to its end, in order."""
    rows = (
        Session.objects.filter(episode__in=courses.values("pk"))
        .exclude(local_date__gt=F("episode__ended"))
        .order_by("episode", F("local_date").asc(nulls_first=True), "number", "starts")
        .values_list("episode", "status", "local_date")
    )
    return {key: [row[1:] for row in same] for key, same in groupby(rows, itemgetter(0))}


def _rated(by: Actor, courses: QuerySet[Episode]) -> Mapping[UUID, _Rated]:
    """The main rater's totals in each course with one who takes part, and whether the last is reliably better."""
    rows = (
        Administration.objects.filter(
            episode__in=courses.values("pk"),
            standing=Standing.COUNTS,
            moment=Moment.START,
            instrument=F("episode__outcome"),
            client__participations__episode=F("episode"),
        )
        .filter(
            Q(rater=F("client__participations__main_rater"))
            | Q(rater=None, client__participations__main_rater=None)
        )
        .order_by("episode", "finished", "id")
        .values_list(
            *("episode", "client", "answers", "stated_total", "instrument", "rater__kind"),
            *("episode__rule_set", "client__birth_year", "local_date"),
        )
    )
    rule_sets = rule_sets_of(by.organisation)
    scores = map(_Score._make, rows)
    courses_of = {key: list(same) for key, same in groupby(scores, attrgetter("episode"))}
    return {
        key: _of_course(given, rule_sets)
        for key, given in courses_of.items()
        if len({one.client for one in given}) == 1
    }


def _of_course(given: Sequence[_Score], rule_sets: Mapping[str, str]) -> _Rated:
    totals = [total for total in map(_total, given) if total is not None]
    last = given[-1]
    form = in_catalogue(last.instrument)
    step = float(form.scales[0].step) if form.scales else 1.0
    rated = _Rated(None, form.code, tuple(total * step for total in totals))
    rule = change_rule(
        form,
        age=last.day.year - last.birth_year if last.day and last.birth_year else None,
        rater=RaterKind(last.rater_kind) if last.rater_kind else own_side(form),
        rule_set=last.rule_set or rule_sets.get(form.code, ""),
    )
    if rule is None or len(totals) < 2:
        return rated
    change = classify(totals[0], totals[-1], rule)
    return rated._replace(gain=change.reliable and change.gain > 0)


def _total(one: _Score) -> int | None:
    return total_steps(in_catalogue(one.instrument), one.answers) if one.answers else one.stated_total
