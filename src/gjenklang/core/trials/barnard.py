"""Barnard's unconditional exact test of two shares."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlog1py, xlogy

__all__ = ["barnard_p"]

_GRID = 2001
_Numbers = NDArray[np.float64]


def barnard_p(first: tuple[int, int], second: tuple[int, int]) -> tuple[float, None, float]:
    """Return the pooled Wald statistic, no degrees of freedom, and the two-sided p.

    ``(p1 - p2) / sqrt(p q (1/n1 + 1/n2))``, p the pooled share; statistic and p are plain numbers without unit.

    Tables at least as extreme by the statistic are summed, given one shared share; p is the largest sum over that
    share, found on a grid of 2001 and refined around the best point.

    Parameters
    ----------
    first, second : (int, int)
        Those who reached it, and all, in each arm.

    Raises
    ------
    IndexError
        When more reached it than there are.

    References
    ----------
    Barnard 1947, doi:10.1093/biomet/34.1-2.123; Suissa & Shuster 1985, doi:10.2307/2981892

    Examples
    --------
    >>> statistic, _, p = barnard_p((7, 12), (2, 15))
    >>> round(statistic, 4), round(p, 5)
    (2.4648, 0.01777)
    """
    (a, n1), (c, n2) = first, second
    statistic = _statistic(np.arange(n1 + 1.0)[:, None], n1, np.arange(n2 + 1.0)[None, :], n2)
    here = float(statistic[a, c])
    extreme = np.abs(statistic) >= abs(here) - 1e-9
    shares = np.linspace(0, 1, _GRID)[1:-1]
    sums = _sums(extreme, n1, n2, shares)
    step = 1 / (_GRID - 1)
    for _ in range(4):
        best = float(shares[np.argmax(sums)])
        shares = np.clip(np.linspace(best - step, best + step, 41), 1e-12, 1 - 1e-12)
        sums, step = _sums(extreme, n1, n2, shares), step / 20
    return here, None, min(1.0, float(sums.max()))


def _statistic(x: _Numbers, n1: int, y: _Numbers, n2: int) -> _Numbers:
    pooled = (x + y) / (n1 + n2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    difference = x / n1 - y / n2
    return np.divide(difference, error, out=np.zeros_like(difference), where=error > 0)


def _mass(n: int, shares: _Numbers) -> _Numbers:
    count = np.arange(n + 1.0)[:, None]
    ways = gammaln(n + 1) - gammaln(count + 1) - gammaln(n - count + 1)
    mass: _Numbers = np.exp(ways + xlogy(count, shares) + xlog1py(n - count, -shares))
    return mass


def _sums(extreme: NDArray[np.bool_], n1: int, n2: int, shares: _Numbers) -> _Numbers:
    summed: _Numbers = np.einsum(
        "is,ij,js->s", _mass(n1, shares), extreme.astype(float), _mass(n2, shares), optimize=True
    )
    return summed
