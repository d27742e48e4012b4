"""Before and after a change: a line in two pieces, with months that resemble the month before."""

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import stdtrit

from gjenklang.core.trials.regression import NoEstimate

__all__ = ["LEAST_POINTS", "Piece", "Segmented", "segmented_regression"]

#: Fewer points than this on a side: a run chart, and no regression.
LEAST_POINTS = 12
_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Piece:
    """One coefficient with its interval, in units of the series (a slope: for each point)."""

    value: float
    se: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Segmented:
    """A line in two pieces.

    Attributes
    ----------
    n_before, n_after : int
    slope_before : Piece
    step : Piece
        How much higher the second line begins than the first would have been there.
    slope_change : Piece
    autocorrelation : float
        Of the residuals, lag 1: as fitted (ar1) or as seen (newey-west).
    df : int
    method : str
    """

    n_before: int
    n_after: int
    slope_before: Piece
    step: Piece
    slope_change: Piece
    autocorrelation: float
    df: int
    method: str


def _design(n: int, change: int) -> _Numbers:
    time = np.arange(n, dtype=float)
    after = (time >= change).astype(float)
    return np.column_stack([np.ones(n), time, after, after * (time - change)])


def segmented_regression(
    values: _Numbers, change: int, method: str = "ar1", confidence: float = 0.95
) -> Segmented:
    """Fit ``y = a + b t + c after + d after (t - change) + e`` to a series of evenly spaced points.

    - ar1: errors ``e_t = rho e_(t-1) + noise``, rho by restricted maximum likelihood, coefficients by generalised least
      squares, Student's interval on ``n - 4``
    - newey-west: least squares, errors by Newey & West's sandwich with Bartlett weights up to lag
      ``floor(4 (n / 100)^(2/9))``, without prewhitening, scaled by ``n / (n - 4)``

    Parameters
    ----------
    values : array, shape (n,)
        Finite, one for each month (or week).
    change : int
        Place (from 0) of the first point after the change.
    method : "ar1" or "newey-west"
    confidence : float

    Raises
    ------
    NoEstimate
        Fewer than 12 points on a side, or a series that the lines fit exactly.

    References
    ----------
    Wagner et al. 2002, doi:10.1046/j.1365-2710.2002.00430.x; Newey & West 1987, doi:10.2307/1913610

    Examples
    --------
    >>> wave = np.tile([0.0, 1.0, 0.5, -0.5, -1.0, 0.0], 4)
    >>> found = segmented_regression(10 + wave + np.repeat([0.0, 5.0], 12), 12)
    >>> round(found.step.value, 2), found.df, found.n_before
    (5.26, 20, 12)
    """
    n = len(values)
    if min(change, n - change) < LEAST_POINTS:
        raise NoEstimate(
            f"{max(change, 0)} points before and {n - change} after; a regression needs {LEAST_POINTS} on each side."
        )
    x = _design(n, change)
    fit: Callable[[_Numbers, _Numbers], tuple[_Numbers, _Numbers, float]] = (
        _ar1 if method == "ar1" else _newey_west
    )
    rest = values - x @ np.linalg.lstsq(x, values, rcond=None)[0]
    if float(np.max(np.abs(rest))) <= 1e-10 * max(1.0, float(np.max(np.abs(values)))):
        raise NoEstimate("the lines fit exactly: no residual spread, so no standard error.")
    b, covariance, rho = fit(values, x)
    t = float(stdtrit(n - 4, (1 + confidence) / 2))
    errors = [sqrt(float(one)) for one in np.diag(covariance)]
    pieces = [
        Piece(float(value), se, float(value) - t * se, float(value) + t * se)
        for value, se in zip(b, errors, strict=True)
    ]
    return Segmented(change, n - change, pieces[1], pieces[2], pieces[3], rho, n - 4, method)


def _whitened(y: _Numbers, x: _Numbers, rho: float) -> tuple[_Numbers, _Numbers]:
    """Return the series without its autocorrelation, the first point kept (Prais & Winsten)."""
    z = np.column_stack([x, y])
    turned = np.vstack([sqrt(1 - rho**2) * z[:1], z[1:] - rho * z[:-1]])
    return turned[:, -1], turned[:, :-1]


def _ar1(y: _Numbers, x: _Numbers) -> tuple[_Numbers, _Numbers, float]:
    n, p = x.shape

    def loss(rho: float) -> float:
        own_y, own_x = _whitened(y, x, rho)
        rest = own_y - own_x @ np.linalg.lstsq(own_x, own_y, rcond=None)[0]
        determinant = float(np.linalg.slogdet(own_x.T @ own_x)[1])
        return float((n - p) * log(float(rest @ rest)) - log(1 - rho**2) + determinant)

    rough = min(np.linspace(-0.98, 0.98, 99), key=loss)
    ends = max(rough - 0.04, -0.9999), min(rough + 0.04, 0.9999)
    rho = float(minimize_scalar(loss, bounds=ends, method="bounded", options={"xatol": 1e-10}).x)
    own_y, own_x = _whitened(y, x, rho)
    inverse = np.linalg.inv(own_x.T @ own_x)
    b = inverse @ (own_x.T @ own_y)
    rest = own_y - own_x @ b
    return b, inverse * float(rest @ rest) / (n - p), rho


def _newey_west(y: _Numbers, x: _Numbers) -> tuple[_Numbers, _Numbers, float]:
    n, p = x.shape
    lag = floor(4 * (n / 100) ** (2 / 9))
    inverse = np.linalg.inv(x.T @ x)
    b = inverse @ (x.T @ y)
    rest = y - x @ b
    scores = x * rest[:, None]
    meat = scores.T @ scores
    for k in range(1, lag + 1):
        shared = scores[k:].T @ scores[:-k]
        meat = meat + (1 - k / (lag + 1)) * (shared + shared.T)
    rho = float(rest[1:] @ rest[:-1] / (rest @ rest))
    return b, inverse @ meat @ inverse * n / (n - p), rho
