"""Make bands hold what they promise: quantiles of how far people were from them, with the person as the unit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.trajectories.models.ratings import Numbers, Unusable

__all__ = ["LEVELS", "Thirds", "factor_of", "third_of"]

#: Shares that the bands promise to hold.
LEVELS = (0.5, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Thirds:
    """The factors of one number of ratings seen, for each third of the intake score.

    Attributes
    ----------
    seen : int
    people : tuple of int
        How many people each third's factors rest on.
    factors : array, shape (3, 3)
        Third by level: half the width of the band, in standard deviations of the model.
    held_before, held : array, shape (4, 3)
        Share of later ratings inside the bands before and after the adjustment, of people that neither model nor
        factor had seen; first row pooled, then the thirds.
    """

    seen: int
    people: tuple[int, int, int]
    factors: Numbers
    held_before: Numbers
    held: Numbers


def factor_of(distance: Numbers, later: NDArray[np.bool_], level: float) -> float:
    """Return the distance that holds a share of the ratings of a new person.

    Each person counts once: their later ratings share a weight of 1. The new person is given an infinite
    distance, as split conformal prediction asks.

    Parameters
    ----------
    distance : array, shape (n, m)
        In standard deviations, not negative.
    later : array of bool, shape (n, m)
        The ratings that count.
    level : float
        Between 0 and 1.

    Raises
    ------
    Unusable
        When so few people have a later rating that no finite distance will do.

    References
    ----------
    Lei et al. 2018, doi:10.1080/01621459.2017.1307116; Dunn, Wasserman & Ramdas 2023,
    doi:10.1080/01621459.2022.2060112 (people with several ratings)

    Examples
    --------
    >>> distance = np.arange(1.0, 10.0)[:, None]
    >>> factor_of(distance, np.ones((9, 1), dtype=bool), 0.8)
    8.0
    """
    have = later.any(axis=1)
    n = int(have.sum())
    if level * (n + 1) > n:
        raise Unusable(f"{n} people with a later rating are too few for a band of {level:.0%}.")
    weight = later / np.maximum(later.sum(axis=1, keepdims=True), 1)
    values, weights = distance[later], weight[later]
    order = np.argsort(values, kind="stable")
    place = int(np.searchsorted(np.cumsum(weights[order]), level * (n + 1) - 1e-9))
    return float(values[order][min(place, len(order) - 1)])


def third_of(intake: Numbers, cuts: tuple[float, float]) -> NDArray[np.int64]:
    """Return the third, 0 to 2, that each intake score is in; a score at a cut is in the lower third.

    Parameters
    ----------
    intake : array, shape (n,)
        First scores, in points.
    cuts : tuple of float
        The two scores that part the thirds, rising.

    Returns
    -------
    array of int, shape (n,)
        ``(x > c1) + (x > c2)``.

    Examples
    --------
    >>> third_of(np.array([14.0, 14.5, 30.0]), (14.0, 19.0)).tolist()
    [0, 1, 2]
    """
    return np.searchsorted(np.array(cuts), intake, side="left")
