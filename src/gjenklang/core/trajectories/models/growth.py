"""Linear mixed models of growth, fitted on each person's sums, so that a million people take seconds.

The reference is lme4. For person i with rows X_i, Z_i, y_i the model is

    y_i = X_i b + Z_i u_i + e_i,   u_i ~ N(0, s² D),   e_i ~ N(0, s² I),   D = L L'

and everything the likelihood needs of person i is Z_i'Z_i, Z_i'X_i and Z_i'y_i (Laird & Ware 1982,
doi:10.2307/2529876; Pinheiro & Bates 2000, doi:10.1007/b98882, chapter 2). s² and b are profiled out; the gradient in L
is analytic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log, pi

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from gjenklang.core.trajectories.models.basis import Basis
from gjenklang.core.trajectories.models.ratings import Exact, Numbers, Ratings, Unusable

__all__ = ["Criterion", "GrowthModel", "RandomPart", "fit_growth"]

_People = NDArray[np.int64]


class Criterion(StrEnum):
    """What is maximised: the likelihood, or the restricted likelihood."""

    REML = "reml"
    ML = "ml"


class RandomPart(StrEnum):
    """What differs between people beyond the residual."""

    INTERCEPT = "intercept"
    INTERCEPT_SLOPE = "intercept+slope"


@dataclass(frozen=True, slots=True)
class GrowthModel:
    """A fitted model.

    Attributes
    ----------
    basis : Basis
    random : RandomPart
    criterion : Criterion
    deviance : float
        -2 log-likelihood (restricted for REML), constants included, as lme4 prints it.
    n_people, n_ratings : int
    names : tuple of str, length p
        intercept, the columns of the basis, the covariates.
    fixed, fixed_se : array, shape (p,)
    fixed_covariance : array, shape (p, p)
    random_covariance : array, shape (q, q)
        In squared units; q is 1 or 2.
    residual : float
        Residual variance, squared units.
    """

    basis: Basis
    random: RandomPart
    criterion: Criterion
    deviance: float
    n_people: int
    n_ratings: int
    names: tuple[str, ...]
    fixed: Numbers
    fixed_covariance: Numbers
    random_covariance: Numbers
    residual: float

    @property
    def fixed_se(self) -> Numbers:
        """Standard errors of the fixed effects, shape (p,)."""
        return np.sqrt(np.diag(self.fixed_covariance))

    @property
    def icc(self) -> float:
        """The share of the variance at time 0 that lies between people."""
        between = float(self.random_covariance[0, 0])
        return between / (between + self.residual)

    @property
    def correlation(self) -> float | None:
        """Between intercepts and slopes; None without slopes or where one of them has no variance."""
        if len(self.random_covariance) == 1:
            return None
        scale = float(np.sqrt(self.random_covariance[0, 0] * self.random_covariance[1, 1]))
        return float(self.random_covariance[0, 1]) / scale if scale > 0 else None

    def design(self, ratings: Ratings) -> tuple[Numbers, Numbers]:
        """Return X, shape (N, p), and Z, shape (N, q), of other ratings."""
        return _design(ratings, self.basis, self.random)

    def own_effects(self, ratings: Ratings) -> tuple[Numbers, Numbers]:
        """Return each person's own deviations and their conditional covariance (empirical Bayes).

        Parameters
        ----------
        ratings : Ratings

        Returns
        -------
        effects : array, shape (n, q)
        covariance : array, shape (n, q, q)
            Given the fixed effects, as lme4's ``ranef(condVar = TRUE)``.
        """
        fixed, own = self.design(ratings)
        left = ratings.score - fixed @ self.fixed
        of = ratings.person
        cross = np.moveaxis(_by_person(of, own, list(own.T)), 2, 0) / self.residual
        pull = _by_person(of, own, [left])[:, 0].T / self.residual
        identity = np.eye(own.shape[1])
        covariance = np.linalg.solve(identity + self.random_covariance @ cross, self.random_covariance)
        return np.einsum("nij,nj->ni", covariance, pull), np.asarray(covariance)


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the likelihood needs: sums over all rows, and over the rows of each person (people last)."""

    n_ratings: int
    xtx: Numbers
    xty: Numbers
    yty: float
    ztz: Numbers
    ztx: Numbers
    zty: Numbers


def _by_person(person: _People, left: Numbers, right: Sequence[Numbers]) -> Numbers:
    """Sum the products of columns over each person's rows: (N, a) and b columns give (a, b, n)."""
    starts = np.flatnonzero(np.concatenate([[True], np.diff(person) != 0]))
    return np.array([[np.add.reduceat(one * other, starts) for other in right] for one in left.T])


