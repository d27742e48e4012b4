"""What goes with leaving in one way when other endings compete: Fine and Gray's regression."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.dropout.staying.competing import incidence
from gjenklang.core.dropout.staying.retention import Unfollowed

__all__ = ["FineGray", "fine_gray"]

_Numbers = NDArray[np.float64]
_Ints = NDArray[np.int64]
_MOST = 40_000_000


@dataclass(frozen=True, slots=True)
class FineGray:
    """A fitted regression; arrays have shape (p,). Hazard ratios are of the subdistribution, with 95 % limits."""

    coefficient: _Numbers
    se: _Numbers
    hazard_ratio: _Numbers
    low: _Numbers
    high: _Numbers
    p: _Numbers
    n: int
    n_events: int


@dataclass(frozen=True, slots=True)
class _Risk:
    """Everyone, sorted by time, at each moment of an exit in this way; weights have shape (n, k)."""

    time: _Numbers
    ending: _Ints
    covariates: _Numbers
    moments: _Numbers
    exits: _Numbers
    weight: _Numbers
    at: _Ints


def _censoring(time: _Numbers, ending: _Ints) -> tuple[_Numbers, _Numbers]:
    """Return the moments and, just before each, the share not yet lost: Kaplan and Meier with losses as events."""
    moments, place = np.unique(time, return_inverse=True)
    lost = np.bincount(place, weights=ending == 0, minlength=len(moments))
    at_risk = np.bincount(place, minlength=len(moments))[::-1].cumsum()[::-1]
    after = np.cumprod(1 - lost / at_risk)
    return moments, np.concatenate([[1.0], after[:-1]])


def _risk(time: _Numbers, ending: _Ints, covariates: _Numbers) -> _Risk:
    order = np.argsort(time, kind="stable")
    time, ending, covariates = time[order], ending[order], covariates[order]
    moments, at = np.unique(time[ending == 1], return_inverse=True)
    if len(time) * len(moments) > _MOST:
        raise Unfollowed(f"{len(time)} people with {len(moments)} moments are too many for this regression.")
    known, share = _censoring(time, ending)
    then, own = share[np.searchsorted(known, moments)], share[np.searchsorted(known, time)]
    there = time[:, None] >= moments[None, :]
    later = (ending == 2)[:, None] & ~there
    weight = np.where(there, 1.0, np.where(later, then[None, :] / own[:, None], 0.0))
    place = np.full(len(time), -1)
    place[ending == 1] = at
    return _Risk(time, ending, covariates, moments, np.bincount(at).astype(float), weight, place)


def _sums(risk: _Risk, beta: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers, _Numbers]:
    """Return score, information, the mean covariate at each moment (k, p), and weighted risks over their sum (n, k)."""
    pull = risk.weight * np.exp(risk.covariates @ beta)[:, None]
    total = pull.sum(axis=0)
    share = pull / total
    mean = share.T @ risk.covariates
    left = risk.covariates[risk.ending == 1].sum(axis=0) - risk.exits @ mean
    square = np.einsum("nk,np,nq,k->pq", share, risk.covariates, risk.covariates, risk.exits, optimize=True)
    info = square - (mean * risk.exits[:, None]).T @ mean
    return left, info, mean, pull * (risk.exits / total)


def fine_gray(time: _Numbers, ending: _Ints, covariates: _Numbers) -> FineGray:
    """Fit Fine and Gray's proportional subdistribution hazards, with ties as Breslow has them and robust errors.

    ``hazard(t | x) = hazard0(t) exp(x b)``, b in log subdistribution hazard ratios for one unit of a covariate.

    Those who ended in another way stay at risk with a weight that falls as people are lost, by Kaplan and Meier's curve
    of being lost. The errors hold the uncertainty of that curve too.

    Parameters
    ----------
    time : array, shape (n,)
        In any unit, not below 0.
    ending : array of int, shape (n,)
        0 not yet, 1 in the way asked about, 2 in another.
    covariates : array, shape (n, p)

    Returns
    -------
    FineGray
        Arrays of shape (p,).

    Raises
    ------
    Unfollowed
        As :func:`incidence`; or nobody left in this way, a covariate that does not vary, or no maximum.

    References
    ----------
    Fine & Gray 1999, doi:10.1080/01621459.1999.10474144

    Examples
    --------
    >>> time, ending = np.arange(1.0, 13.0), np.array([1, 1, 2, 1, 0, 2, 1, 2, 1, 0, 1, 2])
    >>> found = fine_gray(time, ending, (np.arange(12) % 2).astype(float)[:, None])
    >>> found.n_events, found.coefficient.shape
    (6, (1,))
    """
    incidence(time, ending)
    if not (ending == 1).any():
        raise Unfollowed("nobody left in this way, so there is nothing to explain.")
    if (np.ptp(covariates, axis=0) == 0).any():
        raise Unfollowed("a covariate is the same for everyone.")
    risk = _risk(time, ending, covariates)
    beta = _climbed(risk)
    _, info, mean, pull = _sums(risk, beta)
    inside = np.linalg.inv(info)
    parts = _own(risk, mean, pull) + _of_being_lost(risk, mean, pull)
    se = np.sqrt(np.diag(inside @ parts.T @ parts @ inside))
    half = NormalDist().inv_cdf(0.975) * se
    p = np.array([2 * NormalDist().cdf(-abs(float(one))) for one in beta / se])
    return FineGray(
        beta,
        se,
        np.exp(beta),
        np.exp(beta - half),
        np.exp(beta + half),
        p,
        len(time),
        int((ending == 1).sum()),
    )


def _climbed(risk: _Risk) -> _Numbers:
    beta = np.zeros(risk.covariates.shape[1])
    for _ in range(50):
        score, info, _, _ = _sums(risk, beta)
        try:
            step = np.linalg.solve(info, score)
        except np.linalg.LinAlgError:
            break
        if not np.isfinite(step).all() or np.abs(beta + step).max() > 50:
            break
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            return beta
    raise Unfollowed(
        "the likelihood has no maximum: a covariate parts those who left from those who did not."
    )


def _own(risk: _Risk, mean: _Numbers, pull: _Numbers) -> _Numbers:
    """Return each person's part of the score, shape (n, p)."""
    own: _Numbers = pull @ mean - risk.covariates * pull.sum(axis=1, keepdims=True)
    left = risk.ending == 1
    own[left] += risk.covariates[left] - mean[risk.at[left]]
    return own


def _of_being_lost(risk: _Risk, mean: _Numbers, pull: _Numbers) -> _Numbers:
    """Return what the curve of being lost adds to each person's part, shape (n, p)."""
    losses, place = np.unique(risk.time[risk.ending == 0], return_inverse=True)
    if not len(losses):
        return np.zeros_like(risk.covariates)
    other = risk.ending == 2
    moved = pull[other]
    effect = np.zeros((len(losses), risk.covariates.shape[1]))
    for number, moment in enumerate(losses):
        before, after = risk.time[other] < moment, risk.moments >= moment
        part = moved[np.ix_(before, after)]
        effect[number] = part.sum(axis=1) @ risk.covariates[other][before] - part.sum(axis=0) @ mean[after]
    many = np.bincount(place).astype(float)
    at_risk = len(risk.time) - np.searchsorted(risk.time, losses, side="left")
    running = np.cumsum(effect * (many / at_risk**2)[:, None], axis=0)
    until = np.searchsorted(losses, risk.time, side="right")
    added = -np.concatenate([np.zeros((1, running.shape[1])), running])[until]
    added[risk.ending == 0] += (effect / at_risk[:, None])[place]
    return np.asarray(added)
