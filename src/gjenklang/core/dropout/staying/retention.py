"""How long people stay: any exit is the event. Kaplan and Meier's curve with its bands, and the log-rank test."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

__all__ = [
    "AtTime",
    "LogRank",
    "Median",
    "Retention",
    "Unfollowed",
    "log_rank",
    "retention",
    "retention_at",
    "retention_median",
]

_Numbers = NDArray[np.float64]
_Flags = NDArray[np.bool_]
_Ints = NDArray[np.int64]


class Unfollowed(ValueError):  # noqa: N818 — the house names what went wrong
    """There is nobody to follow, or a time that cannot be; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The share who are still there; arrays have shape (k,), one for each moment at which someone left or was lost.

    Attributes
    ----------
    time : array
        Rising.
    at_risk, events : array
        How many were there just before, and how many left at that moment.
    share, se : array
        Just after; ``se`` is Greenwood's.
    low, high : array
        From the logarithm of the share; NaN where everyone has left.
    n, n_events : int
    confidence : float
    """

    time: _Numbers
    at_risk: _Numbers
    events: _Numbers
    share: _Numbers
    se: _Numbers
    low: _Numbers
    high: _Numbers
    n: int
    n_events: int
    confidence: float


@dataclass(frozen=True, slots=True)
class AtTime:
    """The share who are still there after ``time``, of ``n`` who began; all None beyond the last time seen."""

    time: float
    at_risk: int
    share: float | None
    se: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Median:
    """When half have left; None where the curve, or its band, does not come down to half."""

    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class LogRank:
    """Whether groups leave at the same pace; ``observed`` and ``expected`` in the order of ``names``."""

    chi2: float
    df: int
    p: float
    names: tuple[str, ...]
    n: tuple[int, ...]
    observed: tuple[int, ...]
    expected: tuple[float, ...]


def check_followed(time: _Numbers, ending: _Flags | _Ints) -> None:
    """See that there is someone to follow, with a time and an ending each; raise ``Unfollowed`` otherwise."""
    if not len(time):
        raise Unfollowed("there is nobody to follow.")
    if len(time) != len(ending):
        raise Unfollowed(f"{len(time)} times and {len(ending)} endings do not go together.")
    if not np.isfinite(time).all() or (time < 0).any():
        raise Unfollowed("a time must be a finite number, and not below 0.")


def _steps(time: _Numbers, event: _Flags) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Return the moments, how many were there just before each, and how many left then."""
    moments, place = np.unique(time, return_inverse=True)
    out = np.bincount(place, minlength=len(moments)).astype(float)
    left = np.bincount(place, weights=event.astype(float), minlength=len(moments))
    at_risk: _Numbers = out[::-1].cumsum()[::-1]
    return np.asarray(moments, dtype=float), at_risk, np.asarray(left, dtype=float)


def retention(time: _Numbers, event: _Flags, confidence: float = 0.95) -> Retention:
    """Return Kaplan and Meier's curve: ``S(t) = prod (1 - d / n)`` over the moments up to t.

    Greenwood's variance is ``S² sum d / (n (n - d))``; the band is ``S exp(± z se / S)``, at most 1, as R's ``survfit``
    has it by default.

    Parameters
    ----------
    time : array, shape (n,)
        From the start to the exit, or to when the person was last seen; in any unit, not below 0.
    event : array of bool, shape (n,)
        Whether the person left then.
    confidence : float

    Raises
    ------
    Unfollowed
        Nobody, lengths that differ, or a time below 0 or not finite.

    References
    ----------
    Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452

    Examples
    --------
    >>> found = retention(np.array([1.0, 2, 2, 3]), np.array([True, True, False, True]))
    >>> found.share.tolist(), found.at_risk.tolist()
    ([0.75, 0.5, 0.0], [4.0, 3.0, 1.0])
    """
    check_followed(time, event)
    moments, at_risk, left = _steps(time, event)
    stay = (at_risk - left) / at_risk
    share: _Numbers = np.asarray(np.cumprod(stay), dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(left / (at_risk * (at_risk - left))))
        se = np.where(share > 0, share * spread, np.nan)
        half = NormalDist().inv_cdf((1 + confidence) / 2) * spread
        low = np.where(share > 0, share * np.exp(-half), np.nan)
        high = np.where(share > 0, np.minimum(share * np.exp(half), 1.0), np.nan)
    return Retention(moments, at_risk, left, share, se, low, high, len(time), int(event.sum()), confidence)


