"""Endings that compete: how many have left in one way, and whether groups differ in it.

One minus Kaplan and Meier's curve would count those who ended in another way as if they could still leave, so it is
never made here. Exact with ties: weekly data are nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from gjenklang.core.dropout.staying.retention import Unfollowed, check_followed

__all__ = ["GrayTest", "Incidence", "IncidenceAt", "gray_test", "incidence", "incidence_at"]

_Numbers = NDArray[np.float64]
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Incidence:
    """The share who have left in one way; arrays have shape (k,), one for each moment at which something happened.

    Attributes
    ----------
    time : array
        Rising.
    at_risk : array
        How many were there just before.
    share, variance : array
        Just after.
    n, n_events, n_competing : int
    """

    time: _Numbers
    at_risk: _Numbers
    share: _Numbers
    variance: _Numbers
    n: int
    n_events: int
    n_competing: int


@dataclass(frozen=True, slots=True)
class IncidenceAt:
    """The share who have left in one way by ``time``; None beyond the last time seen."""

    time: float
    at_risk: int
    share: float | None
    se: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class GrayTest:
    """Whether groups differ in how many leave in one way."""

    chi2: float
    df: int
    p: float
    names: tuple[str, ...]


def _checked(time: _Numbers, ending: _Ints) -> None:
    check_followed(time, ending)
    if not np.isin(ending, (0, 1, 2)).all():
        raise Unfollowed("an ending is 0 (not yet), 1 (this way) or 2 (another way).")


def _ties(many: _Numbers, at_risk: _Numbers) -> _Numbers:
    """Return what several endings at one moment take off the variance."""
    return np.where(many > 1, 1 - (many - 1) / np.maximum(at_risk - 1, 1), 1.0)


def incidence(time: _Numbers, ending: _Ints) -> Incidence:
    """Return Aalen and Johansen's cumulative incidence: ``F(t) = sum S(u-) d1(u) / n(u)`` over the moments u up to t.

    S is the curve of any ending. The variance is Aalen's, as R's ``cmprsk`` has it.

    Parameters
    ----------
    time : array, shape (n,)
        From the start to the ending, or to when the person was last seen; not below 0.
    ending : array of int, shape (n,)
        0 not yet, 1 in the way asked about, 2 in another.

    Raises
    ------
    Unfollowed
        Nobody, lengths that differ, a time below 0 or not finite, or an ending that is not 0, 1 or 2.

    References
    ----------
    Aalen & Johansen 1978; Gray 1988, doi:10.1214/aos/1176350951

    Examples
    --------
    >>> found = incidence(np.array([1.0, 2, 2, 3]), np.array([1, 2, 0, 1]))
    >>> found.share.tolist()
    [0.25, 0.25, 0.75]
    """
    _checked(time, ending)
    moments, place = np.unique(time, return_inverse=True)
    count = len(moments)
    this, other = (
        np.bincount(place, weights=ending == code, minlength=count).astype(float) for code in (1, 2)
    )
    at_risk = np.bincount(place, minlength=count)[::-1].cumsum()[::-1].astype(float)
    after = np.cumprod(1 - (this + other) / at_risk)
    before = np.concatenate([[1.0], after[:-1]])
    share = np.cumsum(before * this / at_risk)
    variance = _variance((this, other), at_risk, (before, after), share)
    return Incidence(
        moments, at_risk, share, variance, len(time), int((ending == 1).sum()), int((ending == 2).sum())
    )


def _variance(
    gone: tuple[_Numbers, _Numbers], at_risk: _Numbers, still: tuple[_Numbers, _Numbers], share: _Numbers
) -> _Numbers:
    """Return the variance of the share at each moment: ``sum a² - 2 F sum a b + F² sum b²`` over what came before."""
    before, after = still
    inverse = np.where(after > 0, 1 / np.where(after > 0, after, 1), 0.0)
    sums = np.zeros((3, len(share)))
    for many, own in zip(gone, (1.0, 0.0), strict=True):
        size = before**2 * _ties(many, at_risk) * many / at_risk**2
        if not own:
            size = np.where(after > 0, size, 0.0)
        level = own + share * inverse
        sums += np.array([level**2, inverse * level, inverse**2]) * size
    first, second, third = np.cumsum(sums, axis=1)
    own_moment = gone[0] > 0
    value = first + share**2 * third - 2 * share * second
    # It changes only where someone left in this way, as the estimate does.
    last = np.maximum.accumulate(np.where(own_moment, np.arange(len(share)), -1))
    return np.where(last >= 0, value[np.maximum(last, 0)], 0.0)


def incidence_at(curve: Incidence, times: Sequence[float], confidence: float = 0.95) -> list[IncidenceAt]:
    """Return the share who have left in this way by some times; the interval is from log(-log), inside 0 and 1.

    ``F^exp(± z se / (F log F))``.

    Parameters
    ----------
    curve : Incidence
    times : sequence of float
        In the unit of the curve.
    confidence : float

    Returns
    -------
    list of IncidenceAt
        One for each time; shares from 0 to 1, None beyond the last time seen.

    Raises
    ------
    ValueError
        When there is an interval to make and the confidence is not between 0 and 1.

    References
    ----------
    Gray 1988, doi:10.1214/aos/1176350951 (the curve); the interval by the delta method

    Examples
    --------
    >>> curve = incidence(np.array([1.0, 2, 2, 3]), np.array([1, 2, 0, 1]))
    >>> [(one.at_risk, one.share) for one in incidence_at(curve, [0, 2, 9])]
    [(4, 0.0), (3, 0.25), (0, None)]
    """
    return [_at(curve, float(time), confidence) for time in times]


def _at(curve: Incidence, time: float, confidence: float) -> IncidenceAt:
    if time > curve.time[-1]:
        return IncidenceAt(time, 0, None, None, None, None)
    at_risk = int(curve.at_risk[np.searchsorted(curve.time, time, side="left")])
    place = int(np.searchsorted(curve.time, time, side="right")) - 1
    share = float(curve.share[place]) if place >= 0 else 0.0
    se = float(np.sqrt(curve.variance[place])) if place >= 0 else 0.0
    if not 0 < share < 1:
        return IncidenceAt(time, at_risk, share, se, None, None)
    half = NormalDist().inv_cdf((1 + confidence) / 2) * se / (share * np.log(share))
    low, high = sorted((float(share ** np.exp(half)), float(share ** np.exp(-half))))
    return IncidenceAt(time, at_risk, share, se, low, high)


@dataclass(slots=True)
class _Grays:
    """What Gray's test gathers from moment to moment; K groups."""

    km: _Numbers
    share: _Numbers
    pooled: float
    score: _Numbers
    drift: _Numbers
    own: _Numbers
    cross: _Numbers
    spread: _Numbers

    @classmethod
    def begun(cls, groups: int) -> "_Grays":
        square = np.zeros((4, groups, groups))
        return cls(
            np.ones(groups),
            np.zeros(groups),
            0.0,
            np.zeros(groups),
            square[0],
            np.zeros(groups),
            square[1],
            square[2],
        )


