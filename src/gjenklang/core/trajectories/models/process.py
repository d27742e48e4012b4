"""A course as a normal process: a bend of its own, a state that wanders and comes back, and noise.

    z(t) = x(t)'b + w(t)'u + s(t) + e,   u ~ N(0, D),   Cov(s(t), s(t')) = v exp(-|t - t'| / r),   e ~ N(0, n)

s is an Ornstein-Uhlenbeck process: weekly scores hang together, which a plain mixed model leaves out (Diggle, Heagerty,
Liang & Zeger 2002, chapter 5; with the process integrated: Taylor, Cumberland & Sy 1994, doi:10.2307/2290898). Fitted
by maximum likelihood with an analytic gradient, on people of about the same number of ratings at a time.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import log, pi

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from gjenklang.core.trajectories.models.basis import Basis
from gjenklang.core.trajectories.models.ratings import Numbers, Ratings, Unusable

__all__ = ["MOST_EPISODES", "Process", "Seen", "fit_process"]

MOST_EPISODES = 20_000
_Flags = NDArray[np.bool_]
_NAMES = ("intercept", "slope-on-intercept", "slope", "state", "time", "noise")


@dataclass(frozen=True, slots=True)
class Seen:
    """People's ratings side by side; arrays have shape (n, m), with rows filled up where ``real`` is False."""

    time: Numbers
    value: Numbers
    real: _Flags

    @classmethod
    def of(cls, ratings: Ratings, value: Numbers) -> "Seen":
        """Lay the rows of each person on a line; ``value`` has shape (N,)."""
        counts, starts = ratings.counts, ratings.starts
        place = np.arange(len(value)) - np.repeat(starts, counts)
        shape = (ratings.n_people, int(counts.max()))
        laid, real = np.zeros((2, *shape)), np.zeros(shape, dtype=np.bool_)
        laid[0][ratings.person, place], laid[1][ratings.person, place] = ratings.time, value
        real[ratings.person, place] = True
        return cls(laid[0], laid[1], real)

    def first(self, k: int) -> "Seen":
        """Return the first k ratings only."""
        return Seen(self.time[:, :k], self.value[:, :k], self.real[:, :k])

    def chosen(self, people: NDArray[np.int64]) -> "Seen":
        """Return some people, cut to the most ratings that one of them has."""
        width = int(self.real[people].sum(axis=1).max())
        return Seen(self.time[people, :width], self.value[people, :width], self.real[people, :width])


@dataclass(frozen=True, slots=True)
class Process:
    """A fitted process, on the model's scale and in its unit of time.

    Attributes
    ----------
    basis : Basis
        Of time; people differ in level and in the first column.
    fixed : array, shape (1 + k,)
    fixed_covariance : array, shape (1 + k, 1 + k)
    spread : array, shape (2, 2)
        D.
    state, return_time, noise : float
        v, r and n.
    deviance : float
        -2 log-likelihood.
    n_people, n_ratings : int
    """

    basis: Basis
    fixed: Numbers
    fixed_covariance: Numbers
    spread: Numbers
    state: float
    return_time: float
    noise: float
    deviance: float
    n_people: int
    n_ratings: int

    def design(self, time: Numbers) -> Numbers:
        """Return the columns of the fixed effects, shape (…, 1 + k)."""
        columns = self.basis.columns(time.ravel()).reshape(*time.shape, len(self.basis.names))
        return np.concatenate([np.ones((*time.shape, 1)), columns], axis=-1)

    def covariance(self, one: Numbers, other: Numbers) -> Numbers:
        """Return the covariance of what is not noise between times of shapes (n, a) and (n, b): (n, a, b)."""
        left, right = self.design(one)[..., :2], self.design(other)[..., :2]
        lag = np.abs(one[:, :, None] - other[:, None, :])
        return left @ self.spread @ right.swapaxes(1, 2) + self.state * np.exp(-lag / self.return_time)

    def ahead(self, seen: Seen, time: Numbers) -> tuple[Numbers, Numbers]:
        """Return mean and variance of new *ratings* given what has been seen, each shape (n, f).

        Parameters
        ----------
        seen : Seen
            n people with m ratings or fewer; m may be 0.
        time : array, shape (n, f)

        Notes
        -----
        The variance holds that of the fixed effects and of a rating's own noise, so it is that of the next mark, not
        of a person's true level.
        """
        own = self.design(time)
        within = _filled(self.covariance(seen.time, seen.time), seen.real, self.noise)
        across = self.covariance(time, seen.time) * seen.real[:, None, :]
        weights = np.linalg.solve(within, across.swapaxes(1, 2)).swapaxes(1, 2)
        before = self.design(seen.time) * seen.real[..., None]
        left = np.where(seen.real, seen.value - before @ self.fixed, 0.0)
        mean = own @ self.fixed + np.einsum("nfm,nm->nf", weights, left)
        slack = own - weights @ before
        level = self.state + np.einsum("nfa,ab,nfb->nf", own[..., :2], self.spread, own[..., :2])
        variance = level - np.einsum("nfm,nfm->nf", weights, across) + self.noise
        variance = variance + np.einsum("nfa,ab,nfb->nf", slack, self.fixed_covariance, slack)
        return mean, np.maximum(variance, 1e-12)


