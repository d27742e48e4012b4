"""What the answers about the work together give reason to take up."""

from collections.abc import Iterator, Sequence

from gjenklang.apps.feedback.models import Figures, Signal
from gjenklang.apps.feedback.queries.course import Given, Reading
from gjenklang.apps.feedback.queries.found import Look, form_of
from gjenklang.core import alliance
from gjenklang.core.instruments import Better, alliance_limit, own_side

__all__ = ["of_alliance"]


def of_alliance(look: Look) -> Iterator[Signal]:
    """By the set's rules for this form where it has some and the service reads it by a limit; else by its top alone."""
    reading = look.course.alliance
    if reading is None:
        return
    rules = look.rules.talk.alliance.get(reading.instrument.code)
    if rules is None:
        yield from _always_top(look, reading)
        return
    given = reading.latest(None, max(rule.times for rule in rules.rules))
    side = own_side(reading.instrument)
    limit = alliance_limit(reading.instrument, age=look.age, rater=side, rule_set=reading.rule_set)
    if limit is not None and given:
        yield from _by_rules(look, reading, rules, given)


def _by_rules(
    look: Look, reading: Reading, rules: alliance.RuleSet, given: Sequence[Given]
) -> Iterator[Signal]:
    """A low line is not said twice: when the total is low, its lines are named with it."""
    spoken = {one.rule.kind: one for one in alliance.signals(rules, [form_of(reading, one) for one in given])}
    low = spoken.pop(alliance.RuleKind.LINE, None)
    lines = _marks(reading, given[-1], low.lines) if low else {}
    if low and lines and alliance.RuleKind.TOTAL not in spoken:
        spoken[alliance.RuleKind.LINE] = low
    for kind, one in spoken.items():
        run = [each.total for each in given[-one.rule.times :] if each.total is not None]
        figures = Figures(
            totals=tuple(run),
            limits={"alliance": one.rule.value},
            n=one.rule.times,
            lines=lines if kind in (alliance.RuleKind.TOTAL, alliance.RuleKind.LINE) else {},
        )
        yield look.signal(kind.value, figures, given=given[-1])


def _marks(reading: Reading, one: Given, places: Sequence[int]) -> dict[str, int]:
    """The marks of the lines at some places; none where only the total is known."""
    codes = [reading.instrument.items[place].code for place in places]
    marks = {code: one.answer.answers.get(code) for code in codes}
    return {code: mark for code, mark in marks.items() if mark is not None}


def _always_top(look: Look, reading: Reading) -> Iterator[Signal]:
    """Every line at the top of the form, so many times in a row: it rests on the form's range, and on no limit."""
    instrument = reading.instrument
    if not look.rules.speaks("always-top") or not instrument.scales or instrument.better is not Better.HIGHER:
        return
    times, top = look.rules.number("always-top", "times"), int(instrument.scales[0].maximum / reading.step)
    given = reading.latest(None, times)
    totals = tuple(one.total for one in given if one.total is not None)
    if len(totals) == times and min(totals) == top:
        yield look.signal("always-top", Figures(totals=totals, n=times), given=given[-1])