def _design(ratings: Ratings, basis: Basis, random: RandomPart) -> tuple[Numbers, Numbers]:
    ones = np.ones(len(ratings.time))
    columns = basis.columns(ratings.time)
    fixed = np.column_stack([ones, columns, ratings.covariates])
    own = fixed[:, :1] if random is RandomPart.INTERCEPT else fixed[:, :2]
    return fixed, own


def _sums(fixed: Numbers, scale: Numbers, score: Numbers, person: _People) -> _Sums:
    """Sum; the people's own columns are the first of the fixed ones, divided by ``scale``."""
    q = len(scale)
    every = _by_person(person, fixed[:, :q] / scale, [*fixed.T, score])
    return _Sums(
        len(score),
        fixed.T @ fixed,
        fixed.T @ score,
        float(score @ score),
        every[:, :q] / scale[:, None],
        every[:, :-1],
        every[:, -1:],
    )


def _check(fixed: Numbers, own: Numbers, score: Numbers, n_people: int) -> None:
    if float(np.ptp(score)) == 0:
        raise Unusable(f"every score is {score[0]:g}: there is nothing to explain.")
    if n_people < 3:
        raise Unusable(f"only {n_people} people; a mixed model needs at least 3.")
    if len(score) <= n_people:
        raise Unusable("nobody has more than one rating, so people and error cannot be told apart.")
    if np.linalg.matrix_rank(fixed.T @ fixed) < fixed.shape[1]:
        raise Unusable("the fixed effects are not all different: a column is constant or a sum of others.")
    if len(score) <= n_people + own.shape[1]:
        raise Unusable("there are too few ratings for the random effects asked for.")


def _times(left: Numbers, right: Numbers) -> Numbers:
    """Multiply matrices of many people, shapes (a, b, n) and (b, c, n), or (a, b) and (b, c, n)."""
    wide = left[:, :, None] if left.ndim == 2 else left
    product = [
        [
            sum((wide[i, k] * right[k, j] for k in range(1, len(right))), wide[i, 0] * right[0, j])
            for j in range(right.shape[1])
        ]
        for i in range(len(left))
    ]
    return np.array(product)


def _across(left: Numbers, right: Numbers) -> Numbers:
    """Return the sum over people of left' right: shapes (k, a, n) and (k, b, n) give (a, b)."""
    total: Numbers = sum(np.stack([left[k] @ right[k].T for k in range(len(left))]))
    return total


class _Likelihood:
    """-2 log-likelihood and its gradient in the rows of L, with b and s² profiled out.

    With A = Z'Z of a person and V relative to s²: Z'V^-1 X = (I + A D)^-1 Z'X, and
    X'V^-1 X = X'X - (Z'X)' D (I + A D)^-1 Z'X.
    """

    def __init__(self, sums: _Sums, criterion: Criterion) -> None:
        self.sums, self.reml = sums, criterion is Criterion.REML
        self.q, self.p = len(sums.ztz), sums.xtx.shape[0]
        self.lower = np.tril_indices(self.q)

    def factor(self, theta: Numbers) -> Numbers:
        """Return L, shape (q, q)."""
        root = np.zeros((self.q, self.q))
        root[self.lower] = theta
        return root

    def _inverse(self, spread: Numbers) -> tuple[Numbers, float]:
        """Return (I + A D)^-1 of each person, shape (q, q, n), and the sum of the log determinants."""
        inner = _times(self.sums.ztz, np.repeat(spread[:, :, None], 1, axis=2))
        if self.q == 1:
            return 1 / (1 + inner), float(np.log1p(inner).sum())
        (a, b), (c, d) = inner
        determinant = (1 + a) * (1 + d) - b * c
        return np.array([[1 + d, -b], [-c, 1 + a]]) / determinant, float(np.log(determinant).sum())

    def solve(self, theta: Numbers) -> tuple[float, Numbers, Numbers, float, Numbers]:
        """Return the criterion, its gradient in theta, b, s² and X'V^-1X."""
        sums, root = self.sums, self.factor(theta)
        spread = root @ root.T
        inverse, log_det = self._inverse(spread)
        hx, hy = _times(inverse, sums.ztx), _times(inverse, sums.zty)
        pulled = _times(spread, hx)
        info = sums.xtx - _across(sums.ztx, pulled)
        right = sums.xty - _across(pulled, sums.zty)[:, 0]
        fixed = np.linalg.solve(info, right)
        own = float(_across(sums.zty, _times(spread, hy))[0, 0])
        squares = sums.yty - own - float(fixed @ right)
        free = sums.n_ratings - self.p if self.reml else sums.n_ratings
        value = log_det + free * (1 + log(2 * pi * squares / free))
        h = (hy - np.einsum("ian,a->in", hx, fixed)[:, None])[:, 0]
        moment = _times(inverse, sums.ztz).sum(axis=2) - (free / squares) * (h @ h.T)
        if self.reml:
            value += float(np.linalg.slogdet(info)[1])
            weighed = np.einsum("ab,ibn->ian", np.linalg.inv(info), hx)
            moment = moment - _across(hx.swapaxes(0, 1), weighed.swapaxes(0, 1))
        gradient = ((moment + moment.T) @ root)[self.lower]
        return value, gradient, np.asarray(fixed), squares / free, info

    def __call__(self, theta: Numbers) -> tuple[float, Numbers]:
        value, gradient, *_ = self.solve(theta)
        scale = self.sums.n_ratings
        return value / scale, gradient / scale


