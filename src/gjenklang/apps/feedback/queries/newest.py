"""What was agreed last and still holds, with what came after: what the session page says of it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.feedback.queries.noted import AgreedOutline, Noted
from gjenklang.apps.feedback.queries.points import Point, Points
from gjenklang.apps.feedback.queries.since import Since, since
from gjenklang.apps.shell.days import near_day

__all__ = ["MOST", "Newest", "hours", "newest"]

#: So many are told on the page; the others are a click away.
MOST = 2


@dataclass(frozen=True, slots=True)
class Newest:
    """One agreement that holds: its number on the curve, what it is about and from when, and what came after."""

    number: int
    words: str
    about: str
    since: Since | None


def newest(course: Course, noted: Noted, points: Points, *, derived: bool = True) -> list[Newest]:
    """Those that hold, the newest first; without ``derived`` nothing is said of what came after."""
    numbered = {one.key: one for one in points.points}
    holding = [one for one in reversed(noted.agreed) if one.until is None]
    return [
        Newest(
            numbered[one.thread].number,
            one.words,
            _about(numbered[one.thread], one),
            since(course, one.since) if derived else None,
        )
        for one in holding[:MOST]
    ]


def _about(point: Point, held: AgreedOutline) -> str:
    day = _("from %(day)s") % {"day": near_day(held.since)}
    return " · ".join([point.title, day, *hours(held.hours_before, held.hours_after)])


def hours(before: Decimal | None, after: Decimal | None) -> list[str]:
    """The hours a week, as far as they are known; nothing where they are not."""
    if after is None:
        return []
    said = {"after": _plain(after), "before": _plain(before or Decimal())}
    if before is None:
        return [_("%(after)s hours a week") % said]
    return [_("%(before)s to %(after)s hours a week") % said]


def _plain(value: Decimal) -> str:
    """Without needless decimals, as the reader writes it."""
    return number_format(value.normalize() if value else Decimal(), use_l10n=True)
