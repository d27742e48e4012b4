"""Couples: the couple is the unit, and both partners must reach the criterion."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from gjenklang.core.instruments import Better

__all__ = [
    "Bounds",
    "CoupleCount",
    "CoupleCriterion",
    "CoupleRule",
    "Followed",
    "Partner",
    "StartedAbove",
    "bounds_of_missing",
    "count_couples",
    "couple_reached",
]

_NEARLY = 1e-9


class CoupleCriterion(StrEnum):
    """What each partner must reach."""

    RELIABLE = "reliable"
    RECOVERED = "recovered"
    RELIABLE_OR_RECOVERED = "reliable-or-recovered"


class StartedAbove(StrEnum):
    """What is asked of a partner who started on the functional side.

    ``AS_OTHERS``: the same as of everyone (recovery is then impossible). ``HOLDS``: to be on the functional side at the
    end and not reliably worse. ``PARTNER_DECIDES``: nothing; the other one decides, and a couple in which both started
    there is not judged. ``LEFT_OUT``: the couple is not judged.
    """

    AS_OTHERS = "as-others"
    HOLDS = "holds"
    PARTNER_DECIDES = "partner-decides"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Partner:
    """First and last score in units; None where it is missing."""

    first: float | None
    last: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoupleRule:
    """The rule, each choice named; a reliable change is inclusive, a score at the cut-off on the functional side."""

    better: Better
    rci: float
    cut_off: float
    criterion: CoupleCriterion = CoupleCriterion.RECOVERED
    started_above: StartedAbove = StartedAbove.HOLDS

    def __post_init__(self) -> None:
        if not (isfinite(self.rci) and self.rci > 0 and isfinite(self.cut_off)):
            raise ValueError("the reliable change must be above 0 and the cut-off a finite number.")


@dataclass(frozen=True, slots=True)
class CoupleCount:
    """Couples of one arm: ``reached`` of ``judged``, ``unknown`` for a missing score, ``left_out`` by the rule."""

    reached: int
    judged: int
    unknown: int
    left_out: int


def _reached(partner: Partner, rule: CoupleRule) -> bool | None:
    """Whether a partner did what is asked of them; None when nothing is asked (the other decides)."""
    way = 1 if rule.better is Better.HIGHER else -1
    first, last, cut = way * _known(partner.first), way * _known(partner.last), way * rule.cut_off
    gain = last - first
    above = first >= cut
    if above and rule.started_above is StartedAbove.PARTNER_DECIDES:
        return None
    if above and rule.started_above is StartedAbove.HOLDS:
        return last >= cut and gain > -rule.rci + _NEARLY
    reliable = gain >= rule.rci - _NEARLY
    recovered = reliable and not above and last >= cut
    return recovered if rule.criterion is CoupleCriterion.RECOVERED else reliable


def _known(score: float | None) -> float:
    if score is None:
        raise ValueError("a missing score cannot be judged.")
    return score


def couple_reached(one: Partner, other: Partner, rule: CoupleRule) -> bool | None:
    """Return whether both partners reached the criterion; None when the couple cannot be or is not judged.

    Parameters
    ----------
    one, other : Partner
        In the units of the rule.
    rule : CoupleRule

    References
    ----------
    Anker, Duncan & Sparks 2009, doi:10.1037/a0016062 (the couple as the unit)

    Examples
    --------
    >>> rule = CoupleRule(better=Better.HIGHER, rci=6, cut_off=25)
    >>> couple_reached(Partner(18.0, 26.0), Partner(20.0, 27.0), rule)
    True
    >>> couple_reached(Partner(18.0, 26.0), Partner(28.0, 24.9), rule)
    False
    """
    both = (one, other)
    if any(partner.first is None or partner.last is None for partner in both):
        return None
    if rule.started_above is StartedAbove.LEFT_OUT and any(_started_above(partner, rule) for partner in both):
        return None
    asked = [found for found in (_reached(partner, rule) for partner in both) if found is not None]
    return all(asked) if asked else None


def _started_above(partner: Partner, rule: CoupleRule) -> bool:
    first = _known(partner.first)
    return first >= rule.cut_off if rule.better is Better.HIGHER else first <= rule.cut_off


def count_couples(couples: Iterable[tuple[Partner, Partner]], rule: CoupleRule) -> CoupleCount:
    """Count the couples of one arm by the rule.

    Parameters
    ----------
    couples : iterable of (Partner, Partner)
        In the units of the rule.
    rule : CoupleRule

    References
    ----------
    As for :func:`couple_reached`.

    Examples
    --------
    >>> rule = CoupleRule(better=Better.HIGHER, rci=6, cut_off=25)
    >>> count_couples([(Partner(18, 26), Partner(20, 27)), (Partner(18, None), Partner(20, 27))], rule)
    CoupleCount(reached=1, judged=1, unknown=1, left_out=0)
    """
    reached = judged = unknown = left_out = 0
    for one, other in couples:
        found = couple_reached(one, other, rule)
        missing = None in {one.first, one.last, other.first, other.last}
        reached += found is True
        judged += found is not None
        unknown += missing
        left_out += found is None and not missing
    return CoupleCount(reached, judged, unknown, left_out)


@dataclass(frozen=True, slots=True)
class Followed:
    """Of ``randomised`` in one arm ``answered`` at follow-up, and to ``count`` of those it had happened."""

    count: int
    answered: int
    randomised: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.answered <= self.randomised or self.randomised < 1:
            raise ValueError(f"{self.count} of {self.answered} of {self.randomised} cannot be.")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The difference in shares, first minus second, whatever became of those who did not answer.

    ``answered`` is among those who answered; ``low`` and ``high`` suppose the extremes, each arm its own;
    ``none_happened`` and ``all_happened`` suppose the same of both arms.
    """

    answered: float
    low: float
    high: float
    none_happened: float
    all_happened: float
    missing: tuple[int, int]


def bounds_of_missing(first: Followed, second: Followed) -> Bounds:
    """Return what the difference can be when some did not answer (separation at follow-up, say).

    ``p1 - p2`` with those who did not answer counted as suits each end; plain numbers, differences of shares from
    -1 to 1.

    Parameters
    ----------
    first, second : Followed
        At least one answered in each arm.

    Raises
    ------
    ValueError
        When nobody answered in one arm.

    References
    ----------
    Horowitz & Manski 2000, doi:10.1080/01621459.2000.10473902

    Examples
    --------
    >>> found = bounds_of_missing(Followed(14, 76, 103), Followed(25, 73, 102))
    >>> round(found.answered, 3), round(found.low, 3), round(found.high, 3)
    (-0.158, -0.393, 0.153)
    """
    if 0 in {first.answered, second.answered}:
        raise ValueError("nobody answered in one arm.")
    gone = first.randomised - first.answered, second.randomised - second.answered
    n1, n2 = first.randomised, second.randomised
    return Bounds(
        first.count / first.answered - second.count / second.answered,
        first.count / n1 - (second.count + gone[1]) / n2,
        (first.count + gone[0]) / n1 - second.count / n2,
        first.count / n1 - second.count / n2,
        (first.count + gone[0]) / n1 - (second.count + gone[1]) / n2,
        gone,
    )