def fit_growth(
    ratings: Ratings,
    basis: Basis,
    random: RandomPart = RandomPart.INTERCEPT_SLOPE,
    criterion: Criterion = Criterion.REML,
) -> GrowthModel:
    """Fit a linear mixed model of growth by (restricted) maximum likelihood.

    ``y = X b + Z u + e``, ``u ~ N(0, s² D)``, ``e ~ N(0, s² I)``.

    Parameters
    ----------
    ratings : Ratings
        At least 3 people, of whom some have more than one rating; people with one rating count.
    basis : Basis
        The columns of time; its first is the one that people differ in.
    random : RandomPart
    criterion : Criterion

    Returns
    -------
    GrowthModel
        Coefficients in points, and points for one unit of the basis; variances in their squares.

    Raises
    ------
    Unusable
        Too few people or ratings, a constant score, columns that are not all different, or no convergence.

    References
    ----------
    Laird & Ware 1982, doi:10.2307/2529876; Bates et al. 2015, doi:10.18637/jss.v067.i01

    Examples
    --------
    >>> person = np.repeat(np.arange(4), 3)
    >>> time = np.tile([0.0, 1.0, 2.0], 4)
    >>> score = np.array([10.0, 12, 15, 20, 21, 20, 12, 16, 17, 8, 8, 11])
    >>> from gjenklang.core.trajectories.models.basis import Bend
    >>> model = fit_growth(Ratings.of(person, time, score), Basis(Bend.LINEAR), RandomPart.INTERCEPT)
    >>> model.fixed.round(4).tolist(), round(model.residual, 4), round(model.icc, 3)
    ([12.5417, 1.625], 1.744, 0.928)
    """
    fixed, own = _design(ratings, basis, random)
    _check(fixed, own, ratings.score, ratings.n_people)
    # The scale of the columns is taken out while fitting, and put back afterwards.
    scale = np.array([1.0, max(float(np.std(fixed[:, 1])), 1e-12)])[: own.shape[1]]
    centre = float(ratings.score.mean())
    likelihood = _Likelihood(_sums(fixed, scale, ratings.score - centre, ratings.person), criterion)
    try:
        theta = _climb(likelihood)
        value, _, estimate, residual, info = likelihood.solve(theta)
    except (ValueError, np.linalg.LinAlgError):
        raise Exact(
            "the model fits every rating exactly, so there is no error to tell from people."
        ) from None
    estimate[0] += centre
    root = likelihood.factor(theta) / scale[:, None]
    return GrowthModel(
        basis,
        random,
        criterion,
        value,
        ratings.n_people,
        len(ratings.score),
        ("intercept", *basis.names, *ratings.names),
        estimate,
        np.asarray(residual * np.linalg.inv(info)),
        residual * root @ root.T,
        residual,
    )


def _climb(likelihood: _Likelihood) -> Numbers:
    """Minimise from two starts and keep the better; a variance at 0 is an inside point in terms of L."""
    best: tuple[float, Numbers] | None = None
    many = likelihood.sums.n_ratings

    def of_each(theta: Numbers) -> tuple[float, Numbers]:
        """Per rating, so that how exact is exact enough does not depend on how many there are."""
        value, slope = likelihood(theta)
        return value / many, slope / many

    for size in (1.0, 0.2):
        start = (size * np.eye(likelihood.q))[likelihood.lower]
        found = minimize(
            of_each,
            start,
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 500, "ftol": 1e-15, "gtol": 1e-10, "maxcor": 20},
        )
        if np.isfinite(found.fun) and (best is None or found.fun < best[0] - 1e-12):
            best = (float(found.fun), found.x)
        if many > 200_000:  # the surface is smooth where people are many
            break
    if best is None:
        raise Unusable("the likelihood has no maximum that can be found.")
    return best[1]
