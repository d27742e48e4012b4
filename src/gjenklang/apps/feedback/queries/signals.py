"""What of one course is worth taking up, by the rules in force; asks no database.

The rules stand in the core's documents (``core/signals``), as the service has tuned them. A form that has no limits
for this age and rater, as our own words have none, gives no signal that rests on a limit.
"""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from gjenklang.apps.care.models import Status
from gjenklang.apps.care.queries import SessionOutline
from gjenklang.apps.feedback.models import Figures, Kind, Signal
from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.feedback.queries.found import Look
from gjenklang.apps.feedback.queries.held_against import Track
from gjenklang.apps.feedback.queries.in_force import SHIPPED, InForce
from gjenklang.apps.feedback.queries.of_alliance import of_alliance
from gjenklang.apps.feedback.queries.of_outcome import of_outcome
from gjenklang.apps.feedback.queries.of_patterns import of_patterns

__all__ = ["ORDER", "signals_of"]

#: Where each kind stands in the order of what is most worth taking up.
ORDER = {str(kind): place for place, kind in enumerate(Kind)}


def signals_of(
    course: Course, day: date, rules: InForce = SHIPPED, expected: Track | None = None
) -> list[Signal]:
    """Say what a course gives reason to take up on a day, most worth it first; nothing of it is stored.

    Parameters
    ----------
    course : Course
        Gathered, of one who still takes part.
    day : date
        Today.
    rules : InForce
        Of the unit of the course.
    expected : Track, optional
        Of the line that the words speak of; without it, the rules that ask for it never speak.

    Returns
    -------
    list of Signal
        Unsaved, without when and to whom they were shown.
    """
    look = Look(course, day, course.age(), rules, expected)
    found = [*of_outcome(look), *of_alliance(look), *of_patterns(look), *_of_meetings(look)]
    return sorted(found, key=lambda one: ORDER[one.kind])


def _of_meetings(look: Look) -> Iterator[Signal]:
    day, rules = look.day, look.rules
    past = [one for one in look.course.sessions if one.local_date is not None and one.local_date <= day]
    met = [one for one in past if one.status in (Status.HELD, Status.NO_SHOW)]
    missed = list(takewhile(lambda one: one.status == Status.NO_SHOW, reversed(met)))
    if rules.speaks("two-missed") and len(missed) >= rules.number("two-missed", "times"):
        figures = Figures(n=len(missed), day=missed[0].local_date)
        yield look.signal("two-missed", figures, session=missed[0])
    held = [one for one in met if one.status == Status.HELD and one.local_date != day]
    lacking = list(takewhile(lambda one: not _measured_since(look.course, one), reversed(held)))
    if lacking and rules.speaks("late") and len(lacking) >= rules.number("late", "times"):
        yield look.signal("late", Figures(n=len(lacking), day=lacking[0].local_date), session=lacking[0])
    elif lacking and rules.speaks("unmeasured"):
        yield look.signal("unmeasured", Figures(day=lacking[0].local_date), session=lacking[0])


def _measured_since(course: Course, session: SessionOutline) -> bool:
    """Whether how the client is was answered in a session or after it, by anyone."""
    return any(
        one.answer.session == session.pk
        or (one.answer.local_date is not None and one.answer.local_date >= (session.local_date or date.max))
        for reading in course.readings
        if not reading.alliance
        for one in reversed(reading.given)
    )
