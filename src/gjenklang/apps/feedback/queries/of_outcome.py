"""What the scores of how the client is give reason to take up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gjenklang.apps.feedback.models import Figures, Kind, Signal
from gjenklang.apps.feedback.queries.course import Given, Reading
from gjenklang.apps.feedback.queries.found import Look
from gjenklang.core.change import ChangeRule, change_rule
from gjenklang.core.instruments import cut_off
from gjenklang.core.scoring import on_clinical_side
from gjenklang.core.trajectories import (
    ExpectedMark,
    Line,
    StatusRule,
    StatusRules,
    good_enough_level,
    plateau,
    status_of,
)

__all__ = ["of_outcome"]

#: A line that moved less than a centimetre is not named, as in the status box.
CENTIMETRE = 10
#: Of a hundred who started alike and still come, how many are on the better side of each line of the expected course.
ABOVE = {Line.MEDIAN: 50, Line.BAND_50: 75, Line.BAND_80: 90, Line.BAND_90: 95}


@dataclass(frozen=True, slots=True)
class _Limited:
    """An outcome form with limits for this person, its answers with a total, and those totals."""

    reading: Reading
    change: ChangeRule
    rules: StatusRules
    given: Sequence[Given]
    scores: Sequence[int]

    @property
    def limits(self) -> dict[str, int]:
        """What the sentences name; the cut-off only where there is one."""
        held = {"reliable": self.change.reliable, "cut_off": self.change.cut_off}
        return {name: int(value) for name, value in held.items() if value is not None}


def of_outcome(look: Look) -> Iterator[Signal]:
    """At most one of worse, no gain and plateau: they speak of the same. Well and steady is no plateau."""
    held = _limited(look)
    if held is None:
        return
    status = list(_status(look, held))
    if status:
        yield from status
    elif _holds(held, len(held.scores)):
        yield from _level(look, held)
    else:
        yield from _plateau(look, held)
    yield from _started_above(look, held)


def _limited(look: Look) -> _Limited | None:
    reading, rules = look.course.outcome, look.rules.talk.status
    if reading is None or reading.instrument.code not in rules.instruments:
        return None
    given = reading.by(look.course.main_rater)
    if not given:
        return None
    change = change_rule(reading.instrument, age=look.age, rater=given[0].kind, rule_set=reading.rule_set)
    scores = [one.total for one in given if one.total is not None]
    return _Limited(reading, change, rules, given, scores) if change else None


def _status(look: Look, held: _Limited) -> Iterator[Signal]:
    marks = _marks(look, held)
    verdict = status_of(held.rules, held.change, held.scores, marks)
    if not verdict.may_signal or verdict.rule is None:
        return
    rule = next(one for one in held.rules.rules if one.name == verdict.rule)
    talk = look.rules.speaks(rule.name)
    twice = talk is not None and talk.about.value == Kind.WORSE_TWICE
    figures = Figures(
        totals=(held.scores[0], *(held.scores[-rule.times : -1] if twice else []), held.scores[-1]),
        limits=held.limits | _expected(rule, marks),
        n=len(held.scores),
        lines=_moved(held.given[0], held.given[-1]),
    )
    yield look.signal(rule.name, figures, given=held.given[-1], limits=held.reading.rule_set)


def _marks(look: Look, held: _Limited) -> Sequence[ExpectedMark | None] | None:
    marks = look.expected.marks if look.expected else None
    return marks if marks is not None and len(marks) == len(held.scores) else None


def _expected(rule: StatusRule, marks: Sequence[ExpectedMark | None] | None) -> dict[str, int]:
    """The line of the expected course that the rule looked at, now, and how many of a hundred lie above it."""
    line, mark = rule.condition.worse_than, marks[-1] if marks else None
    return {"expected": round(mark.lines[line]), "above": ABOVE[line]} if line and mark else {}


def _moved(first: Given, last: Given) -> dict[str, int]:
    """How far each line that both have moved, up or down, when it is a centimetre or more."""
    was, now = first.answer.answers, last.answer.answers
    both = {code: (was.get(code), mark) for code, mark in now.items()}
    moved = {code: b - a for code, (a, b) in both.items() if a is not None and b is not None}
    return {code: by for code, by in moved.items() if abs(by) >= CENTIMETRE}


def _plateau(look: Look, held: _Limited) -> Iterator[Signal]:
    if not look.rules.speaks("plateau"):
        return
    found = plateau(held.change, held.scores, held.rules.plateau.times)
    if found is not None:
        figures = Figures(totals=(found.lowest, found.highest), limits=held.limits, n=found.n_ratings)
        yield look.signal("plateau", figures, given=held.given[-1], limits=held.reading.rule_set)


def _level(look: Look, held: _Limited) -> Iterator[Signal]:
    """A good-enough level that holds, with a reliable gain; it rests on the rating that made it.

    So it is taken up once, and not again after each session that is as good.
    """
    if not look.rules.speaks("enough"):
        return
    times, reached = held.rules.enough_times, len(held.scores)
    while _holds(held, reached - 1):
        reached -= 1
    figures = Figures(totals=tuple(held.scores[reached - times : reached]), limits=held.limits, n=times)
    yield look.signal("enough", figures, given=held.given[reached - 1], limits=held.reading.rule_set)


def _holds(held: _Limited, n: int) -> bool:
    level = good_enough_level(held.change, held.scores[:n], held.rules.enough_times)
    return level is not None and level.held and level.reliable and not level.started_there


def _started_above(look: Look, held: _Limited) -> Iterator[Signal]:
    """Only while the course is early, by the rule set's own word for early."""
    if not look.rules.speaks("started-above") or len(held.scores) > held.rules.early_within:
        return
    instrument, first = held.reading.instrument, held.given[0]
    line = cut_off(instrument, age=look.age, rater=first.kind, rule_set=held.reading.rule_set)
    if line is not None and not on_clinical_side(line, held.scores[0], instrument.better):
        figures = Figures(totals=(held.scores[0],), limits=held.limits)
        yield look.signal("started-above", figures, given=first, limits=held.reading.rule_set)
