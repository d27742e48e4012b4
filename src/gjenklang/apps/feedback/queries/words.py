"""What the numbers say in plain words: first the change, then what is new, then the work together."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gjenklang.apps.feedback.queries.course import Course, Given, Reading
from gjenklang.apps.feedback.queries.expected import Expected, Lies
from gjenklang.core.change import Category, Change, change_rule, classify
from gjenklang.core.instruments import Better, Edge, alliance_limit, cut_off, own_side
from gjenklang.core.scoring import on_clinical_side

__all__ = ["Status", "in_words", "status_of"]


@dataclass(frozen=True, slots=True)
class Status:
    """The green box: one sentence first, the rest after; ``good``, ``calm`` or ``notice``; and the name of the rule."""

    headline: str
    sentences: tuple[str, ...]
    mood: str
    rule: str = ""


def status_of(course: Course, expected: Expected | None = None) -> Status | None:
    """Say how it is going, whether that is as expected, what changed since last time, and how the work together is.

    Returns
    -------
    Status or None
        ``None`` when nothing has been answered.
    """
    reading = course.outcome
    if reading is None:
        return None
    if not reading.instrument.scored:
        said = (_("What was pointed at and said stands below. It is not added up, and no curve is drawn."),)
        return Status(_("This is a conversation."), (*said, *_work(course)), "calm")
    given = reading.by(course.main_rater)
    if not any(one.rater == course.main_rater for one in reading.given):
        return Status(_("Nothing is answered yet."), tuple(_work(course)), "calm")
    if not given:
        return Status(_("No total yet: not every line has a mark."), tuple(_work(course)), "notice")
    change = _change(course, reading, given)
    headline, mood = _headline(course, reading, given, change)
    sentences = [
        *_certainty(change, len(given)),
        *_direction(reading),
        *_place(course, reading, given),
        *_as_expected(reading, given, expected),
        *_since_last(reading, given),
        *_work(course),
    ]
    return Status(headline, tuple(sentences), mood, reading.rule_set if change else "")


def _change(course: Course, reading: Reading, given: list[Given]) -> Change | None:
    rule = change_rule(reading.instrument, age=course.age(), rater=given[0].kind, rule_set=reading.rule_set)
    first, last = given[0].total, given[-1].total
    if rule is None or first is None or last is None or len(given) < 2:
        return None
    return classify(first, last, rule)


def _headline(course: Course, reading: Reading, given: list[Given], change: Change | None) -> tuple[str, str]:
    first, last = given[0].total or 0, given[-1].total or 0
    if len(given) == 1:
        return _("First measure: %(value)s.") % {"value": units(reading, last)}, "calm"
    moved = signed(reading, last - first)
    if change is None:
        words = _no_limit(reading)
        return _("%(moved)s since the start, from %(first)s to %(last)s. %(words)s") % {
            "moved": moved,
            "first": units(reading, first),
            "last": units(reading, last),
            "words": words,
        }, "calm"
    says = {"moved": moved, "limit": _limit_in_words(course, reading, given)}
    if not change.reliable:
        return _("No reliable change: %(moved)s since the start (%(limit)s).") % says, "calm"
    if change.category is Category.DETERIORATED:
        return _("Clearly worse than at the start: %(moved)s (%(limit)s).") % says, "notice"
    return _("Reliable improvement: %(moved)s since the start (%(limit)s).") % says, "good"


def _certainty(change: Change | None, measures: int) -> list[str]:
    if measures < 2:
        return []
    n = ngettext("%(n)s measure.", "%(n)s measures.", measures) % {"n": measures}
    if change is None or change.reliable:
        return [n]
    return [_("A change this small may be chance; the measure itself is not more exact."), n]


def _direction(reading: Reading) -> list[str]:
    """A curve that goes down is read as worse, unless it is said."""
    return [_("The lower the line, the better it is.")] if reading.instrument.better is Better.LOWER else []


def _no_limit(reading: Reading) -> str:
    if reading.instrument.own_words:
        return _("There is no limit for this form, so we describe and do not judge.")
    return _("No rule for reliable change is chosen for this instrument.")


def _limit_in_words(course: Course, reading: Reading, given: list[Given]) -> str:
    rule = change_rule(reading.instrument, age=course.age(), rater=given[0].kind, rule_set=reading.rule_set)
    assert rule is not None  # noqa: S101 - the caller has a change, so there is a rule
    words = (
        _("%(name)s, reliable change is %(value)s or more, rule %(rule)s")
        if rule.edge is Edge.INCLUSIVE
        else _("%(name)s, reliable change is more than %(value)s, rule %(rule)s")
    )
    return words % {
        "name": reading.instrument.name,
        "value": units(reading, int(rule.reliable)),
        "rule": reading.rule_set,
    }


def _place(course: Course, reading: Reading, given: list[Given]) -> list[str]:
    line = cut_off(reading.instrument, age=course.age(), rater=given[-1].kind, rule_set=reading.rule_set)
    last = given[-1].total
    if line is None or last is None:
        return []
    clinical = on_clinical_side(line, last, reading.instrument.better)
    values = {"value": number_format(line.units, decimal_pos=0), "name": reading.instrument.name}
    if clinical:
        return [_("On the clinical side of the cut-off %(value)s (%(name)s).") % values]
    return [_("On the functional side of the cut-off %(value)s (%(name)s).") % values]


AS_EXPECTED = {
    Lies.WITHIN: gettext_lazy(
        "Within what we expect for those who started at %(start)s and still come: 80 %% lie between %(low)s and "
        "%(high)s after session %(place)s (model %(name)s %(version)s, %(n)s courses)."
    ),
    Lies.UNDER: gettext_lazy(
        "Lower than most who started at %(start)s and still come: 80 %% lie between %(low)s and %(high)s after "
        "session %(place)s (model %(name)s %(version)s, %(n)s courses). One score outside is common."
    ),
    Lies.OVER: gettext_lazy(
        "Higher than most who started at %(start)s and still come: 80 %% lie between %(low)s and %(high)s after "
        "session %(place)s (model %(name)s %(version)s, %(n)s courses). One score outside is common."
    ),
}


def _as_expected(reading: Reading, given: list[Given], expected: Expected | None) -> list[str]:
    """Where the last score lies among those who started alike; never what it will become."""
    last = given[-1]
    lies = expected.lies(last.place, float(reading.in_units(last.total or 0))) if expected else None
    if expected is None or lies is None:
        return []
    edges = expected.edges[last.place]
    return [
        AS_EXPECTED[lies]
        % {
            "start": expected.start,
            "low": number_format(edges.low80, decimal_pos=0),
            "high": number_format(edges.high80, decimal_pos=0),
            "place": last.place,
            "name": expected.name,
            "version": expected.version,
            "n": expected.n,
        }
    ]


def _since_last(reading: Reading, given: list[Given]) -> list[str]:
    if len(given) < 2:
        return []
    before, now = given[-2], given[-1]
    moved = (now.total or 0) - (before.total or 0)
    total = _("Since last time: %(moved)s.") % {"moved": signed(reading, moved)}
    lines = _lines_that_moved(reading, before, now)
    return [total, *lines]


def _lines_that_moved(reading: Reading, before: Given, now: Given) -> list[str]:
    words = reading.words
    if words is None:
        return []
    said = []
    for line in words.lines:
        was, is_now = before.answer.answers.get(line.code), now.answer.answers.get(line.code)
        if was is None or is_now is None or abs(is_now - was) < 10:
            continue
        centimetres = number_format(Decimal(abs(is_now - was)) / 10, decimal_pos=1)
        says = {"title": line.title, "cm": centimetres}
        said.append(
            _("The mark on «%(title)s» is %(cm)s cm higher than last time.") % says
            if is_now > was
            else _("The mark on «%(title)s» is %(cm)s cm lower than last time.") % says
        )
    return said


def _work(course: Course) -> list[str]:
    reading = course.alliance
    given = reading.by(None) if reading else []
    if reading is None or not given:
        return []
    last = given[-1].total or 0
    limit = alliance_limit(
        reading.instrument, age=course.age(), rater=own_side(reading.instrument), rule_set=reading.rule_set
    )
    if limit is not None and last == int(reading.instrument.scales[0].maximum / reading.step):
        return [
            _("All marks on the work together are at the top: ask for one thing that could have been better.")
        ]
    if limit is not None and last < limit.value:
        return [
            _("The work together: %(value)s, under %(limit)s (%(name)s, rule %(rule)s).")
            % {
                "value": units(reading, last),
                "limit": number_format(limit.units, decimal_pos=0),
                "name": reading.instrument.name,
                "rule": reading.rule_set,
            }
        ]
    return [_("The work together: %(value)s.") % {"value": units(reading, last)}, *_dip(given)]


def _dip(given: list[Given]) -> list[str]:
    """Say where the work together fell by a centimetre or more and came back."""
    totals = [(one.place, one.total or 0) for one in given]
    for (_before, earlier), (place, now) in pairwise(totals):
        if earlier - now >= 10 and totals[-1][1] >= earlier:
            return [_("It fell in session %(place)s, but is up again.") % {"place": place}]
    return []


def in_words(reading: Reading, rater: UUID | None) -> str:
    """The curve for those who do not see it."""
    given = reading.by(None if reading.alliance else rater)
    if not given:
        return ""
    first, last = given[0].total or 0, given[-1].total or 0
    return ngettext(
        "%(name)s: one measure, %(last)s.",
        "%(name)s: %(n)s measures, from %(first)s to %(last)s.",
        len(given),
    ) % {
        "name": reading.words.name if reading.words else reading.instrument.name,
        "n": len(given),
        "first": units(reading, first),
        "last": units(reading, last),
    }


def units(reading: Reading, steps: int) -> str:
    """A number of steps in units, as the reader writes it."""
    value = reading.in_units(steps)
    return number_format(value, decimal_pos=0 if reading.step == 1 else 1)


def signed(reading: Reading, steps: int) -> str:
    """A difference with its sign: a true minus, and plus where it rose."""
    sign = "+" if steps > 0 else "−" if steps < 0 else "±"
    return f"{sign}{units(reading, abs(steps))}"
