"""Two arms of a trial: adjusted difference at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.change.effects import Effect, between_groups
from gjenklang.core.change.effects.effect import NoEffect
from gjenklang.core.instruments import Better
from gjenklang.core.trials.regression import Estimate, NoEstimate, ordinary_least_squares

__all__ = ["ArmPeople", "Comparison", "compare_arms"]

_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ArmPeople:
    """The people of one arm with both scores; arrays of shape (n,), clusters of length n or None."""

    pre: _Numbers
    post: _Numbers
    clusters: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.pre)


@dataclass(frozen=True, slots=True)
class Comparison:
    """First arm against second; above 0 is in favour of the first.

    ``adjusted`` is the difference at the end given the first score (ANCOVA); ``unadjusted`` leaves that out;
    ``effect`` is Hedges' g at the end, which knows of no clusters.
    """

    better: Better
    adjusted: Estimate
    unadjusted: Estimate
    effect: Effect | None
    n_clusters_small: bool


def compare_arms(first: ArmPeople, second: ArmPeople, better: Better, confidence: float = 0.95) -> Comparison:
    """Compare two arms at the end, adjusted for the first score.

    ``post = a + d arm + b (pre - mean) + e`` by least squares, d turned towards better. With clusters (therapists,
    groups, offices, couples), CR2 and Satterthwaite's degrees of freedom; ``n_clusters_small`` says that there are
    fewer than 40, where other sandwiches would be too narrow.

    Parameters
    ----------
    first, second : ArmPeople
        At least 3 people in each; both with clusters or both without.
    better : Better
    confidence : float

    Raises
    ------
    NoEstimate

    References
    ----------
    Vickers & Altman 2001, doi:10.1136/bmj.323.7321.1123; Pustejovsky & Tipton 2018,
    doi:10.1080/07350015.2016.1247004

    Examples
    --------
    >>> first = ArmPeople(np.array([20.0, 18, 22, 25]), np.array([26.0, 27, 27, 30]))
    >>> second = ArmPeople(np.array([21.0, 17, 23, 24]), np.array([22.0, 20, 25, 24]))
    >>> found = compare_arms(first, second, Better.HIGHER)
    >>> round(found.adjusted.value, 3), round(found.adjusted.se, 3), found.adjusted.df
    (4.75, 0.747, 5)
    """
    if min(len(first), len(second)) < 3:
        raise NoEstimate(f"arms of {len(first)} and {len(second)} people; at least 3 are needed in each.")
    if (first.clusters is None) != (second.clusters is None):
        raise NoEstimate("one arm has clusters and the other has not.")
    way = 1 if better is Better.HIGHER else -1
    pre, post = np.concatenate([first.pre, second.pre]), way * np.concatenate([first.post, second.post])
    if float(np.ptp(pre)) == 0:
        raise NoEstimate(f"every first score is {pre[0]:g}: nothing to adjust for.")
    arm = np.concatenate([np.ones(len(first)), np.zeros(len(second))])
    ones = np.ones(len(pre))
    clusters = _clusters(first, second)
    adjusted = ordinary_least_squares(
        post, np.column_stack([ones, arm, pre - pre.mean()]), [0, 1, 0], clusters, confidence
    )
    unadjusted = ordinary_least_squares(post, np.column_stack([ones, arm]), [0, 1], clusters, confidence)
    try:
        effect = between_groups(first.post, second.post, better, confidence)
    except NoEffect:
        effect = None
    few = adjusted.clusters is not None and adjusted.clusters < 40
    return Comparison(better, adjusted, unadjusted, effect, few)


def _clusters(first: ArmPeople, second: ArmPeople) -> Sequence[str] | None:
    """Return the clusters of both arms in a row; one that has people in both arms stays one cluster."""
    if first.clusters is None or second.clusters is None:
        return None
    return [*first.clusters, *second.clusters]
