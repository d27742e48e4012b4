"""The figures of a count: aggregates only. Brings numpy and scipy, so the background worker alone loads it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np

from gjenklang.apps.dropout.queries.counted import Counted
from gjenklang.core.dropout import Rate, Reason, drop_out_rates
from gjenklang.core.dropout.staying import (
    AtTime,
    IncidenceAt,
    gray_test,
    incidence,
    incidence_at,
    log_rank,
    retention,
    retention_at,
    retention_median,
)

__all__ = ["DAYS", "ENDINGS", "FACTORS", "FEWEST", "LANDMARK", "RARE", "figures_of"]

#: Where a curve is read, in days from the first session.
DAYS = (30, 90, 180)
#: A group of fewer is not shown: with so few a figure says little, and someone may be known by it.
FEWEST = 5
#: In how many ways a course may end, and which reasons are each. Whoever has no reason is neither, and has a line too.
ENDINGS: Mapping[str, frozenset[Reason]] = {
    "dropout": frozenset({Reason.CLIENT, Reason.STAYED_AWAY, Reason.SERVICE}),
    "planned": frozenset({Reason.PLANNED}),
    "moved": frozenset({Reason.MOVED}),
    "imprisoned": frozenset({Reason.IMPRISONED}),
    "dead": frozenset({Reason.DEAD}),
    "unknown": frozenset({Reason.UNKNOWN}),
}

#: Ways to end that are shown together when few left by one of them.
RARE = frozenset({"moved", "imprisoned", "dead"})

#: The four questions, each by itself; nothing is added up.
FACTORS = ("cognition", "alliance", "personality", "age")
#: Measures are compared among those who are still here so many days after the first session, from that day on: whoever
#: left before could not get one, and would make any measure look good.
LANDMARK = 30

Figures = dict[str, Any]


def figures_of(courses: Sequence[Counted], *, since: date, until: date, today: date, missed: int) -> Figures:
    """Count one set of courses.

    Parameters
    ----------
    courses
        Those that began or ended in the period.
    since, until
        The period, both days counted: drop-out is counted among the courses that ended in it, staying among those whose
        first session was in it.
    today
        The last day on which someone who is still there was seen to be there.
    missed
        Sessions in a row that make *missed-in-a-row*.

    Returns
    -------
    dict
        ``rates``, ``staying``, ``by_unit``, ``by_period``, ``by_factor``, ``by_measure``, ``incidence``: whole numbers,
        days, and shares
        from 0 to 1; what cannot be told is None.
    """
    ended = [one for one in courses if one.ended and since <= one.ended <= until]
    begun = [one for one in courses if one.started and since <= one.started <= until and _in_order(one)]
    return {
        "n_ended": len(ended),
        "n_begun": len(begun),
        "n_disordered": sum(not _in_order(one) for one in courses),
        "rates": _rates(ended, missed),
        "staying": _staying(begun, today),
        "by_unit": _by(begun, today, lambda one: one.unit),
        "by_period": _by(begun, today, _half_year),
        "by_factor": [_by_factor(factor, begun, today) for factor in FACTORS],
        "by_measure": _by_measure(begun, today),
        "incidence": _incidence(begun, today),
    }


def _in_order(one: Counted) -> bool:
    """Whether a course ended no earlier than it began; one that did not is counted apart and left out of the curves."""
    return one.started is None or one.ended is None or one.started <= one.ended


def _rates(ended: Sequence[Counted], missed: int) -> list[Figures]:
    closed = [one.closed for one in ended]
    without_course = all(one.below_course is None for one in closed)
    return [
        _rate(one, told=not (without_course and one.definition.name == "without-effect"))
        for one in drop_out_rates(closed, missed)
    ]


def _rate(one: Rate, *, told: bool) -> Figures:
    """One definition's figures; without any expected course it tells of those who did not leave, so of nobody."""
    return {
        "definition": one.definition.name,
        "n": one.n,
        "unknown": one.unknown if told else one.n,
        "count": one.share.count if told else 0,
        "share": _known(one.share.share) if told else None,
        "low": _known(one.share.low) if told else None,
        "high": _known(one.share.high) if told else None,
        "lowest": one.lowest,
        "highest": one.highest,
    }


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _half_year(one: Counted) -> str:
    assert one.started is not None  # noqa: S101 - only those who have begun are sorted
    return f"{one.started.year}-{'1' if one.started.month <= 6 else '2'}"


def _followed(courses: Sequence[Counted], today: date) -> tuple[Any, Any]:
    """Days from the first session to the end, or to today for who is still there; and whether it has ended."""
    days = [((one.ended or today) - one.started).days for one in courses if one.started]
    return np.array(days, dtype=float), np.array([one.ended is not None for one in courses])


def _from(courses: Sequence[Counted], clock: Callable[[Counted], date | None]) -> list[Counted]:
    """Those who are still here on a day of their own, with the clock started on it."""
    moved = ((one, clock(one)) for one in courses)
    return [
        one._replace(started=day)
        for one, day in moved
        if day and one.started and day >= one.started and (one.ended is None or one.ended >= day)
    ]


