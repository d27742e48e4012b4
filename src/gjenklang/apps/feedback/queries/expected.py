"""The expected course for someone who started here: the bands of the service's own model, worked out beforehand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.feedback.models import ExpectedBands, ExpectedModel
from gjenklang.apps.feedback.queries.course import Course, Given, Reading
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = [
    "Edges",
    "Expected",
    "Lies",
    "expected_for",
    "expected_for_each",
    "expected_model",
    "expected_models",
    "has_expected",
]

#: So many sessions are drawn ahead, where the model counts sessions.
AHEAD = 8
WEEK = 7


@dataclass(frozen=True, slots=True)
class Edges:
    """Where others lie at one session, in units: 80 %, 50 %, and the middle one."""

    low80: float
    high80: float
    low50: float
    high50: float
    median: float


class Lies:
    """Where a score lies: within the 80 % band (edges counted), under it or over it."""

    WITHIN, UNDER, OVER = "within", "under", "over"


@dataclass(frozen=True, slots=True)
class Expected:
    """The bands for one start.

    Attributes
    ----------
    model
        Key of the model; with ``name`` and ``version`` what a snapshot stores.
    n
        How many courses it rests on.
    start
        The first score, rounded to whole units.
    edges
        By place in the row of sessions, from the one after the first score.
    """

    model: UUID
    name: str
    version: str
    n: int
    start: int
    first: Given
    edges: dict[int, Edges]

    def lies(self, place: int, value: float) -> str | None:
        """Where a total in units lies at a session; ``None`` where nothing is expected."""
        edges = self.edges.get(place)
        if edges is None:
            return None
        if value < edges.low80:
            return Lies.UNDER
        return Lies.OVER if value > edges.high80 else Lies.WITHIN


_BANDS = Prepared(
    lambda *, organisation, instrument, start: ExpectedBands.objects.filter(
        model__organisation=organisation, model__instrument=instrument, model__in_use=True, start=start
    ).values_list(
        *("rows", "model", "model__name", "model__version", "model__n", "model__counted_in"),
        "model__instrument_version",
    )
)


def expected_for(by: Actor, course: Course) -> Expected | None:
    """The bands of the model that the asker's organisation uses, for the first score of one client's own line.

    Parameters
    ----------
    by
        Who asks; the model is that of their organisation.
    course
        As ``gather`` found it.

    Returns
    -------
    Expected or None
        ``None`` without a model in use for this instrument and version, without a first score, or where the words
        speak of another rater's line: the model is of the clients' own. One statement.
    """
    begun = _begun(course)
    if begun is None:
        return None
    reading, _first, start = begun
    found = _BANDS.first(organisation=by.organisation, instrument=reading.instrument.code, start=start)
    return _built(course, begun, found) if found else None


def expected_for_each(by: Actor, courses: Iterable[Course]) -> dict[tuple[UUID, UUID], Expected]:
    """The same for many courses, by episode and client, in one statement; none where no model is in use."""
    held: dict[tuple[str, int], tuple[Any, ...]] = {
        (code, start): row for code, start, *row in _EVERY(organisation=by.organisation)
    }
    found = {}
    for course in courses if held else ():
        begun = _begun(course)
        row = held.get((begun[0].instrument.code, begun[2])) if begun else None
        built = _built(course, begun, row) if begun and row else None
        if built is not None:
            found[course.episode.pk, course.client.pk] = built
    return found


_EVERY = Prepared(
    lambda *, organisation: ExpectedBands.objects.filter(
        model__organisation=organisation, model__in_use=True
    ).values_list(
        *("model__instrument", "start", "rows", "model", "model__name", "model__version", "model__n"),
        *("model__counted_in", "model__instrument_version"),
    )
)


def _begun(course: Course) -> tuple[Reading, Given, int] | None:
    """The reading that the words speak of, its first answer, and that score in whole units; the client's own alone."""
    reading = course.outcome
    given = reading.by(None) if reading else []
    if reading is None or not given or course.main_rater is not None:
        return None
    return reading, given[0], round(reading.in_units(given[0].total or 0))


def _built(course: Course, begun: tuple[Reading, Given, int], found: Sequence[Any]) -> Expected | None:
    reading, first, start = begun
    rows, model, name, version, n, counted_in, of_version = found
    if of_version != reading.instrument.version:
        return None
    edges = {
        place: Edges(*rows[time - 1])
        for place, time in _times(course, first.place, counted_in)
        if 1 <= time <= len(rows)
    }
    return Expected(model, name, version, n, start, first, edges)


def _times(course: Course, first: int, counted_in: str) -> Sequence[tuple[int, int]]:
    """The time of each session since the first score, as the model counts it; days are kept a week apart."""
    days = course.days
    if counted_in == ExpectedModel.CountedIn.SESSIONS:
        last = max(len(days), AHEAD)
        return [(place, place - first) for place in range(first + 1, last + 1)]
    begun = days[first - 1] if first <= len(days) else None
    if begun is None:
        return []
    dated = [(place, day) for place, day in enumerate(days, start=1) if place > first and day is not None]
    return [(place, max(1, _weeks(begun, day))) for place, day in dated]


def _weeks(begun: date, day: date) -> int:
    return round((day - begun).days / WEEK)


def expected_models(by: Actor) -> QuerySet[ExpectedModel]:
    """The models of the asker's organisation, for an administrator: the newest first."""
    mine = (
        ExpectedModel.objects.filter(organisation=by.organisation) if by.holds(Role.ADMINISTRATOR) else None
    )
    found = ExpectedModel.objects.none() if mine is None else mine
    return found.defer("document").select_related("staff").order_by("-at", "-id")


def has_expected(by: Actor) -> bool:
    """Whether the asker's organisation uses a model for any instrument: only then do rules that look at it speak."""
    return ExpectedModel.objects.filter(organisation=by.organisation, in_use=True).exists()


def expected_model(by: Actor, key: UUID) -> ExpectedModel | None:
    """One of them."""
    return expected_models(by).filter(pk=key).first()
