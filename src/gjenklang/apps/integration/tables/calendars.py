"""Turn the bytes of a calendar file into appointments."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

__all__ = ["Calendar", "Entry", "read_calendar"]

WEEKS_AHEAD = 8
LARGEST = 5_000_000
MOST_RULES = 1_000
#: What a daily or weekly rule may hold besides days: with more, counting its times may take a worker for minutes.
SIMPLE = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "WKST"})
#: A monthly rule may also count days of the month; in certain months only, it may never come, and never end.
MONTHLY = SIMPLE - {"BYMONTH"} | {"BYMONTHDAY", "BYSETPOS"}
CLOCKS = ("BYHOUR", "BYMINUTE", "BYSECOND")
EARLIEST = 1970


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment of a calendar; a row of them gives one entry for each time."""

    uid: str
    title: str
    starts: datetime
    minutes: int
    repeats: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a file says of the days that are read.

    ``uids`` are all appointments that the file knows of, also those that are cancelled or have no time in these days;
    ``passed`` is how many of these days' were whole days or cancelled.
    """

    entries: tuple[Entry, ...]
    uids: frozenset[str]
    passed: int


def read_calendar(content: bytes, today: date) -> Calendar:
    """The appointments from today and eight weeks ahead, in order; whole days and cancelled ones are passed over.

    Raises
    ------
    ValueError
        When it is not a calendar; the message is for the reader.
    """
    if len(content) > LARGEST:
        raise ValueError(_("The calendar is larger than 5 MB. Export a shorter time."))
    # Imported when a calendar comes, so that a web worker stays small.
    icalendar, recurring = import_module("icalendar"), import_module("recurring_ical_events")
    try:
        calendar = icalendar.Calendar.from_ical(content)
        _see_that_it_ends(calendar)
        found = recurring.of(calendar).between(today, today + timedelta(weeks=WEEKS_AHEAD))
        events = calendar.walk("VEVENT")
        repeating = {_uid(one) for one in events if one.get("RRULE")}
        entries = sorted(_entries(found, repeating), key=lambda one: (one.starts, one.uid))
        uids = frozenset(_uid(one) for one in events if one.get("UID"))
        return Calendar(tuple(entries), uids, len(found) - len(entries))
    except _Endless:
        raise
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        raise ValueError(_("This is not a calendar file. Export it as .ics and try again.")) from None


class _Endless(ValueError):  # noqa: N818 - the house names what went wrong
    """A rule of the calendar would take too long to count; the message is for the reader."""


def _see_that_it_ends(calendar: Any) -> None:
    rules = [
        (rule, event)
        for event in calendar.walk("VEVENT")
        for rule in _listed(event.get("RRULE")) + _listed(event.get("EXRULE"))
    ]
    if len(rules) > MOST_RULES:
        raise _Endless(_("The calendar has more than 1,000 repeating appointments. Export a shorter time."))
    for rule, event in rules:
        if not _countable(rule, event):
            words = _("«%(title)s» repeats in a way that is not read here. Take it out and export again.")
            raise _Endless(words % {"title": str(event.get("SUMMARY", ""))[:60]})


def _listed(rules: Any) -> list[Any]:
    return rules if isinstance(rules, list) else [rules] if rules else []


def _countable(rule: Any, event: Any) -> bool:
    often = {str(one).upper() for one in rule.get("FREQ", [])}
    names = {str(name).upper() for name in rule}
    allowed = {"DAILY": SIMPLE, "WEEKLY": SIMPLE, "MONTHLY": MONTHLY, "YEARLY": names}
    simple = all(names <= allowed.get(one, frozenset()) for one in often)
    one_time = all(len(rule.get(name, [])) <= 1 for name in CLOCKS)
    return simple and one_time and event["DTSTART"].dt.year >= EARLIEST


def _entries(found: list[Any], repeating: set[str]) -> Iterator[Entry]:
    for one in found:
        starts, ends = one["DTSTART"].dt, one.end
        if not isinstance(starts, datetime) or str(one.get("STATUS", "")).upper() == "CANCELLED":
            continue
        if timezone.is_naive(starts):
            starts, ends = timezone.make_aware(starts), timezone.make_aware(ends)
        uid = _uid(one) or _key(f"{one.get('SUMMARY')} {starts.isoformat()}")
        minutes = max(5, min(480, round((ends - starts).total_seconds() / 60)))
        yield Entry(uid, str(one.get("SUMMARY", "")), starts.astimezone(UTC), minutes, uid in repeating)


def _uid(event: Any) -> str:
    return str(event.get("UID", ""))[:255]


def _key(text: str) -> str:
    """What stands for an entry without a UID: the same each time, and nothing of its title."""
    return hashlib.sha256(text.encode()).hexdigest()
