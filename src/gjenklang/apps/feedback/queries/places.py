"""At which session something stands that happened on a day."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

__all__ = ["place_on"]


def place_on(days: Sequence[date | None], day: date) -> float:
    """The place of a day in the row of sessions: a whole number on the day of one, a half more after it.

    >>> place_on([date(2026, 1, 5), date(2026, 1, 12)], date(2026, 1, 12))
    2
    >>> place_on([date(2026, 1, 5), date(2026, 1, 12)], date(2026, 1, 8))
    1.5
    >>> place_on([date(2026, 1, 5)], date(2025, 12, 24))
    1
    """
    known = [one or date.min for one in days]
    before = bisect_right(known, day)
    if before == 0:
        return 1
    return before if known[before - 1] == day else before + 0.5
