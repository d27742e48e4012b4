"""Hageman & Arrindell's group level: what share of a group changed, and is well, in true scores."""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from gjenklang.core.change.files.methods import NotComputable
from gjenklang.core.change.files.pairs import Numbers, Pairs
from gjenklang.core.change.reliable import critical_value
from gjenklang.core.instruments import Better

__all__ = ["GroupShare", "true_change_share", "true_functional_share"]


@dataclass(frozen=True, slots=True)
class GroupShare:
    """An estimated share of a group, with n and interval; no count of people lies behind it.

    Attributes
    ----------
    n : int
        People it was estimated from.
    share, low, high : float
        From 0 to 1.
    interval : str
        How the interval was made.
    """

    n: int
    share: float
    low: float
    high: float
    interval: str


@dataclass(frozen=True, slots=True)
class _Moments:
    """Means, variances and covariance (n - 1) of everyone, or of everyone but one, shape (n,)."""

    pre: Numbers
    post: Numbers
    variance_pre: Numbers
    variance_post: Numbers
    shared: Numbers


def _moments(pairs: Pairs) -> tuple[_Moments, _Moments]:
    """Return the moments of everyone (shape (1,)) and without each person in turn."""
    n = len(pairs)
    d1, d2 = pairs.pre - np.mean(pairs.pre), pairs.post - np.mean(pairs.post)
    means = np.array([np.mean(pairs.pre)]), np.array([np.mean(pairs.post)])
    sums = [np.array([np.sum(one)]) for one in (d1 * d1, d2 * d2, d1 * d2)]
    left = [total - n / (n - 1) * own for total, own in zip(sums, (d1 * d1, d2 * d2, d1 * d2), strict=True)]
    return (
        _Moments(*means, *(one / (n - 1) for one in sums)),
        _Moments(means[0] - d1 / (n - 1), means[1] - d2 / (n - 1), *(one / (n - 2) for one in left)),
    )


def true_change_share(
    pairs: Pairs, better: Better, reliability: float, sd: float | None = None, confidence: float = 0.95
) -> GroupShare:
    """Return what share of the group changed for the better, judged by the spread of true changes.

    ``Φ((M2 - M1) / sqrt(S_D² - 2 SEM²))`` towards better, S_D the SD of the changes and ``SEM² = S1² (1 - r)``. The
    interval is normal before Φ, with the jackknife's standard error (each person left out in turn); it is ours, as the
    papers give none.

    Parameters
    ----------
    pairs : Pairs
        At least 4, in units.
    better : Better
    reliability : float
        From 0 to 1.
    sd : float, optional
        Of the measurement error's scale, as in :class:`FileRule`; that of the first scores when left out.
    confidence : float

    Raises
    ------
    NotComputable
        Fewer than 4 pairs, or changes that spread no wider than error.

    References
    ----------
    Hageman & Arrindell 1999; Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 20, 25, 28, 22, 27]), np.array([20.0, 18, 25, 10, 21, 15]))
    >>> found = true_change_share(pairs, Better.LOWER, 0.8)
    >>> found.n, round(found.share, 4), round(found.low, 4), round(found.high, 4)
    (6, 0.8514, 0.6233, 0.9617)
    """

    def standing(of: _Moments) -> Numbers:
        error = (of.variance_pre if sd is None else sd**2) * (1 - reliability)
        spread = of.variance_pre + of.variance_post - 2 * of.shared - 2 * error
        return _over(of.post - of.pre, spread, "the changes spread no wider than measurement error")

    return _share(pairs, standing, better, confidence)


def true_functional_share(
    pairs: Pairs,
    better: Better,
    cut_off: float,
    reliability: float,
    sd: float | None = None,
    confidence: float = 0.95,
) -> GroupShare:
    """Return what share of the group is beyond a cut-off at the end, in true scores.

    ``Φ((M2 - cut_off) / sqrt(S2² - SEM²))`` towards better; interval and other parameters as for
    :func:`true_change_share`, the cut-off taken as known.

    Raises
    ------
    NotComputable
        Fewer than 4 pairs, or last scores that spread no wider than error.

    References
    ----------
    Hageman & Arrindell 1999; Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 20, 25, 28, 22, 27]), np.array([20.0, 18, 25, 10, 21, 15]))
    >>> round(true_functional_share(pairs, Better.LOWER, 21.0, 0.8).share, 4)
    0.718
    """

    def standing(of: _Moments) -> Numbers:
        error = (of.variance_pre if sd is None else sd**2) * (1 - reliability)
        return _over(
            of.post - cut_off,
            of.variance_post - error,
            "the last scores spread no wider than measurement error",
        )

    return _share(pairs, standing, better, confidence)


def _over(distance: Numbers, variance: Numbers, otherwise: str) -> Numbers:
    if not np.all(variance > 0):
        raise NotComputable(f"{otherwise}, so HA has no share of the group.")
    standing: Numbers = distance / np.sqrt(variance)
    return standing


def _share(
    pairs: Pairs, standing: Callable[[_Moments], Numbers], better: Better, confidence: float
) -> GroupShare:
    n = len(pairs)
    if n < 4:
        raise NotComputable(
            f"only {n} complete pairs; HA's share of a group with its interval needs at least 4."
        )
    everyone, without = _moments(pairs)
    way = 1 if better is Better.HIGHER else -1
    whole, others = way * float(standing(everyone)[0]), way * standing(without)
    half = critical_value(confidence) * sqrt((n - 1) / n * float(np.sum((others - np.mean(others)) ** 2)))
    share, low, high = (NormalDist().cdf(one) for one in (whole, whole - half, whole + half))
    return GroupShare(n, share, low, high, "jackknife, normal before the distribution function")
