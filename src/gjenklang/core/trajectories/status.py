"""Status of one course by a named rule set, in plain numbers: for a page, and for a caseload at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gjenklang.core.change import ChangeRule
from gjenklang.core.instruments import Better, Boundary, Edge
from gjenklang.core.trajectories.rules import (
    Condition,
    Line,
    Side,
    Status,
    StatusRule,
    StatusRules,
)

__all__ = ["ExpectedMark", "Verdict", "status_of"]


@dataclass(frozen=True, slots=True)
class ExpectedMark:
    """What was expected at one rating from the intake, in steps: the median, and each band's edge on the worse side."""

    lines: Mapping[Line, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with what it rests on.

    Attributes
    ----------
    status : Status
    rules : str
        Code of the rule set, shown wherever the status is shown.
    version : str
    rule : str or None
        Name of the rule that spoke; None when none did.
    n_ratings : int
    may_signal : bool
        False when nothing but a line of the expected course spoke: one point outside is normal, and a band exit
        alone never makes a signal.
    """

    status: Status
    rules: str
    version: str
    rule: str | None
    n_ratings: int
    may_signal: bool


@dataclass(frozen=True, slots=True)
class _Course:
    """The ratings that are there, each with what was expected of it."""

    change: ChangeRule
    way: int
    scores: tuple[int, ...]
    expected: tuple[ExpectedMark | None, ...]


def status_of(
    rules: StatusRules,
    change: ChangeRule | None,
    scores: Sequence[int | None],
    expected: Sequence[ExpectedMark | None] | None = None,
) -> Verdict:
    """Return the status at the latest rating.

    Rules count ratings, not weeks. Each looks at the gain since the first rating, at the side of the cut-off and at the
    expected course, for as many ratings in a row as it asks for. The first that holds decides; when none does, the
    course is on course.

    Parameters
    ----------
    rules : StatusRules
    change : ChangeRule or None
        The limits of this person (age and rater); None where the form has none, and then the status is not known.
    scores : sequence of int or None
        In steps, one for each session in order; None where there is no rating.
    expected : sequence of ExpectedMark or None, optional
        For each of ``scores``; None where there is no model. A rule that asks for it does not speak then, and a rule
        set that needs it says *not known yet*.

    Raises
    ------
    ValueError
        When ``expected`` is not as long as ``scores``.

    References
    ----------
    Checkpoints, the rational method and the coloured table as set out in ``docs/science/status.md``.

    Examples
    --------
    >>> from gjenklang.core.change import change_rule
    >>> from gjenklang.core.instruments import RaterKind, instrument
    >>> from gjenklang.core.trajectories.rules import status_rules_of
    >>> rules = status_rules_of("ors-checkpoints")
    >>> change = change_rule(instrument("ors"), age=40, rater=RaterKind.SELF, rule_set=rules.limits)
    >>> found = status_of(rules, change, [180, 190, None, 200])
    >>> found.status.value, found.rule, found.n_ratings
    ('below course', 'checkpoint', 3)
    """
    marks = [None] * len(scores) if expected is None else expected
    if len(marks) != len(scores):
        raise ValueError(f"{len(marks)} expected marks for {len(scores)} sessions.")
    kept = [(score, mark) for score, mark in zip(scores, marks, strict=True) if score is not None]
    n = len(kept)
    lacks_course = rules.needs_course and (n == 0 or kept[-1][1] is None)
    if change is None or n < rules.least or lacks_course:
        return Verdict(Status.UNKNOWN, rules.code, rules.version, None, n, may_signal=False)
    course = _Course(
        change,
        1 if change.better is Better.HIGHER else -1,
        tuple(score for score, _ in kept),
        tuple(mark for _, mark in kept),
    )
    rule = next((one for one in rules.rules if _holds(one, course)), None)
    status = rule.status if rule else Status.ON_COURSE
    speaks = rule is not None and status is not Status.ON_COURSE and not rule.condition.line_alone
    return Verdict(status, rules.code, rules.version, rule.name if rule else None, n, may_signal=speaks)


def _holds(rule: StatusRule, course: _Course) -> bool:
    n, intake = len(course.scores), course.scores[0]
    if n < rule.first or (rule.last is not None and n > rule.last) or rule.times > n - 1:
        return False
    if (rule.lowest is not None and intake < rule.lowest) or (
        rule.below is not None and intake >= rule.below
    ):
        return False
    return all(_met(rule.condition, course, place) for place in range(n - rule.times, n))


def _met(condition: Condition, course: _Course, place: int) -> bool:
    gain = course.way * (course.scores[place] - course.scores[0])
    if condition.less_gain_than is not None and _reaches(gain, condition.less_gain_than, course.change):
        return False
    if condition.more_fall_than is not None and not _reaches(-gain, condition.more_fall_than, course.change):
        return False
    if condition.side is not None and side_of(course.scores[place], course.change) is not condition.side:
        return False
    return condition.worse_than is None or _worse(condition.worse_than, course, place)


def _reaches(gain: int, amount: int | str, change: ChangeRule) -> bool:
    if isinstance(amount, int):
        return gain >= amount
    return is_reliable(gain, change)


def is_reliable(gain: int, change: ChangeRule) -> bool:
    """Return whether a gain (or a fall turned round) of so many steps is reliable by the rule's own edge."""
    return gain >= change.reliable if change.edge is Edge.INCLUSIVE else gain > change.reliable


def side_of(score: int, change: ChangeRule) -> Side | None:
    """Return the side of the cut-off; None without a cut-off, or at one that is on neither side."""
    if change.cut_off is None:
        return None
    if score == change.cut_off and change.boundary is Boundary.AT_IS_NEITHER:
        return None
    limit: Fraction | int = change.cut_off
    above = score > limit or (score == limit and change.boundary is Boundary.AT_IS_ABOVE)
    return Side.FUNCTIONAL if above == (change.better is Better.HIGHER) else Side.CLINICAL


def _worse(line: Line, course: _Course, place: int) -> bool:
    mark = course.expected[place]
    return mark is not None and course.way * (course.scores[place] - mark.lines[line]) < 0
