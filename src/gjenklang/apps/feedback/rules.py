"""Who may write what a whole service reads, see which rules speak, answer a wish, and ask when a course is over.

And which signals may stand where somebody's answers are not shown, and which quarters are closed, for what is summed
up of them.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from gjenklang.apps.feedback.models import Kind
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds, may_administer

__all__ = [
    "ANSWERERS",
    "RECORD_READERS",
    "SUMMED_AFTER",
    "closed_quarters",
    "may_administer",
    "may_answer_wishes",
    "may_ask_later",
    "may_read_rules",
    "may_stand",
    "may_write_guides",
]

#: Who finds another therapist: in their own units. A leader sees the wish and no curve.
ANSWERERS = (Role.LEADER, Role.SUPERVISOR)
#: Who sees which rules speak, and their record: counts of the whole organisation, without names.
RECORD_READERS = frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR})

may_answer_wishes = holds(*ANSWERERS)
may_ask_later = holds(*CARERS)
may_read_rules = holds(*RECORD_READERS)
may_write_guides = holds(Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR)

#: Signals about the work together, which is the client's own to say.
OF_ALLIANCE = {Kind.ALLIANCE_LOW, Kind.ALLIANCE_LINE, Kind.ALLIANCE_FALL}


def may_stand(kind: str, *, main_is_behind: bool) -> bool:
    """Whether a kind of signal says nothing of what is not shown.

    Never where two raters are compared; nor, where the main rater's line is the one behind, of that line.
    """
    return kind in OF_ALLIANCE or (kind != Kind.RATERS and not main_is_behind)


#: A quarter is summed up when so long has passed: a link to the last meeting leaves within two weeks of it, opens for
#: two more, and what it leads to may wait for two on a device without a net.
SUMMED_AFTER = timedelta(days=14 + 14 + 14)
QUARTERS = 4


def closed_quarters(day: date) -> Iterator[tuple[date, date]]:
    """The first and last days of the four quarters that ended before a day, newest first.

    Examples
    --------
    >>> [f"{first} {last}" for first, last in closed_quarters(date(2026, 11, 27))][:2]
    ['2026-07-01 2026-09-30', '2026-04-01 2026-06-30']
    """
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    for _ in range(QUARTERS):
        last = first - timedelta(days=1)
        first = last.replace(month=last.month - 2, day=1)
        yield first, last
