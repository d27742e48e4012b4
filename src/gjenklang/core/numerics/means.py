"""A mean and how well it is known."""

from collections.abc import Sequence
from math import atan, cos, inf, pi, sin, sqrt
from statistics import fmean, stdev
from typing import NamedTuple

__all__ = ["Mean", "mean_interval"]


class Mean(NamedTuple):
    """The mean of ``n`` values, with Student's interval; its ends are infinite where there is one value."""

    n: int
    mean: float
    low: float
    high: float


def mean_interval(values: Sequence[float], confidence: float = 0.95) -> Mean:
    """A mean with Student's t interval.

    Parameters
    ----------
    values
        One value for each independent person, in any unit; at least one.
    confidence
        Between 0 and 1.

    Raises
    ------
    ValueError
        When there is no value, or the confidence does not hold.

    References
    ----------
    Student 1908, doi:10.1093/biomet/6.1.1; the probability by Abramowitz & Stegun 1964, 26.7.3 and 26.7.4.

    Examples
    --------
    >>> found = mean_interval([7.1, 8.0, 6.4, 9.2, 7.7])
    >>> round(found.mean, 2), round(found.low, 4), round(found.high, 4)
    (7.68, 6.3795, 8.9805)
    """
    if not values:
        raise ValueError("A mean needs at least one value.")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1, not {confidence}.")
    n, mean = len(values), fmean(values)
    if n == 1:
        return Mean(1, mean, -inf, inf)
    half = _quantile(confidence, n - 1) * stdev(values) / sqrt(n)
    return Mean(n, mean, mean - half, mean + half)


def _quantile(within: float, df: int) -> float:
    """The t that so much of Student's distribution lies within, on both sides of nought together."""
    low, high = 0.0, 2.0
    while _within(high, df) < within:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, df) < within else (low, middle)
    return high


def _within(t: float, df: int) -> float:
    """How much of Student's distribution lies between -t and t; exact for whole degrees of freedom."""
    angle = atan(t / sqrt(df))
    c, odd = cos(angle), df % 2
    term = total = c if odd else 1.0
    for k in range(2 + odd, df - 1, 2):
        term *= (k - 1) / k * c * c
        total += term
    if df == 1:
        total = 0.0
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