def _by_factor(factor: str, courses: Sequence[Counted], today: date) -> Figures:
    """Those who were asked, by what was answered; the clock starts on the day of the answer."""
    asked = _from(courses, lambda one: one.answered)
    return {"factor": factor, **_by(asked, today, lambda one: one.factors.get(factor, "unknown"))}


def _by_measure(courses: Sequence[Counted], today: date) -> list[Figures]:
    """Each measure: how long those stay who got it, from its day; and with and without it, from one day on."""
    later = _from(courses, lambda one: one.started and one.started + timedelta(days=LANDMARK))
    later = [one for one in later if one.started and one.started <= today]
    found = []
    for name in sorted({name for one in courses for name in one.measures}):
        since = _staying(_from(courses, partial(_first_day, name)), today)
        compared = _by(later, today, partial(_had_by_then, name))
        if since:
            found.append({"measure": name, "since": since, "landmark": LANDMARK, **compared})
    return found


def _first_day(measure: str, one: Counted) -> date | None:
    return one.measures.get(measure)


def _had_by_then(measure: str, one: Counted) -> str:
    day = one.measures.get(measure)
    return "with" if day and one.started and day <= one.started else "without"


def _staying(courses: Sequence[Counted], today: date) -> Figures | None:
    if len(courses) < FEWEST:
        return None
    time, event = _followed(courses, today)
    curve = retention(time, event)
    rows = zip(curve.time, curve.share, curve.low, curve.high, strict=True)
    return {
        "n": curve.n,
        "n_ended": curve.n_events,
        "median": asdict(retention_median(curve)),
        "at": [_at(one) for one in retention_at(curve, DAYS)],
        "curve": [[_rounded(value) for value in row] for row in rows],
    }


def _at(one: AtTime | IncidenceAt) -> Figures:
    return {
        "day": int(one.time),
        "at_risk": one.at_risk,
        "share": one.share,
        "low": one.low,
        "high": one.high,
    }


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)


def _by(courses: Sequence[Counted], today: date, group: Callable[[Counted], str]) -> Figures:
    """Each group's own curve, and the test of whether they differ by more than chance would give."""
    groups: dict[str, list[Counted]] = {}
    for one in courses:
        groups.setdefault(group(one), []).append(one)
    shown = {name: rows for name, rows in sorted(groups.items()) if len(rows) >= FEWEST}
    return {
        "groups": [{"name": name, "staying": _staying(rows, today)} for name, rows in shown.items()],
        "too_few": len(groups) - len(shown),
        "tests": _tests(shown, today) if len(shown) > 1 else [],
    }


def _tests(shown: Mapping[str, Sequence[Counted]], today: date) -> list[Figures]:
    """Whether groups leave at the same pace: in any way (log-rank), and by drop-out while the others compete (Gray)."""
    courses = [one for rows in shown.values() for one in rows]
    names = [name for name, rows in shown.items() for _one in rows]
    time, event = _followed(courses, today)
    found: list[Figures] = []
    if event.any():
        pace = log_rank(time, event, names)
        found.append({"name": "log-rank", "statistic": pace.chi2, "df": pace.df, "p": pace.p})
    ending = np.where(event, np.where(np.array([_way(one) for one in courses]) == "dropout", 1, 2), 0)
    if (ending == 1).any():
        gray = gray_test(time, ending, names)
        found.append({"name": "gray", "statistic": gray.chi2, "df": gray.df, "p": gray.p})
    return found


def _incidence(courses: Sequence[Counted], today: date) -> list[Figures]:
    """The cumulative incidence of each way to end while the others compete.

    Rare ways that few left by are one, *other*; an *other* of still too few is not shown.
    """
    if len(courses) < FEWEST:
        return []
    time, event = _followed(courses, today)
    ways = np.array(_ways(courses), dtype=object)
    shown = [way for way in (*ENDINGS, "other") if (event & (ways == way)).sum() >= FEWEST]
    return [_one_way(way, time, np.where(event, np.where(ways == way, 1, 2), 0)) for way in shown]


def _ways(courses: Sequence[Counted]) -> list[str]:
    """How each course ended, with the rare ways put together."""
    ways = [_way(one) for one in courses]
    ended = Counter(way for way, one in zip(ways, courses, strict=True) if one.ended and way in RARE)
    together = _together(ended)
    return ["other" if way in together else way for way in ways]


def _together(ended: Mapping[str, int]) -> set[str]:
    """The rare ways that few left by, and the next rarest while those are too few to be shown together.

    What is not shown can be reckoned from what is; so two deaths beside six who moved are eight.
    """
    found = {way for way, n in ended.items() if n < FEWEST}
    for way in sorted(set(ended) - found, key=lambda one: (ended[one], one)):
        if not found or sum(ended[one] for one in found) >= FEWEST:
            break
        found.add(way)
    return found


def _one_way(way: str, time: Any, ending: Any) -> Figures:
    curve = incidence(time, ending)
    return {
        "ending": way,
        "n": curve.n_events,
        "at": [_at(one) for one in incidence_at(curve, DAYS)],
        "curve": [[_rounded(value) for value in row] for row in zip(curve.time, curve.share, strict=True)],
    }


def _way(one: Counted) -> str:
    return next(name for name, reasons in ENDINGS.items() if one.closed.reason in reasons)
