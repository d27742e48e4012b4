"""How much a whole group changed, in units, held against a difference that matters; never without n and interval."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt

import numpy as np
from scipy.special import stdtrit

from gjenklang.core.change.effects.effect import NoEffect, one_side
from gjenklang.core.change.files.pairs import Numbers, Pairs, decimal_difference
from gjenklang.core.instruments import Better

__all__ = ["GroupChange", "Importance", "Verdict", "group_change", "group_difference", "half_sd"]


class Verdict(StrEnum):
    """What the interval says of a group's change; the last four need a least difference that matters."""

    NOT_SHOWN = "not-shown"
    SHOWN = "shown"
    BELOW = "shown-below-importance"
    NOT_LESS = "not-shown-to-be-below-importance"
    PROBABLE = "probably-important"
    LARGE = "important"


@dataclass(frozen=True, slots=True)
class Importance:
    """The least mean change that matters, in units, above 0: for better, for worse, and where it comes from.

    Raises
    ------
    NoEffect
        A number that is not above 0.
    """

    better: float
    worse: float
    source: str

    def __post_init__(self) -> None:
        for value in (self.better, self.worse):
            if not (isfinite(value) and value > 0):
                raise NoEffect(f"a difference that matters must be above 0, not {value}.")


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A mean change or difference in units; above 0 is towards better, or in favour of the first group.

    Attributes
    ----------
    name : str
    n : tuple of int
        People of each group it rests on.
    value, low, high, df : float
    interval : str
        How the interval was made.
    confidence : float
    importance : Importance or None
    """

    name: str
    n: tuple[int, ...]
    value: float
    low: float
    high: float
    df: float
    interval: str
    confidence: float
    importance: Importance | None

    @property
    def verdict(self) -> Verdict:
        """What the interval says, in the direction that the mean points."""
        if self.low <= 0 <= self.high:
            return Verdict.NOT_SHOWN
        if self.importance is None:
            return Verdict.SHOWN
        least = self.importance.better if self.value > 0 else self.importance.worse
        near, far = sorted((abs(self.low), abs(self.high)))
        if abs(self.value) >= least:
            return Verdict.LARGE if near > least else Verdict.PROBABLE
        return Verdict.NOT_LESS if far >= least else Verdict.BELOW


def group_change(
    pairs: Pairs, better: Better, confidence: float = 0.95, importance: Importance | None = None
) -> GroupChange:
    """Return a group's mean change with Student's interval, held against a difference that matters.

    ``D ± t(n - 1) S_D / sqrt(n)``, D the mean of ``post - pre`` towards better. The verdict: *not-shown* when the
    interval holds 0; otherwise *shown*, and with an importance: *important* when the whole interval is beyond it,
    *probably-important* when the mean is, *not-shown-to-be-below-importance* when only the interval reaches it,
    *shown-below-importance* when nothing does. For the worse the same in the other direction.

    Parameters
    ----------
    pairs : Pairs
        At least 3, in units.
    better : Better
    confidence : float
    importance : Importance, optional
        Without it the verdict is *shown* or *not-shown* only.

    Raises
    ------
    NoEffect
        Fewer than 3 pairs, or no two changes differ.

    Notes
    -----
    The five verdicts are those of the R package ``clinicalsignificance`` (anchor-based approach, groups), which by
    default takes a Bayesian median instead.

    References
    ----------
    Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 28.0, 25.0, 31.0]), np.array([20.0, 21.0, 17.0, 20.0]))
    >>> found = group_change(pairs, Better.LOWER, importance=Importance(5, 5, "given"))
    >>> found.n, found.value, round(found.low, 3), round(found.high, 3), found.verdict.value
    ((4,), 9.0, 6.095, 11.905, 'important')
    """
    if len(pairs) < 3:
        raise NoEffect(f"only {len(pairs)} complete pairs; a mean change with its interval needs at least 3.")
    gains = decimal_difference(pairs.post, pairs.pre) * (1 if better is Better.HIGHER else -1)
    if float(np.ptp(gains)) == 0:
        raise NoEffect("everyone changed alike: there is no spread to make an interval of.")
    n, mean, spread = one_side(gains)
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * spread / sqrt(n)
    return GroupChange(
        "mean change", (n,), mean, mean - half, mean + half, n - 1, "Student's t", confidence, importance
    )


def group_difference(
    one: Numbers,
    other: Numbers,
    better: Better,
    confidence: float = 0.95,
    importance: Importance | None = None,
) -> GroupChange:
    """Return the difference of two groups' means with Welch's interval, above 0 in favour of the first.

    ``M1 - M2 ± t(df) sqrt(S1²/n1 + S2²/n2)`` with the degrees of freedom of Welch and Satterthwaite; verdicts as for
    :func:`group_change`.

    Parameters
    ----------
    one, other : array, shapes (n1,) and (n2,)
        Scores at the end (or changes), in units; at least 2 each.
    better : Better
        Of the numbers given.
    confidence : float
    importance : Importance, optional

    Raises
    ------
    NoEffect
        Fewer than 2 people in a group, or no spread in both.

    References
    ----------
    Welch 1947, doi:10.1093/biomet/34.1-2.28; Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> found = group_difference(np.array([12.0, 14, 19, 21]), np.array([10.0, 11, 15, 12]), Better.HIGHER)
    >>> found.n, found.value, round(found.low, 3), round(found.high, 3), found.verdict.value
    ((4, 4), 4.5, -1.792, 10.792, 'not-shown')
    """
    if min(len(one), len(other)) < 2:
        raise NoEffect(f"groups of {len(one)} and {len(other)}: at least 2 in each are needed.")
    if float(np.ptp(one)) == 0 and float(np.ptp(other)) == 0:
        raise NoEffect("no score within the groups differs: there is no spread to make an interval of.")
    (n1, m1, s1), (n2, m2, s2) = one_side(one), one_side(other)
    v1, v2 = s1**2 / n1, s2**2 / n2
    df = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    half = float(stdtrit(df, (1 + confidence) / 2)) * sqrt(v1 + v2)
    mean = (m1 - m2) * (1 if better is Better.HIGHER else -1)
    return GroupChange(
        "difference of means",
        (n1, n2),
        mean,
        mean - half,
        mean + half,
        df,
        "Welch's t",
        confidence,
        importance,
    )


def half_sd(pairs: Pairs) -> Importance:
    """Return half the SD of the first scores as the least difference that matters, where no anchor is known.

    ``S_1 / 2``, n - 1 in the denominator. Distribution-based: it says nothing about what patients find important.

    Raises
    ------
    NoEffect
        Fewer than 3 pairs, or every first score alike.

    References
    ----------
    Norman, Sloan & Wyrwich 2003, doi:10.1097/01.MLR.0000062554.74615.4C (recalled)

    Examples
    --------
    >>> half_sd(Pairs(np.array([10.0, 20.0, 30.0]), np.array([9.0, 18.0, 21.0]))).better
    5.0
    """
    if len(pairs) < 3 or float(np.ptp(pairs.pre)) == 0:
        raise NoEffect("half an SD needs 3 pairs, and first scores that differ.")
    least = float(np.std(pairs.pre, ddof=1)) / 2
    return Importance(least, least, "half the SD of the first scores")
