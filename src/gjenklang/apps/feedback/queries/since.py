"""What came after something was agreed: an observation, beside what the score would have done by itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gjenklang.apps.feedback.queries.course import Course, Given, Reading
from gjenklang.apps.feedback.queries.words import signed, units
from gjenklang.core.change import return_to_own_mean
from gjenklang.core.instruments import Steadiness, reliabilities

__all__ = ["LEAST", "Since", "since"]

#: A mean of one's own needs so many measures before.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Since:
    """What was seen since a day, in words: the total, each line, and what it would have moved by itself."""

    seen: str
    lines: str = ""
    alone: str = ""


def since(course: Course, day: date, until: date | None = None) -> Since:
    """Say what the outcome did since a day: from the last measure on or before it to the latest one.

    Parameters
    ----------
    course
        As ``gather`` found it.
    day
        From when something was agreed.
    until
        The last day on which it held, if it no longer does: what came later is not counted.
    """
    reading = course.outcome
    given = reading.by(course.main_rater) if reading else []
    before = [one for one in given if (one.answer.local_date or date.min) <= day]
    after = [one for one in given[len(before) :] if until is None or (one.answer.local_date or day) <= until]
    if reading is None or not before:
        return Since(_("There was no measure then, so nothing can be said about what came after."))
    if not after:
        return Since(_("No measure since then yet."))
    then, now = before[-1], after[-1]
    seen = ngettext(
        "%(n)s measure since then: total %(moved)s, from %(first)s to %(last)s.",
        "%(n)s measures since then: total %(moved)s, from %(first)s to %(last)s.",
        len(after),
    ) % {
        "n": len(after),
        "moved": signed(reading, (now.total or 0) - (then.total or 0)),
        "first": units(reading, then.total or 0),
        "last": units(reading, now.total or 0),
    }
    return Since(seen, _lines(reading, then, now), _alone(course, reading, before))


def _lines(reading: Reading, then: Given, now: Given) -> str:
    titles = {line.code: line.title for line in reading.words.lines} if reading.words else {}
    said = []
    for item in reading.instrument.items:
        was, is_now = then.answer.answers.get(item.code), now.answer.answers.get(item.code)
        if was is not None and is_now is not None:
            title = titles.get(item.code) or _("Line %(number)s") % {"number": item.number}
            said.append(f"{title} {_moved(is_now - was, item.response.step)}")
    return " · ".join(said)


def _moved(steps: int, step: Decimal) -> str:
    sign = "+" if steps > 0 else "−" if steps < 0 else "±"
    return f"{sign}{number_format(abs(steps) * step, decimal_pos=0 if step == 1 else 1)}"


def _alone(course: Course, reading: Reading, before: list[Given]) -> str:
    """The move towards one's own mean; a range, where a rule set names several reliabilities."""
    side = reading.side(course.main_rater)
    known = reliabilities(reading.instrument, rater=side, rule_set=reading.rule_set)
    if not known:
        return _("How much it would have moved by itself cannot be told for this form.")
    earlier, then = [float(one.total or 0) for one in before[:-1]], float(before[-1].total or 0)
    if len(earlier) < LEAST:
        return _("Too few measures before it to say how much it would have moved by itself.")
    retest = [one for one in known if one.kind is Steadiness.RETEST]
    known = tuple(retest) or known  # inner reliability leaves out what changes from day to day
    moves = sorted({round(return_to_own_mean(earlier, then, float(one.value))) for one in known})
    values = sorted({one.value for one in known})
    said = _(
        "By itself, towards one's own mean, it would have moved %(moves)s (mean %(mean)s of %(n)s measures before; "
        "%(kind)s %(values)s, %(name)s, rule %(rule)s)."
    ) % {
        "moves": _range([signed(reading, one) for one in moves]),
        "mean": units(reading, round(sum(earlier) / len(earlier))),
        "n": len(earlier),
        "kind": _("retest reliability") if retest else _("inner reliability"),
        "values": _range([number_format(one, decimal_pos=2) for one in values]),
        "name": reading.instrument.name,
        "rule": reading.rule_set,
    }
    if retest:
        return said
    more = _("Inner reliability leaves out what changes from day to day, so it is most likely more.")
    return f"{said} {more}"


def _range(said: list[str]) -> str:
    return said[0] if len(said) == 1 else _("%(low)s to %(high)s") % {"low": said[0], "high": said[-1]}
