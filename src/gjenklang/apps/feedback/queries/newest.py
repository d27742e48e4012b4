"""What was agreed last and still holds, with what came after: what the session page says of it."""

from dataclasses import dataclass

from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.feedback.queries.noted import AgreedOutline, Noted
from gjenklang.apps.feedback.queries.points import Point, Points
from gjenklang.apps.feedback.queries.since import Since, since

__all__ = ["MOST", "Newest", "newest"]

#: So many are told on the page; the others are a click away.
MOST = 2


@dataclass(frozen=True, slots=True)
class Newest:
    """One agreement that holds: its number on the curve, and what came after."""

    point: Point
    held: AgreedOutline
    since: Since


def newest(course: Course, noted: Noted, points: Points) -> list[Newest]:
    """Those that hold, the newest first."""
    numbered = {one.key: one for one in points.points}
    holding = [one for one in reversed(noted.agreed) if one.until is None]
    return [Newest(numbered[one.thread], one, since(course, one.since)) for one in holding[:MOST]]
