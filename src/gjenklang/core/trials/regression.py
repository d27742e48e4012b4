"""Least squares, with clusters where people come in groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

__all__ = ["Estimate", "NoEstimate", "UnusableScores", "estimate_of", "ordinary_least_squares"]

_Numbers = NDArray[np.float64]


class NoEstimate(ArithmeticError):  # noqa: N818 — the house names what went wrong
    """There is no estimate from these data; the sentence says why."""


class UnusableScores(NoEstimate):
    """The scores hold nothing to compare: too few people, or scores that are all alike."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimate with its interval: ``n`` people in ``clusters`` (None when each stands alone)."""

    value: float
    se: float
    df: float
    low: float
    high: float
    p: float
    n: int
    clusters: int | None
    method: str


def ordinary_least_squares(
    y: _Numbers,
    x: _Numbers,
    contrast: Sequence[float],
    clusters: Sequence[str] | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return ``c'b`` of ``y = x b + e`` by least squares.

    Without clusters the classical variance ``s² c'(x'x)⁻¹c`` on ``n - p`` degrees of freedom. With clusters the
    bias-reduced CR2 sandwich ``(x'x)⁻¹ Σ x_g' A_g e_g e_g' A_g x_g (x'x)⁻¹``, ``A_g = (I - H_gg)^(-1/2)``, and
    Satterthwaite's degrees of freedom ``(Σ λ)² / Σ λ²`` under independent errors, which keep the error rate when
    there are few clusters.

    Parameters
    ----------
    y : array, shape (n,)
        In any unit: value, error and interval are in it, for one unit of the contrast.
    x : array, shape (n, p)
        Of full rank.
    contrast : sequence of float, length p
    clusters : sequence of str, length n, or None
    confidence : float

    Raises
    ------
    NoEstimate
        Columns that depend on one another, no degrees of freedom left, no residual spread, or clusters that cannot
        tell the contrast's error (fewer than two).

    References
    ----------
    Bell & McCaffrey 2002; Pustejovsky & Tipton 2018, doi:10.1080/07350015.2016.1247004

    Examples
    --------
    >>> y, treated = np.array([5.0, 6, 7, 9, 8, 10]), np.array([0.0, 0, 0, 1, 1, 1])
    >>> x = np.column_stack([np.ones(6), treated])
    >>> found = ordinary_least_squares(y, x, [0, 1])
    >>> round(found.value, 3), round(found.se, 3), found.df
    (3.0, 0.816, 4)
    >>> found = ordinary_least_squares(y, x, [0, 1], ["a", "a", "b", "c", "c", "d"])
    >>> round(found.se, 4), round(found.df, 4)
    (1.0, 2.0)
    """
    n, p = x.shape
    c = np.asarray(contrast, dtype=float)
    if n <= p:
        raise NoEstimate(f"{n} people are too few for {p} numbers to estimate.")
    if np.linalg.matrix_rank(x) < p:
        raise NoEstimate("two of what is adjusted for say the same (one is constant, or belongs to one arm).")
    inverse = np.linalg.inv(x.T @ x)
    b = inverse @ (x.T @ y)
    residual = y - x @ b
    if float(np.max(np.abs(residual))) <= 1e-10 * max(1.0, float(np.max(np.abs(y)))):
        raise NoEstimate("nothing is left unexplained: no residual spread, so no standard error.")
    if clusters is None:
        se = sqrt(float(residual @ residual) / (n - p) * float(c @ inverse @ c))
        return estimate_of(float(c @ b), se, (n - p, n, None), "least squares", confidence)
    members = _members(clusters)
    if len(members) < 2:
        raise NoEstimate("there is only one cluster.")
    variance, df = _cr2(x, residual, c, members)
    method = "least squares, CR2 with Satterthwaite's degrees of freedom"
    return estimate_of(float(c @ b), sqrt(variance), (df, n, len(members)), method, confidence)


def estimate_of(
    value: float, se: float, size: tuple[float, int, int | None], method: str, confidence: float
) -> Estimate:
    """Return Student's interval ``value ± t se`` and two-sided p of a value.

    Parameters
    ----------
    value, se : float
        In the same unit; ``se`` above 0.
    size : tuple
        Degrees of freedom, n, and the number of clusters or None.
    method : str
        How it was made, for whoever reads it.
    confidence : float
        Between 0 and 1.

    Raises
    ------
    ZeroDivisionError
        When ``se`` is 0.

    Examples
    --------
    >>> found = estimate_of(5.0, 2.0, (10.0, 12, None), "least squares", 0.95)
    >>> round(found.low, 3), round(found.high, 3), round(found.p, 4)
    (0.544, 9.456, 0.0314)
    """
    df, n, clusters = size
    half = float(stdtrit(df, (1 + confidence) / 2)) * se
    p = 2 * float(stdtr(df, -abs(value) / se))
    return Estimate(value, se, df, value - half, value + half, p, n, clusters, method)


def _members(clusters: Sequence[str]) -> list[NDArray[np.int64]]:
    names: dict[str, list[int]] = {}
    for place, name in enumerate(clusters):
        names.setdefault(name, []).append(place)
    return [np.array(places) for places in names.values()]


def _inverse_root(matrix: _Numbers) -> _Numbers:
    """Return the symmetric inverse square root, leaving out directions without length."""
    values, vectors = np.linalg.eigh(matrix)
    roots = np.where(values > 1e-10, 1 / np.sqrt(np.maximum(values, 1e-300)), 0.0)
    found: _Numbers = (vectors * roots) @ vectors.T
    return found


def _cr2(
    x: _Numbers, residual: _Numbers, c: _Numbers, members: list[NDArray[np.int64]]
) -> tuple[float, float]:
    inverse = np.linalg.inv(x.T @ x)
    weights = []
    for places in members:
        own = x[places]
        adjust = _inverse_root(np.eye(len(places)) - own @ inverse @ own.T)
        weights.append(adjust @ own @ inverse @ c)
    variance = sum(float(w @ residual[places]) ** 2 for w, places in zip(weights, members, strict=True))
    pulled = np.array([x[places].T @ w for w, places in zip(weights, members, strict=True)])
    inner = np.diag([float(w @ w) for w in weights]) - pulled @ inverse @ pulled.T
    spread = float(np.sum(inner**2))
    if variance <= 0 or spread <= 1e-20:
        raise NoEstimate("the clusters leave no error for this contrast.")
    return variance, float(np.trace(inner)) ** 2 / spread
