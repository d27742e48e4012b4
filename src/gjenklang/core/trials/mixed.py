"""People in clusters, or measured several times: a random intercept, and Kenward and Roger's small-sample answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.trajectories.models import Basis, Bend, RandomPart, Ratings, Unusable, fit_growth
from gjenklang.core.trials.regression import Estimate, NoEstimate, estimate_of

__all__ = ["Mixed", "random_intercept"]

_Numbers = NDArray[np.float64]
_METHOD = "mixed model, random intercept (REML), Kenward-Roger"


@dataclass(frozen=True, slots=True)
class Mixed:
    """An estimate, and the two variances behind it in squared units."""

    estimate: Estimate
    between: float
    within: float

    @property
    def icc(self) -> float:
        """The share of the variance that lies between clusters, given what is adjusted for."""
        return self.between / (self.between + self.within)


def random_intercept(
    y: _Numbers, x: _Numbers, contrast: Sequence[float], clusters: Sequence[str], confidence: float = 0.95
) -> Mixed:
    """Return ``c'b`` of ``y = x b + u_cluster + e`` by restricted maximum likelihood.

    With ``V = t² G_1 + s² G_2`` (G_1 is 1 within a cluster, G_2 the identity), ``F = (x'V⁻¹x)⁻¹``,
    ``P_i = -x'V⁻¹G_iV⁻¹x``, ``Q_ij = x'V⁻¹G_iV⁻¹G_jV⁻¹x`` and W the inverse of the expected information of (t², s²):

    - variance: ``F_A = F + 2 F (Σ W_ij (Q_ij - P_i F P_j)) F``, which knows that V was estimated
    - degrees of freedom: ``2 (c'Fc)² / Σ W_ij (c'F P_i F c)(c'F P_j F c)``, what Kenward and Roger's come to for a
      single contrast, where their scale of the statistic is 1

    Parameters
    ----------
    y : array, shape (n,)
    x : array, shape (n, p)
        Of full rank; its first column is 1, and there is another.
    contrast : sequence of float, length p
    clusters : sequence of str, length n
        Cluster, or person where people were measured several times.
    confidence : float

    Returns
    -------
    Mixed
        In the unit of y, variances in its square; ``estimate.n`` counts rows.

    Raises
    ------
    NoEstimate
        Fewer than 3 clusters, fewer than two rows more than clusters, columns that depend on one another, or no spread
        that is left (at all, or within clusters).

    References
    ----------
    Kenward & Roger 1997, doi:10.2307/2533558; Halekoh & Højsgaard 2014, doi:10.18637/jss.v059.i09

    Examples
    --------
    >>> y = np.array([5.0, 6, 4, 5, 9, 8, 7, 7])
    >>> x = np.column_stack([np.ones(8), np.repeat([0.0, 1.0], 4)])
    >>> found = random_intercept(y, x, [0, 1], list("aabbccdd"))
    >>> round(found.estimate.value, 3), round(found.estimate.se, 3), round(found.estimate.df, 3)
    (2.75, 0.901, 2.0)
    """
    codes = np.unique(np.asarray(clusters), return_inverse=True)[1]
    _check(y, x, codes)
    between, within = _variances(y, x, codes)
    sums = _Sums.of(y, x, codes, within, between)
    c = np.asarray(contrast, dtype=float)
    own: _Numbers = np.asarray(np.linalg.inv(sums.pulled(1)), dtype=np.float64)
    value = float(c @ own @ sums.right)
    variance, df = _kenward_roger(sums, own, c)
    size = df, len(y), int(codes.max()) + 1
    return Mixed(estimate_of(value, sqrt(variance), size, _METHOD, confidence), between, within)


def _check(y: _Numbers, x: _Numbers, codes: NDArray[np.int64]) -> None:
    n_clusters = int(codes.max()) + 1
    if n_clusters < 3:
        raise NoEstimate(f"{n_clusters} clusters; a random intercept needs at least 3.")
    if len(y) < n_clusters + 2:
        raise NoEstimate(
            f"{len(y)} rows in {n_clusters} clusters are too few: cluster and error cannot be told apart."
        )
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise NoEstimate("two of what is adjusted for say the same (one is constant, or belongs to one arm).")
    if _explained(y, x):
        raise NoEstimate("nothing is left unexplained: no residual spread, so no standard error.")
    both = np.column_stack([x, y])
    inside = both - _by_cluster(both, codes)[codes] / np.bincount(codes)[codes, None]
    if _explained(inside[:, -1], inside[:, :-1]):
        raise NoEstimate("nothing is left unexplained within the clusters.")


def _explained(y: _Numbers, x: _Numbers) -> bool:
    residual = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    return float(np.max(np.abs(residual))) <= 1e-10 * max(1.0, float(np.max(np.abs(y))))


def _by_cluster(rows: _Numbers, codes: NDArray[np.int64]) -> _Numbers:
    """Sum the rows of each cluster, shape (g, p)."""
    return np.column_stack([np.bincount(codes, column) for column in rows.T]).astype(np.float64)


def _variances(y: _Numbers, x: _Numbers, codes: NDArray[np.int64]) -> tuple[float, float]:
    """Return the variances between and within; the model of growth has its first column where it has time."""
    names = tuple(f"x{place}" for place in range(2, x.shape[1]))
    rows = Ratings.of(codes, x[:, 1], y, x[:, 2:], names)
    try:
        model = fit_growth(rows, Basis(Bend.LINEAR), RandomPart.INTERCEPT)
    except Unusable as why:
        raise NoEstimate(str(why)) from None
    return float(model.random_covariance[0, 0]), model.residual


@dataclass(frozen=True, slots=True)
class _Sums:
    """What V⁻¹ does, cluster by cluster: it is ``w`` on what varies within one, ``v`` on its mean.

    ``inside`` is x'x of what varies within; ``ends`` is x'1 of each cluster, shape (g, p).
    """

    inside: _Numbers
    ends: _Numbers
    sizes: _Numbers
    w: float
    v: _Numbers
    right: _Numbers

    @classmethod
    def of(cls, y: _Numbers, x: _Numbers, codes: NDArray[np.int64], within: float, between: float) -> "_Sums":
        sizes = np.bincount(codes).astype(np.float64)
        both = np.column_stack([x, y])
        ends = _by_cluster(both, codes)
        left = both - (ends / sizes[:, None])[codes]
        w, v = 1 / within, 1 / (within + sizes * between)
        inside = left.T @ left
        right = w * inside[:-1, -1] + ends[:, :-1].T @ (v / sizes * ends[:, -1])
        return cls(inside[:-1, :-1], ends[:, :-1], sizes, w, v, right)

    def pulled(self, power: int, times_one: int = 0) -> _Numbers:
        """Return ``x' V^-power x``, or with G_1 among its factors ``times_one`` times."""
        weight = self.v**power * self.sizes ** (times_one - 1)
        found: _Numbers = (self.ends.T * weight) @ self.ends
        return found if times_one else found + self.w**power * self.inside

    def trace(self, times_one: int) -> float:
        """Return ``tr(V⁻¹ G_i V⁻¹ G_j)`` with G_1 among them ``times_one`` times."""
        found = float(np.sum(self.v**2 * self.sizes**times_one))
        return found if times_one else found + float(np.sum(self.sizes - 1)) * self.w**2


def _kenward_roger(sums: _Sums, own: _Numbers, c: _Numbers) -> tuple[float, float]:
    """Return the adjusted variance of the contrast, and its degrees of freedom."""
    parts = -sums.pulled(2, 1), -sums.pulled(2, 0)
    pairs = [[sums.pulled(3, (not i) + (not j)) for j in (0, 1)] for i in (0, 1)]
    information = np.array(
        [
            [
                sums.trace((not i) + (not j))
                - 2 * float(np.trace(own @ pairs[i][j]))
                + float(np.trace(own @ parts[i] @ own @ parts[j]))
                for j in (0, 1)
            ]
            for i in (0, 1)
        ]
    )
    spread = 2 * np.linalg.inv(information)
    more = sum(spread[i, j] * (pairs[i][j] - parts[i] @ own @ parts[j]) for i in (0, 1) for j in (0, 1))
    adjusted = own + 2 * own @ more @ own
    moved = np.array([float(c @ own @ part @ own @ c) for part in parts])
    df = 2 * float(c @ own @ c) ** 2 / float(moved @ spread @ moved)
    return float(c @ adjusted @ c), df