def _filled(covariance: Numbers, real: _Flags, noise: float) -> Numbers:
    """Put noise on the diagonal, and let the places that nobody filled stand alone with variance 1."""
    both = real[:, :, None] & real[:, None, :]
    diagonal = np.where(real, noise, 1.0)
    filled: Numbers = np.where(both, covariance, 0.0) + diagonal[:, :, None] * np.eye(real.shape[1])
    return filled


@dataclass(frozen=True, slots=True)
class _Group:
    """People of about the same number of ratings, with what does not change while fitting."""

    seen: Seen
    fixed: Numbers
    lag: Numbers

    @property
    def both(self) -> _Flags:
        return self.seen.real[:, :, None] & self.seen.real[:, None, :]


@dataclass(slots=True)
class _Total:
    """What a pass over the groups adds up."""

    log_det: float
    info: Numbers
    right: Numbers
    squares: float


def _groups(seen: Seen, basis: Basis) -> list[_Group]:
    counts = seen.real.sum(axis=1)
    bounds = [0, 1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40, 60, 100, int(counts.max()) + 1]
    found = []
    for low, high in pairwise(bounds):
        people = np.flatnonzero((counts > low) & (counts <= high))
        if len(people):
            part = seen.chosen(people)
            columns = basis.columns(part.time.ravel()).reshape(*part.time.shape, -1)
            fixed = np.concatenate([np.ones((*part.time.shape, 1)), columns], axis=-1)
            lag = np.abs(part.time[:, :, None] - part.time[:, None, :])
            found.append(_Group(part, fixed * part.real[..., None], lag))
    return found


def _parts(theta: Numbers) -> tuple[Numbers, float, float, float]:
    """Return L, the state's variance, its time and the noise's variance; theta is in ``_NAMES``' order."""
    root = np.array([[np.exp(theta[0]), 0.0], [theta[1], np.exp(theta[2])]])
    state, time, noise = np.exp(2 * theta[3]), np.exp(theta[4]), np.exp(2 * theta[5])
    return root, float(state), float(time), float(noise)


def _inverse(group: _Group, theta: Numbers) -> tuple[Numbers, float, Numbers]:
    """Return V^-1 of each person, the sum of log determinants, and the correlation of the state."""
    root, state, time, noise = _parts(theta)
    own = group.fixed[..., :2] @ root
    wave = np.exp(-group.lag / time)
    within = _filled(own @ own.swapaxes(1, 2) + state * wave, group.seen.real, noise)
    factor = np.linalg.cholesky(within)
    log_det = 2 * float(np.log(np.diagonal(factor, axis1=1, axis2=2)).sum())
    return np.asarray(np.linalg.inv(within)), log_det, np.asarray(wave)


def _slopes(group: _Group, theta: Numbers, wave: Numbers, moment: Numbers) -> Numbers:
    """Return the gradient in theta of a group: the sum of ``moment`` times dV / dtheta, shape (6,)."""
    root, state, time, noise = _parts(theta)
    own = group.fixed[..., :2]
    pulled = own.swapaxes(1, 2) @ (moment @ own)
    lower = 2 * pulled.sum(axis=0) @ root
    waving = np.where(group.both, moment * wave, 0.0)
    level = float(waving.sum())
    return np.array(
        [
            lower[0, 0] * root[0, 0],
            lower[1, 0],
            lower[1, 1] * root[1, 1],
            2 * state * level,
            state * float((waving * group.lag).sum()) / time,
            2 * noise * float(np.einsum("nii,ni->", moment, group.seen.real.astype(float))),
        ]
    )


def _pass(groups: list[_Group], theta: Numbers) -> tuple[_Total, list[tuple[Numbers, Numbers]]]:
    p = groups[0].fixed.shape[2]
    total = _Total(0.0, np.zeros((p, p)), np.zeros(p), 0.0)
    kept = []
    for group in groups:
        inverse, log_det, wave = _inverse(group, theta)
        turned = inverse @ group.fixed
        value = group.seen.value * group.seen.real
        total.log_det += log_det
        total.info += np.einsum("nma,nmb->ab", group.fixed, turned)
        total.right += np.einsum("nma,nm->a", turned, value)
        total.squares += float(np.einsum("nm,nmk,nk->", value, inverse, value))
        kept.append((inverse, wave))
    return total, kept