def retention_at(curve: Retention, times: Sequence[float]) -> list[AtTime]:
    """Return the curve at some times, with how many are at risk there; nothing is said beyond the last time seen.

    Parameters
    ----------
    curve : Retention
    times : sequence of float
        In the unit of the curve.

    Returns
    -------
    list of AtTime
        One for each time; shares from 0 to 1, None beyond the last time seen.

    References
    ----------
    Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452; as R's ``survfit``

    Examples
    --------
    >>> curve = retention(np.array([1.0, 2, 2, 3]), np.array([True, True, False, True]))
    >>> [(one.at_risk, one.share) for one in retention_at(curve, [0, 2, 9])]
    [(4, 1.0), (3, 0.5), (0, None)]
    """
    return [_at(curve, float(time)) for time in times]


def _at(curve: Retention, time: float) -> AtTime:
    there = int(np.searchsorted(curve.time, time, side="left"))
    at_risk = int(curve.at_risk[there]) if there < len(curve.time) else 0
    if time > curve.time[-1]:
        return AtTime(time, 0, None, None, None, None)
    place = int(np.searchsorted(curve.time, time, side="right")) - 1
    if place < 0:
        return AtTime(time, at_risk, 1.0, 0.0, 1.0, 1.0)
    share, se, low, high = (float(one[place]) for one in (curve.share, curve.se, curve.low, curve.high))
    return AtTime(time, at_risk, share, _known(se), _known(low), _known(high))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def retention_median(curve: Retention) -> Median:
    """Return when half have left, with the interval where the band comes down to half.

    Where a curve lies at exactly one half for a while the middle of that stretch is taken, as in R's ``survfit``.
    Plain numbers in the curve's unit of time.

    References
    ----------
    Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452

    Examples
    --------
    >>> retention_median(retention(np.array([1.0, 2, 3, 4, 5]), np.ones(5, dtype=bool))).estimate
    3.0
    """
    return Median(*(_half(curve.time, one) for one in (curve.share, curve.low, curve.high)))


def _half(time: _Numbers, share: _Numbers) -> float | None:
    known = np.where(np.isnan(share), 0.0, share)
    under = np.flatnonzero(known < 0.5 + 1e-9)
    if not len(under):
        return None
    first = under[0]
    if abs(known[first] - 0.5) > 1e-9:
        return float(time[first])
    below = np.flatnonzero(known < 0.5 - 1e-9)
    return float((time[first] + time[below[0]]) / 2) if len(below) else float(time[first])


def log_rank(time: _Numbers, event: _Flags, group: Sequence[str] | _Ints) -> LogRank:
    """Return the log-rank test that groups leave at the same pace.

    ``(O - E)' V⁻¹ (O - E)`` on groups - 1 degrees of freedom, without unit: observed less expected exits in each group
    at each moment, over their hypergeometric covariance.

    Parameters
    ----------
    time, event : arrays, shape (n,)
        As for :func:`retention`.
    group : sequence of str, or of whole numbers, length n

    Raises
    ------
    Unfollowed
        As :func:`retention`; or fewer than two groups, or nobody left.

    References
    ----------
    Mantel 1966 (log-rank), as R's ``survdiff`` with rho 0

    Examples
    --------
    >>> time, event = np.array([1.0, 2, 3, 4]), np.ones(4, dtype=bool)
    >>> round(log_rank(time, event, ["a", "a", "b", "b"]).chi2, 4)
    2.8824
    """
    check_followed(time, event)
    names, member = np.unique(np.asarray(group), return_inverse=True)
    if len(names) < 2:
        raise Unfollowed("a comparison needs at least two groups.")
    if not event.any():
        raise Unfollowed("nobody left, so there is nothing to compare.")
    moments, place = np.unique(time, return_inverse=True)
    shape = (len(moments), len(names))
    cell = place * len(names) + member
    out = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    left = np.bincount(cell, weights=event.astype(float), minlength=shape[0] * shape[1]).reshape(shape)
    at_risk = out[::-1].cumsum(axis=0)[::-1]
    risk, gone = at_risk.sum(axis=1), left.sum(axis=1)
    share = at_risk / risk[:, None]
    expected = (gone[:, None] * share).sum(axis=0)
    weight = np.where(risk > 1, gone * (risk - gone) / np.maximum(risk - 1, 1), 0.0)
    spread = np.diag(weight @ share) - (share * weight[:, None]).T @ share
    off = (left.sum(axis=0) - expected)[:-1]
    value = float(off @ np.linalg.pinv(spread[:-1, :-1]) @ off)
    df = len(names) - 1
    return LogRank(
        value,
        df,
        float(chi2.sf(value, df)),
        tuple(str(name) for name in names),
        tuple(int(one) for one in out.sum(axis=0)),
        tuple(int(one) for one in left.sum(axis=0)),
        tuple(float(one) for one in expected),
    )
