"""Two arms of a trial: adjusted difference at the end, or over several times."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.change.effects import Effect, between_groups
from gjenklang.core.change.effects.effect import NoEffect
from gjenklang.core.instruments import Better
from gjenklang.core.trials.mixed import random_intercept
from gjenklang.core.trials.regression import Estimate, NoEstimate, UnusableScores, ordinary_least_squares

__all__ = ["FEW_CLUSTERS", "Answer", "ArmPeople", "Comparison", "compare_arms"]

#: Below this many clusters, errors that are right in the long run only are too small.
FEW_CLUSTERS = 40
_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ArmPeople:
    """The people of one arm: ``pre`` of shape (n,), ``post`` (n,) or (n, times) with NaN where a time is missing.

    ``clusters`` has length n, or is None when each person stands alone.
    """

    pre: _Numbers
    post: _Numbers
    clusters: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.pre)

    @property
    def times(self) -> _Numbers:
        """The later scores, shape (n, times)."""
        return self.post if self.post.ndim == 2 else self.post[:, None]


@dataclass(frozen=True, slots=True)
class Answer:
    """A difference between the arms.

    ``estimate`` is the one to report; ``robust`` is the same difference by least squares with CR2, which leans on no
    variance model (None when nothing is shared, or when ``estimate`` is that already). ``between`` and ``within`` are
    the variances of the mixed model; ``why_not_mixed`` says why there is none where people share something.
    """

    estimate: Estimate
    robust: Estimate | None = None
    between: float | None = None
    within: float | None = None
    why_not_mixed: str | None = None

    @property
    def icc(self) -> float | None:
        """The share of the variance between clusters (or people), given what is adjusted for."""
        if self.between is None or self.within is None:
            return None
        return self.between / (self.between + self.within)


@dataclass(frozen=True, slots=True)
class Comparison:
    """First arm against second; above 0 is in favour of the first.

    ``adjusted`` is the difference at the end given the first score (ANCOVA), over all later times when there are
    several; ``unadjusted`` leaves the first score out; ``effect`` is Hedges' g at the last time, which knows of no
    clusters. ``n_rows`` counts the later scores.
    """

    better: Better
    adjusted: Answer
    unadjusted: Answer
    effect: Effect | None
    n_rows: int
    n_clusters_small: bool


@dataclass(frozen=True, slots=True)
class _Rows:
    """One row for each later score; x holds 1, arm, first score (centred), and the later times but one."""

    y: _Numbers
    x: _Numbers
    people: list[str]
    clusters: list[str] | None
    repeated: bool


def compare_arms(first: ArmPeople, second: ArmPeople, better: Better, confidence: float = 0.95) -> Comparison:
    """Compare two arms at the end, adjusted for the first score.

    ``post = a + d arm + b (pre - mean) + e``, d turned towards better:

    - each person alone, one later time: least squares
    - clusters (therapists, groups, offices, couples): a random intercept for the cluster by REML, with Kenward &
      Roger's error and degrees of freedom; least squares with CR2 beside it
    - several later times: a row for each, the times as columns, a random intercept for the person; CR2 beside it
    - both: least squares over all rows with CR2 by cluster, for the mixed model has one level

    Kenward & Roger and CR2 keep the error rate with few clusters and do no harm with many, so they are used at any
    number; ``n_clusters_small`` says that there are fewer than 40.

    Parameters
    ----------
    first, second : ArmPeople
        At least 3 people in each, everyone with a first score and a later one; both with clusters or both without.
    better : Better
        The direction in which the difference counts; the scores are in the units of the scale.
    confidence : float
        Of the intervals, between 0 and 1.

    Raises
    ------
    UnusableScores
        Fewer than 3 people in an arm, or first scores or later scores that are all alike.
    NoEstimate
        An arm that is one cluster of its own (the arm and the cluster cannot be told apart), one cluster in all,
        clusters in one arm only, or as in :func:`ordinary_least_squares`.

    References
    ----------
    Vickers & Altman 2001, doi:10.1136/bmj.323.7321.1123; Kenward & Roger 1997, doi:10.2307/2533558; Pustejovsky &
    Tipton 2018, doi:10.1080/07350015.2016.1247004

    Examples
    --------
    >>> first = ArmPeople(np.array([20.0, 18, 22, 25]), np.array([26.0, 27, 27, 30]))
    >>> second = ArmPeople(np.array([21.0, 17, 23, 24]), np.array([22.0, 20, 25, 24]))
    >>> found = compare_arms(first, second, Better.HIGHER).adjusted.estimate
    >>> round(found.value, 3), round(found.se, 3), found.df
    (4.75, 0.747, 5)
    """
    _check(first, second)
    rows = _rows(first, second, 1 if better is Better.HIGHER else -1)
    adjusted = _answer(rows, rows.x, confidence)
    unadjusted = _answer(rows, np.delete(rows.x, 2, axis=1), confidence)
    few = rows.clusters is not None and len(set(rows.clusters)) < FEW_CLUSTERS
    effect = _effect(first, second, better, confidence)
    return Comparison(better, adjusted, unadjusted, effect, len(rows.y), few)


def _check(first: ArmPeople, second: ArmPeople) -> None:
    if min(len(first), len(second)) < 3:
        raise UnusableScores(f"arms of {len(first)} and {len(second)} people; at least 3 are needed in each.")
    pre = np.concatenate([first.pre, second.pre])
    if float(np.ptp(pre)) == 0:
        raise UnusableScores(f"every first score is {pre[0]:g}: nothing to adjust for.")
    post = np.concatenate([first.times.ravel(), second.times.ravel()])
    later = post[np.isfinite(post)]
    if len(later) and float(np.ptp(later)) == 0:
        raise UnusableScores(f"every later score is {later[0]:g}: no difference to explain.")
    if (first.clusters is None) != (second.clusters is None):
        raise NoEstimate("one arm has clusters and the other has not.")
    if first.clusters is None or second.clusters is None:
        return
    here, there = set(first.clusters), set(second.clusters)
    if len(here | there) == 1:
        raise NoEstimate("there is only one cluster.")
    if not here & there and min(len(here), len(there)) == 1:
        raise NoEstimate("one arm is one cluster: what the arm does and what the cluster does is the same.")


def _rows(first: ArmPeople, second: ArmPeople, way: int) -> _Rows:
    """Lay out the scores; a later time that nobody has is left out."""
    pre = np.concatenate([first.pre, second.pre])
    post = np.vstack([first.times, second.times])
    person, time = np.nonzero(np.isfinite(post))
    arm = (person < len(first)).astype(np.float64)
    later = [(time == at).astype(np.float64) for at in np.unique(time)[1:]]
    x = np.column_stack([np.ones(len(person)), arm, (pre - pre.mean())[person], *later])
    names = None if first.clusters is None or second.clusters is None else [*first.clusters, *second.clusters]
    clusters = None if names is None else [names[one] for one in person]
    return _Rows(way * post[person, time], x, [str(one) for one in person], clusters, bool(later))


def _answer(rows: _Rows, x: _Numbers, confidence: float) -> Answer:
    contrast = [0.0, 1.0, *[0.0] * (x.shape[1] - 2)]
    n_people = len(set(rows.people))

    def least_squares(shared: Sequence[str] | None) -> Estimate:
        found = ordinary_least_squares(rows.y, x, contrast, shared, confidence)
        return replace(found, n=n_people, clusters=None if rows.clusters is None else found.clusters)

    if rows.clusters is not None and rows.repeated:
        return Answer(
            least_squares(rows.clusters),
            why_not_mixed="clusters and several times are two levels; it has one.",
        )
    shared = rows.people if rows.repeated else rows.clusters
    if shared is None:
        return Answer(least_squares(None))
    try:
        mixed = random_intercept(rows.y, x, contrast, shared, confidence)
    except NoEstimate as why:
        return Answer(least_squares(shared), why_not_mixed=str(why))
    whom = "for the person" if rows.repeated else "for the cluster"
    found = replace(
        mixed.estimate,
        n=n_people,
        clusters=None if rows.repeated else mixed.estimate.clusters,
        method=mixed.estimate.method.replace("random intercept", f"random intercept {whom}"),
    )
    try:
        robust = least_squares(shared)
    except NoEstimate:
        robust = None
    return Answer(found, robust, mixed.between, mixed.within)


def _effect(first: ArmPeople, second: ArmPeople, better: Better, confidence: float) -> Effect | None:
    ends = [arm.times[:, -1] for arm in (first, second)]
    here, there = (end[np.isfinite(end)] for end in ends)
    try:
        return between_groups(here, there, better, confidence)
    except NoEffect:
        return None
