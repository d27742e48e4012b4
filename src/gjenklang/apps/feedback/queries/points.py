"""What stands on the curve as numbered points, with the list that says what each is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from gjenklang.apps.feedback.models import MarkKind, What, Work
from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.feedback.queries.noted import MarkedOutline, Noted
from gjenklang.apps.feedback.queries.places import place_on
from gjenklang.apps.shell import charts

__all__ = ["Point", "Points", "points_of"]


class Point(NamedTuple):
    """One numbered point: its session (a half after it, when it lies between two), its title and its words."""

    number: int
    place: float
    day: date
    until: date | None
    kind: str
    title: str
    words: str
    key: UUID

    @property
    def quoted(self) -> bool:
        """Whether the words are the client's own."""
        return self.kind in {MarkKind.WORDS, MarkKind.WORK}


@dataclass(frozen=True, slots=True)
class Points:
    """The numbered points in their order along the sessions, and the bars of what lasted."""

    points: tuple[Point, ...] = ()
    spans: tuple[charts.Span, ...] = ()
    phases: tuple[MarkedOutline, ...] = ()

    def notes(self) -> list[charts.Note]:
        """What the picture draws of the points."""
        return [charts.Note(one.place, one.number) for one in self.points]


def points_of(course: Course, noted: Noted) -> Points:
    """Number what was agreed, what happened and what was said, by session and day; a phase has a name, no number."""
    days = course.days
    loose = sorted([*_agreed(days, noted), *_marked(days, noted)], key=lambda one: (one.place, one.day))
    points = tuple(one._replace(number=number) for number, one in enumerate(loose, start=1))
    phases = tuple(one for one in noted.marked if one.kind == MarkKind.PHASE)
    lasted = [one for one in noted.marked if one.until is not None and one.kind != MarkKind.PHASE]
    spans = [_span(days, one, one.words) for one in phases]
    spans += [_span(days, one, str(MarkKind(one.kind).label)) for one in lasted]
    return Points(points, tuple(spans), phases)


def _agreed(days: list[date | None], noted: Noted) -> Iterator[Point]:
    names = {what.value: str(what.label) for what in What} if noted.agreed else {}
    for one in noted.agreed:
        what = ", ".join([names[name] for name in one.what if name in names])
        title = _("Agreed: %(what)s") % {"what": what} if what else _("Agreed")
        yield Point(
            0, place_on(days, one.since), one.since, one.until, "agreed", title, one.words, one.thread
        )


def _marked(days: list[date | None], noted: Noted) -> Iterator[Point]:
    work = {name.value: str(name.label) for name in Work} if any(one.work for one in noted.marked) else {}
    for one in noted.marked:
        if one.kind == MarkKind.PHASE:
            continue
        title = str(MarkKind(one.kind).label).capitalize()
        if one.work:
            title = f"{title}: {', '.join(work[name] for name in one.work if name in work)}"
        place = place_on(days, one.since)
        yield Point(0, place, one.since, one.until, one.kind, title, one.words, one.id)


def _span(days: list[date | None], one: MarkedOutline, text: str) -> charts.Span:
    last = place_on(days, one.until) if one.until else None
    return charts.Span(place_on(days, one.since), last, text)
