"""One effect size with what it rests on."""

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtri, ndtr

from gjenklang.core.change.files.pairs import Numbers, Pairs, decimal_difference
from gjenklang.core.change.reliable import critical_value
from gjenklang.core.instruments import Better

__all__ = [
    "Effect",
    "Moments",
    "NoEffect",
    "moments_of",
    "noncentral_bounds",
    "noncentral_t",
    "normal",
    "small_sample_factor",
]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(256)


class NoEffect(ArithmeticError):  # noqa: N818 — the house names what went wrong
    """There is no such effect size for these people; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect size, without unit; above 0 is towards better (or in favour of the first group).

    Attributes
    ----------
    name : str
        Which effect, by which SD.
    n : int
        People it rests on.
    value, low, high : float
    interval : str
        How the interval was made.
    confidence : float
    """

    name: str
    n: int
    value: float
    low: float
    high: float
    interval: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Moments:
    """What paired effects are made of; ``gain`` is the mean change towards better, in units."""

    n: int
    gain: float
    sd_pre: float
    sd_post: float
    sd_change: float
    correlation: float


def moments_of(pairs: Pairs, better: Better) -> Moments:
    """Describe complete pairs: SDs have n - 1 in the denominator, the correlation is Pearson's.

    Parameters
    ----------
    pairs : Pairs
        Shape (n,), in the units of the scale.
    better : Better

    Returns
    -------
    Moments
        Plain numbers: gain and SDs in the units of the scale, the correlation without unit
        (0 when the last scores are alike).

    Raises
    ------
    NoEffect
        Fewer than 3 pairs, or every first score alike.

    Examples
    --------
    >>> found = moments_of(Pairs(np.array([20.0, 22, 27]), np.array([10.0, 12, 20])), Better.LOWER)
    >>> found.n, found.gain, round(found.sd_pre, 3)
    (3, 9.0, 3.606)
    """
    if len(pairs) < 3:
        raise NoEffect(f"only {len(pairs)} complete pairs; an effect size needs at least 3.")
    if float(np.ptp(pairs.pre)) == 0:
        raise NoEffect(f"every first score is {pairs.pre[0]:g}: the SD is 0, so no effect size exists.")
    change = decimal_difference(pairs.post, pairs.pre) * (1 if better is Better.HIGHER else -1)
    sd_pre, sd_post = (float(np.std(x, ddof=1)) for x in (pairs.pre, pairs.post))
    shared = float(np.cov(pairs.pre, pairs.post)[0, 1])
    correlation = min(max(shared / (sd_pre * sd_post), -1.0), 1.0) if sd_post > 0 else 0.0
    same = float(np.ptp(change)) == 0
    spread = 0.0 if same else float(np.std(change, ddof=1))
    return Moments(len(pairs), float(np.mean(change)), sd_pre, sd_post, spread, correlation)


def small_sample_factor(df: float) -> float:
    """Return Hedges' exact factor ``J = Γ(m/2) / (sqrt(m/2) Γ((m - 1)/2))`` for ``m`` degrees of freedom.

    Parameters
    ----------
    df : float
        Above 1.

    Returns
    -------
    float
        Without unit, below 1.

    Raises
    ------
    ValueError
        When ``df`` is not above 1.

    References
    ----------
    Hedges 1981, doi:10.3102/10769986006002107

    Examples
    --------
    >>> round(small_sample_factor(10), 6)
    0.922746
    """
    if not df > 1:
        raise ValueError(f"the degrees of freedom must be above 1, not {df}.")
    return exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))


def normal(name: str, n: int, value: float, variance: float, confidence: float) -> Effect:
    """Return an effect with the large-sample normal interval, ``value ± z sqrt(variance)``.

    Parameters
    ----------
    name : str
    n : int
        People it rests on.
    value, variance : float
        Plain numbers; the variance in the square of the value's unit, not below 0.
    confidence : float

    Raises
    ------
    ValueError
        When the variance is below 0 or the confidence not between 0 and 1.

    Examples
    --------
    >>> found = normal("g", 40, 0.5, 0.04, 0.95)
    >>> round(found.low, 3), round(found.high, 3)
    (0.108, 0.892)
    """
    half = critical_value(confidence) * sqrt(variance)
    return Effect(name, n, value, value - half, value + half, "normal, large-sample variance", confidence)


def noncentral_t(t: float, df: float, parameter: float) -> float:
    """Return the noncentral t distribution, as a normal averaged over the spread ``s``, ``df s²`` chi-square.

    Gauss-Legendre over all but 1e-14 of s: stays finite where series (and scipy's) give NaN.

    ``P(T <= t) = E[Phi(t s - parameter)]``, plain numbers without unit.

    Parameters
    ----------
    t, parameter : float
    df : float
        Above 0.

    Raises
    ------
    ValueError
        When ``df`` is not above 0.

    References
    ----------
    The distribution's definition, ``(Z + parameter) / s``

    Examples
    --------
    >>> round(noncentral_t(2.0, 10.0, 0.0), 4), round(noncentral_t(2.0, 10.0, 2.0), 4)
    (0.9633, 0.481)
    """
    ends = np.sqrt(np.array([chdtri(df, 1 - 1e-14), chdtri(df, 1e-14)]) / df)
    s = (ends[1] - ends[0]) / 2 * _NODES + (ends[1] + ends[0]) / 2
    log_density = log(2 * df) - df / 2 * log(2) - lgamma(df / 2)
    log_density = log_density + (df - 2) / 2 * np.log(df * s**2) + np.log(s) - df * s**2 / 2
    mass = np.exp(log_density) * _WEIGHTS * (ends[1] - ends[0]) / 2
    return float(np.sum(mass * ndtr(t * s - parameter)))


def noncentral_bounds(t: float, df: int, confidence: float) -> tuple[float, float]:
    """Return the noncentrality parameters between which a t value is not surprising.

    Steiger & Fouladi 1997: the parameter for which the value is the upper quantile, and the lower one.

    ``P(T <= t | low) = 1 - tail`` and ``P(T <= t | high) = tail``, ``tail = (1 - confidence) / 2``; without unit.
    As with R's ``pt``.

    Parameters
    ----------
    t : float
    df : int
        Above 0.
    confidence : float
        Between 0 and 1, both excluded.

    Raises
    ------
    ValueError
        When t is not finite, ``df`` not above 0 or the confidence 1 or more.

    Examples
    --------
    >>> [round(bound, 3) for bound in noncentral_bounds(2.0, 10, 0.95)]
    [-0.184, 4.101]
    """
    tail = (1 - confidence) / 2

    def excess(parameter: float, wanted: float) -> float:
        return noncentral_t(t, df, parameter) - wanted

    reach = 10.0 + 10 * abs(t)
    low, high = (
        float(brentq(excess, -reach, reach, args=(wanted,), xtol=1e-12)) for wanted in (1 - tail, tail)
    )
    return low, high


def one_side(values: Numbers) -> tuple[int, float, float]:
    """Return how many, mean and SD (n - 1)."""
    return len(values), float(np.mean(values)), float(np.std(values, ddof=1))