def _deviance(groups: list[_Group], n_ratings: int, theta: Numbers) -> tuple[float, Numbers]:
    """Return -2 log-likelihood with b profiled out, and its gradient in theta."""
    total, kept = _pass(groups, theta)
    fixed = np.linalg.solve(total.info, total.right)
    value = total.log_det + total.squares - float(fixed @ total.right) + n_ratings * log(2 * pi)
    gradient = np.zeros(len(_NAMES))
    for group, (inverse, wave) in zip(groups, kept, strict=True):
        left = np.where(group.seen.real, group.seen.value - group.fixed @ fixed, 0.0)
        turned = np.einsum("nmk,nk->nm", inverse, left)
        moment = inverse - turned[:, :, None] * turned[:, None, :]
        gradient += _slopes(group, theta, wave, moment)
    return value, gradient


def fit_process(ratings: Ratings, basis: Basis, start: Process | None = None) -> Process:
    """Fit a process by maximum likelihood.

    Parameters
    ----------
    ratings : Ratings
        At least 3 and at most 20,000 people, on the model's scale, one rating for each person and moment.
    basis : Basis
    start : Process, optional
        Where to begin; a fit to nearly the same people is a good place.

    Returns
    -------
    Process
        Variances in squares of the model's scale, the state's time in the unit of the ratings.

    Raises
    ------
    Unusable
        Too many or too few people, a constant score, or no convergence.

    References
    ----------
    Taylor, Cumberland & Sy 1994, doi:10.2307/2290898 (there with the process integrated)

    Examples
    --------
    >>> from gjenklang.core.trajectories.models.basis import Bend
    >>> chance = np.random.default_rng(1)  # noqa: TID251
    >>> person, time = np.repeat(np.arange(60), 5), np.tile(np.arange(5.0), 60)
    >>> score = 20 + chance.normal(0, 4, 60)[person] - 2 * time + chance.normal(0, 2, 300)
    >>> found = fit_process(Ratings.of(person, time, score), Basis(Bend.LINEAR))
    >>> bool(abs(found.fixed[1] + 2) < 0.3), found.n_ratings
    (True, 300)
    """
    if ratings.n_people > MOST_EPISODES:
        raise Unusable(f"{ratings.n_people} people are too many for this model; draw {MOST_EPISODES}.")
    if ratings.n_people < 3 or len(ratings.time) <= ratings.n_people:
        raise Unusable("this model needs at least 3 people, and some with more than one rating.")
    if float(np.ptp(ratings.score)) == 0:
        raise Unusable(f"every score is {ratings.score[0]:g}: there is nothing to explain.")
    centre, unit = float(ratings.score.mean()), float(ratings.score.std())
    groups = _groups(Seen.of(ratings, (ratings.score - centre) / unit), basis)
    n_ratings = len(ratings.score)

    def climb(theta: Numbers) -> tuple[float, Numbers]:
        value, gradient = _deviance(groups, n_ratings, theta)
        return value / n_ratings, gradient / n_ratings

    span = max(float(np.median(ratings.time[ratings.time > 0])) if (ratings.time > 0).any() else 1.0, 1e-3)
    first = _theta(start, unit) if start else np.array([-0.5, 0.0, -1.5, -0.7, np.log(span / 2), -0.7])
    bounds = [(-12, 5), (None, None), (-12, 5), (-12, 5), (np.log(span) - 6, np.log(span) + 6), (-12, 5)]
    found = minimize(
        climb, first, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300, "ftol": 1e-10}
    )
    if not np.isfinite(found.fun):
        raise Unusable("the likelihood has no maximum that can be found.")
    total, _ = _pass(groups, found.x)
    fixed = np.asarray(np.linalg.solve(total.info, total.right) * unit)
    fixed[0] += centre
    root, state, time, noise = _parts(found.x)
    return Process(
        basis,
        fixed,
        np.asarray(np.linalg.inv(total.info) * unit**2),
        root @ root.T * unit**2,
        state * unit**2,
        time,
        noise * unit**2,
        float(found.fun) * n_ratings + 2 * n_ratings * log(unit),
        ratings.n_people,
        n_ratings,
    )


def _theta(start: Process, unit: float) -> Numbers:
    spread = start.spread / unit**2
    first = np.sqrt(max(spread[0, 0], 1e-8))
    across = spread[1, 0] / first
    last = np.sqrt(max(spread[1, 1] - across**2, 1e-8))
    return np.array(
        [
            np.log(first),
            across,
            np.log(last),
            0.5 * np.log(max(start.state, 1e-8) / unit**2),
            np.log(start.return_time),
            0.5 * np.log(max(start.noise, 1e-8) / unit**2),
        ]
    )