def gray_test(time: _Numbers, ending: _Ints, group: Sequence[str] | _Ints) -> GrayTest:
    """Return Gray's test that groups have the same cumulative incidence (rho 0).

    Scores compare each group's exits in this way with what its share of those who have not left in this way would give;
    their covariance is Gray's estimate.

    Parameters
    ----------
    time, ending : arrays, shape (n,)
        As for :func:`incidence`.
    group : sequence of str, or of whole numbers, length n

    Raises
    ------
    Unfollowed
        Fewer than two groups, or nobody left in this way.

    References
    ----------
    Gray 1988, doi:10.1214/aos/1176350951

    Examples
    --------
    >>> time, ending = np.arange(1.0, 9.0), np.array([1, 1, 2, 1, 0, 2, 1, 2])
    >>> found = gray_test(time, ending, list("aabbabab"))
    >>> found.df, 0 < found.p < 1
    (1, True)
    """
    _checked(time, ending)
    names, member = np.unique(np.asarray(group), return_inverse=True)
    if len(names) < 2:
        raise Unfollowed("a comparison needs at least two groups.")
    if not (ending == 1).any():
        raise Unfollowed("nobody left in this way, so there is nothing to compare.")
    moments, place = np.unique(time, return_inverse=True)
    shape = (len(moments), len(names))
    counts = np.zeros((3, *shape))
    np.add.at(counts, (ending, place, member), 1.0)
    at_risk = counts.sum(axis=0)[::-1].cumsum(axis=0)[::-1]
    gathered = _Grays.begun(len(names))
    for moment in np.flatnonzero(counts[1:].sum(axis=(0, 2)) > 0):
        _step(gathered, at_risk[moment], counts[1, moment], counts[2, moment])
    drift, cross = gathered.drift, gathered.cross
    spread = gathered.spread + (drift * gathered.own) @ drift.T + drift @ cross.T + cross @ drift.T
    off, df = gathered.score[:-1], len(names) - 1
    value = float(off @ np.linalg.pinv(spread[:-1, :-1]) @ off)
    return GrayTest(value, df, float(chi2.sf(value, df)), tuple(str(name) for name in names))


def _step(was: _Grays, risk: _Numbers, this: _Numbers, other: _Numbers) -> None:
    """Go past one moment at which someone left."""
    there = risk > 0
    safe = np.where(there, risk, 1.0)
    level = risk / np.where(there, was.km, 1.0)
    total, gone = float(level.sum()), float(this.sum())
    pull = np.diag(level) - np.outer(level, level) / total
    was.drift += pull * gone / (total * (1 - was.pooled))
    sub = level * (1 - was.share)
    was.score += this - gone * sub / sub.sum()
    km = np.where(there, was.km * (risk - this - other) / safe, was.km)
    pooled = was.pooled + gone / total
    left = np.where(km > 0, (1 - pooled) / np.where(km > 0, km, 1.0), 0.0)
    if gone:
        ties = 1 - (gone - 1) / np.where(there, total * was.km - 1, 1.0) if gone > 1 else 1.0
        _add(
            was,
            pull - was.drift * (1 - left),
            1 - left,
            np.where(there, ties * was.km * gone / (total * safe), 0.0),
        )
    if other.any():
        heard = (km > 0) & (other > 0)
        size = np.where(heard, _ties(other, risk) * was.km**2 * other / safe**2, 0.0)
        _add(was, -was.drift * left, left, size)
    was.share = np.where(there, was.share + was.km * this / safe, was.share)
    was.km, was.pooled = km, pooled


def _add(was: _Grays, pull: _Numbers, weight: _Numbers, size: _Numbers) -> None:
    """Add the squares of one kind of ending; ``pull`` has a column for each group."""
    was.own += weight**2 * size
    was.cross += pull * weight * size
    was.spread += (pull * size) @ pull.T
