"""Sudden gains and sudden losses in one person's course, after Tang & DeRubeis (scipy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt
from statistics import fmean, stdev

from scipy.special import stdtrit

from gjenklang.core.instruments import Better

__all__ = ["GainRule", "Jumps", "SuddenJump", "Third", "sudden_gains", "sudden_losses"]

_NEARLY = 1e-9
Scores = Sequence[float | None]


class Third(StrEnum):
    """What the difference of the means is held against in the third criterion.

    ``POOLED_SD``: the critical t times the pooled SD, as the R package *suddengains* has it (stricter).
    ``T``: the critical t times the standard error of the difference, a t test in the plain sense.
    """

    POOLED_SD = "pooled-sd"
    T = "t"


@dataclass(frozen=True, slots=True, kw_only=True)
class GainRule:
    """What makes a jump sudden.

    Attributes
    ----------
    size : float
        Least change from one session to the next, in units.
    share : float
        Least change as a share of the score before.
    alpha : float
        Two-sided level of the third criterion.
    third : Third
    better : Better
    """

    size: float
    share: float = 0.25
    alpha: float = 0.05
    third: Third = Third.POOLED_SD
    better: Better = Better.LOWER

    def __post_init__(self) -> None:
        if not (isfinite(self.size) and self.size > 0):
            raise ValueError(f"the size must be above 0, not {self.size}.")
        if not 0 <= self.share < 1:
            raise ValueError(f"the share must be from 0 to below 1, not {self.share}.")
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha must be between 0 and 1, not {self.alpha}.")


@dataclass(frozen=True, slots=True)
class SuddenJump:
    """One sudden gain or loss, from the session at ``place`` to the next one (counted from 0).

    ``magnitude`` is in units and above 0; ``share`` is of the score before; ``turns_at`` is the score at which half
    of the jump is lost again; ``reversed_at`` is the place of the first later session there, or None.
    """

    place: int
    before: float
    after: float
    magnitude: float
    share: float | None
    mean_before: float
    mean_after: float
    critical: float
    df: int
    turns_at: float
    reversed_at: int | None


@dataclass(frozen=True, slots=True)
class Jumps:
    """What one course held: ``examined`` steps of ``possible`` ones had enough values to be judged."""

    found: tuple[SuddenJump, ...]
    examined: int
    possible: int


def sudden_gains(scores: Scores, rule: GainRule) -> Jumps:
    """Find sudden gains: large, stable steps towards better between two sessions.

    A step from session n to n + 1 is a sudden gain when

    1. it is at least ``size``;
    2. it is at least ``share`` of the score at n;
    3. the mean of up to three sessions to n differs from that of up to three from n + 1 by more than
       ``t(1 - alpha/2, n1 + n2 - 2) * S_pooled`` (or times ``S_pooled sqrt(1/n1 + 1/n2)``, by ``rule.third``).

    At least two of three values are needed on each side, both sessions of the step among them. A gain is
    reversed when a session after n + 1 has lost half of it or more.

    Parameters
    ----------
    scores : sequence of float or None
        One person's scores in the order of the sessions, in the units of the scale; None where there is none.
    rule : GainRule

    Returns
    -------
    Jumps
        Places are counted from 0.

    Raises
    ------
    ValueError
        When a score is not finite.

    References
    ----------
    Tang & DeRubeis 1999, doi:10.1037/0022-006X.67.6.894; Lutz et al. 2013,
    doi:10.1080/10503307.2012.693837 (values missing); Wiedemann et al. 2020,
    doi:10.1371/journal.pone.0230276 (R package suddengains)

    Examples
    --------
    >>> found = sudden_gains([32, 31, 33, 5, 6, 7, 20], GainRule(size=7))
    >>> [(jump.place, jump.magnitude, round(jump.critical, 3), jump.reversed_at) for jump in found.found]
    [(2, 28, 2.776, 6)]
    >>> found.examined, found.possible
    (4, 4)
    """
    return _jumps(scores, rule, 1 if rule.better is Better.HIGHER else -1)


def sudden_losses(scores: Scores, rule: GainRule) -> Jumps:
    """Find sudden losses: the same steps towards worse; parameters as for :func:`sudden_gains`.

    The second criterion asks for a worsening of ``share`` of the score before. (The R package *suddengains* compares
    with the wrong sign there, so that its second criterion always holds.)

    Raises
    ------
    ValueError
        When a score is not finite.

    References
    ----------
    Lutz et al. 2013, doi:10.1080/10503307.2012.693837

    Examples
    --------
    >>> found = sudden_losses([5, None, 7, 16, 12, 14], GainRule(size=7))
    >>> [(jump.place, jump.magnitude, round(jump.critical, 3)) for jump in found.found]
    [(2, 9, 3.182)]
    """
    return _jumps(scores, rule, -1 if rule.better is Better.HIGHER else 1)


def _jumps(scores: Scores, rule: GainRule, way: int) -> Jumps:
    for score in scores:
        if score is not None and not isfinite(score):
            raise ValueError(f"a score must be a finite number, not {score}.")
    places = range(1, len(scores) - 2)
    judged = [(place, _sides(scores, place)) for place in places]
    enough = [(place, sides) for place, sides in judged if sides is not None]
    found = (_jump(scores, place, sides, rule, way) for place, sides in enough)
    return Jumps(tuple(one for one in found if one is not None), len(enough), len(places))


def _sides(scores: Scores, place: int) -> tuple[list[float], list[float]] | None:
    if scores[place] is None or scores[place + 1] is None:
        return None
    before = [score for score in scores[max(0, place - 2) : place + 1] if score is not None]
    after = [score for score in scores[place + 1 : place + 4] if score is not None]
    return (before, after) if min(len(before), len(after)) >= 2 else None


def _jump(
    scores: Scores, place: int, sides: tuple[list[float], list[float]], rule: GainRule, way: int
) -> SuddenJump | None:
    before, after = sides
    last, first = before[-1], after[0]
    moved = way * (first - last)
    if moved < rule.size - _NEARLY or moved < rule.share * last - _NEARLY:
        return None
    df = len(before) + len(after) - 2
    critical = float(stdtrit(df, 1 - rule.alpha / 2))
    if way * (fmean(after) - fmean(before)) <= critical * _spread(before, after, rule.third):
        return None
    turns_at = first - way * moved / 2
    return SuddenJump(
        place,
        last,
        first,
        moved,
        moved / last if last > 0 else None,
        fmean(before),
        fmean(after),
        critical,
        df,
        turns_at,
        _reversed_at(scores, place, turns_at, way),
    )


def _spread(before: list[float], after: list[float], third: Third) -> float:
    n1, n2 = len(before), len(after)
    pooled = sqrt(((n1 - 1) * stdev(before) ** 2 + (n2 - 1) * stdev(after) ** 2) / (n1 + n2 - 2))
    return pooled if third is Third.POOLED_SD else pooled * sqrt(1 / n1 + 1 / n2)


def _reversed_at(scores: Scores, place: int, turns_at: float, way: int) -> int | None:
    for later in range(place + 2, len(scores)):
        score = scores[later]
        if score is not None and way * (score - turns_at) <= _NEARLY:
            return later
    return None
