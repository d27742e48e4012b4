"""What is shown to the client: where it was, where it is, what moved, what we agreed and their own words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import cycle
from uuid import UUID

from django.utils.translation import gettext as _

from gjenklang.apps.feedback.models import MarkKind
from gjenklang.apps.feedback.queries.course import Course, Given, Reading
from gjenklang.apps.feedback.queries.noted import Noted
from gjenklang.apps.feedback.queries.picture import RATER_LOOKS, frame, plain
from gjenklang.apps.feedback.queries.points import Point, points_of
from gjenklang.apps.feedback.queries.words import signed, units
from gjenklang.apps.shell import charts
from gjenklang.core.instruments import Better

__all__ = ["Turned", "turned_of"]

#: A mark on a line has moved when it stands a centimetre or more from where it was, in steps of a millimetre.
MOVED = 10


@dataclass(frozen=True, slots=True)
class Turned:
    """Two or three sentences, the curve where there is one, which way is better, and the numbered points."""

    sentences: tuple[str, ...]
    curve: charts.Curve | None = None
    better: str = ""
    points: tuple[Point, ...] = field(default=())


def turned_of(course: Course, noted: Noted, *, raters: Collection[UUID] = (), client_is: str = "") -> Turned:
    """Say how it has gone in words that need no explaining: no rule, no limit, no signal, nobody else's answers.

    Parameters
    ----------
    course, noted
        As ``gather`` and ``noted_of`` found them.
    raters
        Those who rate, whose lines are drawn too.
    client_is
        What to call the client, where the one who reads is not the client.
    """
    said = [one for one in noted.marked if one.kind in {MarkKind.WORDS, MarkKind.WORK}]
    points = points_of(course, replace(noted, marked=said))
    reading = course.outcome
    nothing = Turned((_("Nothing is answered yet."),), points=points.points)
    if reading is not None and not reading.instrument.scored:
        return replace(nothing, sentences=tuple(_pointed(reading)) or nothing.sentences)
    who = _whose(course, reading)
    given = reading.by(who) if reading else []
    if reading is None or not given:
        return nothing
    notes = charts.Beside(points.notes())
    drawn = charts.curve(
        list(_series(reading, who, raters, client_is or _("You"))),
        y_max=reading.instrument.scales[0].maximum if reading.instrument.scales else Decimal(40),
        beside=notes,
        frame=frame(),
    )
    return Turned(tuple(_sentences(reading, given)), drawn, _better(reading), points.points)


def _whose(course: Course, reading: Reading | None) -> UUID | None:
    """The client's own line; for a child who does not answer, that of the main rater."""
    return None if reading is None or reading.by(None) else course.main_rater


def _series(
    reading: Reading, who: UUID | None, raters: Collection[UUID], client_is: str
) -> Iterator[charts.Series]:
    names = {one.rater: one.who or client_is for one in reading.given}
    looks = cycle(RATER_LOOKS)
    others = sorted((one for one in names if one != who), key=lambda one: (names[one], str(one)))
    for rater in (who, *(one for one in others if one is None or one in raters)):
        look = charts.Look.OUTCOME if rater == who else next(looks)
        marks = [charts.Reading(one.place, reading.in_units(one.total or 0)) for one in reading.by(rater)]
        yield charts.Series(names[rater], marks, look)


def _sentences(reading: Reading, given: list[Given]) -> Iterator[str]:
    first, last = given[0], given[-1]
    says = {
        "first": units(reading, first.total or 0),
        "last": units(reading, last.total or 0),
        "most": plain(reading.instrument.scales[0].maximum),
    }
    yield _("The first time, the marks added up to %(first)s of %(most)s.") % says
    if len(given) > 1:
        yield _("The last time, they added up to %(last)s.") % says
        yield from _moved(reading, given[-2], last)


def _pointed(reading: Reading) -> Iterator[str]:
    """What the client pointed at the last time, of a form that is never added up."""
    mine = [one for one in reading.given if one.rater is None]
    last = mine[-1].answer.answers if mine else {}
    for line in reading.words.lines if reading.words else ():
        if line.says(last.get(line.code)):
            yield f"{line.title}: {line.says(last.get(line.code))}"


def _moved(reading: Reading, before: Given, now: Given) -> Iterator[str]:
    """Each line that moved by a centimetre or more since the time before; the total where there are no lines."""
    lines = reading.words.lines if reading.words and not reading.words.lines[0].choices else ()
    moved = {
        line.title: (now.answer.answers.get(line.code) or 0) - (before.answer.answers.get(line.code) or 0)
        for line in lines
        if None not in (now.answer.answers.get(line.code), before.answer.answers.get(line.code))
    }
    if not moved:
        change = (now.total or 0) - (before.total or 0)
        yield _("Since the time before: %(moved)s.") % {"moved": signed(reading, change)}
        return
    up = [f"«{title}»" for title, steps in moved.items() if steps >= MOVED]
    down = [f"«{title}»" for title, steps in moved.items() if steps <= -MOVED]
    if up:
        yield _("Higher than the time before: %(lines)s.") % {"lines": ", ".join(up)}
    if down:
        yield _("Lower than the time before: %(lines)s.") % {"lines": ", ".join(down)}
    if not up and not down:
        yield _("Since the time before, the marks are about where they were.")


def _better(reading: Reading) -> str:
    if reading.instrument.better is Better.HIGHER:
        return _("The higher the line, the better it is.")
    return _("The lower the line, the better it is.")
