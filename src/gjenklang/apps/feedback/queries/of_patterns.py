"""Patterns to talk about: two who rate apart, swings to and fro, and the same answer again and again."""

from collections.abc import Iterator
from uuid import UUID

from gjenklang.apps.feedback.models import Figures, Signal
from gjenklang.apps.feedback.queries.course import Given, Reading
from gjenklang.apps.feedback.queries.found import Look, form_of
from gjenklang.core.alliance import Pattern, pattern_flags
from gjenklang.core.change import ChangeRule, change_rule
from gjenklang.core.signals import raters_apart, same_again

__all__ = ["of_patterns"]


def of_patterns(look: Look) -> Iterator[Signal]:
    """At most one pattern, and at most one pair that rates apart."""
    reading = look.course.outcome
    if reading is None:
        return
    yield from _same(look, reading) or _saw_tooth(look, reading)
    yield from _apart(look, reading)


def _same(look: Look, reading: Reading) -> list[Signal]:
    if not look.rules.speaks("same-again"):
        return []
    times = look.rules.number("same-again", "times")
    given = reading.latest(look.course.main_rater, times)
    if len(given) < times or given[0].answer.answers != given[-1].answer.answers:  # most end here
        return []
    run = same_again([form_of(reading, one).lines for one in given], times)
    figures = Figures(totals=(given[-1].total or 0,), n=run)
    return [look.signal("same-again", figures, given=given[-1])] if run else []


def _saw_tooth(look: Look, reading: Reading) -> list[Signal]:
    """Only where the last rating is one of the swings: what is over is no pattern to talk about now."""
    rule = look.rules.speaks("saw-tooth")
    given = reading.by(look.course.main_rater)
    if rule is None or _rule_of(look, reading, given) is None:
        return []
    swing = int(rule.numbers["swing"].value / reading.step)
    if len(given) < 2 or abs((given[-1].total or 0) - (given[-2].total or 0)) < swing:  # most end here
        return []
    swings = look.rules.number("saw-tooth", "times")
    forms = [form_of(reading, one) for one in given]
    flags = {one.pattern: one.places for one in pattern_flags(forms, swing=swing, swings=swings)}
    places = flags.get(Pattern.SAW_TOOTH, ())
    if not places or places[-1] != len(given) - 1:
        return []
    totals = tuple(given[place].total or 0 for place in places)
    figures = Figures(totals=totals, limits={"swing": swing}, n=len(places) - 1)
    return [look.signal("saw-tooth", figures, given=given[-1])]


def _apart(look: Look, reading: Reading) -> Iterator[Signal]:
    """The one whose line the words speak of beside each other, until a pair parts at one of the last two ratings."""
    main = look.course.main_rater
    others = list(dict.fromkeys(one.rater for one in reading.given if one.rater != main))
    if not others or not look.rules.speaks("raters-apart"):
        return
    own = reading.by(main)
    for other in others:
        found = _pair(look, reading, own, other)
        if found is not None:
            yield found
            return


def _pair(look: Look, reading: Reading, own: list[Given], other: UUID | None) -> Signal | None:
    theirs = {one.place: one for one in reading.by(other)}
    both = [(one, theirs[one.place]) for one in own if one.place in theirs]
    if len(both) < 2 or both[-1][0] not in own[-2:]:
        return None
    rules = _rule_of(look, reading, own), _rule_of(look, reading, list(theirs.values()))
    if rules[0] is None or rules[1] is None:
        return None
    first, second = [one.total or 0 for one, _ in both], [two.total or 0 for _, two in both]
    times = look.rules.number("raters-apart", "times")
    apart = raters_apart(first, second, (rules[0], rules[1]), times)
    if apart is None:
        return None
    figures = Figures(
        totals=(first[0], first[-1], second[0], second[-1]),
        limits={"reliable": int(rules[0].reliable), "reliable_other": int(rules[1].reliable)},
        n=apart.times,
        who=(both[-1][0].kind.value, both[-1][1].kind.value),
    )
    return look.signal("raters-apart", figures, given=both[-1][0], limits=reading.rule_set)


def _rule_of(look: Look, reading: Reading, given: list[Given]) -> ChangeRule | None:
    """The limits of one who rates, where the set may be used with the form."""
    if not given or reading.instrument.code not in look.rules.talk.status.instruments:
        return None
    return change_rule(reading.instrument, age=look.age, rater=given[0].kind, rule_set=reading.rule_set)
