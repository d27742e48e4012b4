"""Intervals for a share of people."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

__all__ = ["Share", "wilson"]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people, from 0 to 1, with the ends of its interval; all three NaN when n is 0."""

    count: int
    n: int
    share: float
    low: float
    high: float


def wilson(count: int, n: int, confidence: float = 0.95) -> Share:
    """Return a share with Wilson's score interval, without continuity correction.

    With ``p = count / n`` and the normal quantile ``z``: the ends are
    ``(p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n)``.

    Parameters
    ----------
    count, n : int
        People with the property, and people in all.
    confidence : float
        Between 0 and 1, both excluded.

    Returns
    -------
    Share
        Plain numbers from 0 to 1; NaN when n is 0.

    Raises
    ------
    ValueError
        When ``0 <= count <= n`` or the confidence does not hold.

    References
    ----------
    Wilson 1927, doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> interval = wilson(10, 40)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.1419, 0.4019)
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is not a share.")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1, not {confidence}.")
    if n == 0:
        return Share(0, 0, float("nan"), float("nan"), float("nan"))
    z, p = NormalDist().inv_cdf((1 + confidence) / 2), count / n
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if count == 0 else (middle - half) / scale
    high = 1.0 if count == n else (middle + half) / scale
    return Share(count, n, p, low, high)
