"""How many people, and what power."""

from dataclasses import dataclass
from math import ceil, isfinite, sqrt

from scipy.optimize import brentq
from scipy.special import ndtr, ndtri, stdtrit

from gjenklang.core.change.effects.effect import noncentral_t

__all__ = [
    "Sample",
    "design_effect",
    "power_of_means",
    "power_of_shares",
    "sample_of_means",
    "sample_of_shares",
]


@dataclass(frozen=True, slots=True)
class Sample:
    """What is needed in each arm; ``exact`` is before rounding up, clusters are None without a cluster size."""

    exact: float
    people: int
    with_loss: int
    clusters: int | None
    design_effect: float


def _checked(power: float, alpha: float) -> None:
    if not (0 < alpha < 1 and alpha < power < 1):
        raise ValueError("alpha must be between 0 and 1, and the power between alpha and 1.")


def power_of_means(n: float, d: float, alpha: float = 0.05) -> float:
    """Return the power of a two-sided t test with ``n`` people in each arm and a standardised difference ``d``.

    Noncentral t with ``2(n - 1)`` degrees of freedom and noncentrality ``d sqrt(n/2)``; both tails count.

    Examples
    --------
    >>> round(power_of_means(64, 0.5), 4)
    0.8015
    """
    if n < 2 or not isfinite(d):
        raise ValueError("at least 2 people in each arm and a finite difference are needed.")
    df, away = 2 * (n - 1), abs(d) * sqrt(n / 2)
    limit = float(stdtrit(df, 1 - alpha / 2))
    return 1 - noncentral_t(limit, df, away) + noncentral_t(-limit, df, away)


def power_of_shares(n: float, first: float, second: float, alpha: float = 0.05) -> float:
    """Return the power of the two-sided test of two shares with ``n`` people in each arm (normal, no correction).

    Examples
    --------
    >>> round(power_of_shares(100, 0.5, 0.3), 4)
    0.8281
    """
    if n <= 0 or not (0 < first < 1 and 0 < second < 1):
        raise ValueError("the shares must be between 0 and 1, and somebody must be in each arm.")
    shared = sqrt((first + second) * (1 - (first + second) / 2))
    own = sqrt(first * (1 - first) + second * (1 - second))
    return float(ndtr((sqrt(n) * abs(first - second) - float(ndtri(1 - alpha / 2)) * shared) / own))


def design_effect(size: float, icc: float, variation: float = 0.0) -> float:
    """Return how many times more people clusters ask for, ``1 + ((cv² + 1) m - 1) icc``.

    Parameters
    ----------
    size : float
        Mean people in a cluster, at least 1.
    icc : float
        From 0 to 1.
    variation : float
        Coefficient of variation of the cluster sizes.

    References
    ----------
    Eldridge, Ashby & Kerry 2006, doi:10.1093/ije/dyl129

    Examples
    --------
    >>> round(design_effect(20, 0.05), 3), round(design_effect(20, 0.05, 0.5), 3)
    (1.95, 2.2)
    """
    if not (isfinite(size) and size >= 1 and 0 <= icc <= 1 and isfinite(variation) and variation >= 0):
        raise ValueError("a cluster has at least 1 person, the icc is from 0 to 1, the variation from 0.")
    return 1 + ((variation**2 + 1) * size - 1) * icc


def _sample(exact: float, size: float | None, effect: float, loss: float) -> Sample:
    if not 0 <= loss < 1:
        raise ValueError(f"the loss must be from 0 to below 1, not {loss}.")
    people = ceil(exact * effect - 1e-9)
    with_loss = ceil(exact * effect / (1 - loss) - 1e-9)
    clusters = None if size is None else ceil(with_loss / size - 1e-9)
    return Sample(exact, people, with_loss, clusters, effect)


def sample_of_means(
    d: float,
    power: float = 0.8,
    alpha: float = 0.05,
    *,
    cluster: tuple[float, float, float] | None = None,
    loss: float = 0.0,
) -> Sample:
    """Return how many people each arm needs to see a standardised difference ``d`` by a t test.

    Parameters
    ----------
    d : float
        Not 0.
    power, alpha : float
    cluster : (size, icc, variation of size) or None
    loss : float
        Share that will be lost.

    Raises
    ------
    ValueError

    Examples
    --------
    >>> found = sample_of_means(0.5)
    >>> round(found.exact, 3), found.people
    (63.766, 64)
    >>> sample_of_means(0.5, cluster=(20, 0.05, 0.0)).clusters
    7
    """
    _checked(power, alpha)
    if not isfinite(d) or abs(d) < 1e-3:
        raise ValueError("the difference must not be 0.")
    exact = (
        float(brentq(lambda n: power_of_means(n, d, alpha) - power, 2, 1e8, xtol=1e-9))
        if (power_of_means(2, d, alpha) < power)
        else 2.0
    )
    effect = 1.0 if cluster is None else design_effect(*cluster)
    return _sample(exact, cluster[0] if cluster else None, effect, loss)


def sample_of_shares(
    shares: tuple[float, float],
    power: float = 0.8,
    alpha: float = 0.05,
    *,
    cluster: tuple[float, float, float] | None = None,
    loss: float = 0.0,
) -> Sample:
    """Return how many people each arm needs to tell two shares apart; parameters and errors as for means.

    ``((z_a sqrt(2 p q) + z_b sqrt(p1 q1 + p2 q2)) / (p1 - p2))²`` with p the mean share.

    Examples
    --------
    >>> round(sample_of_shares((0.5, 0.3)).exact, 4), sample_of_shares((0.5, 0.3), loss=0.1).with_loss
    (92.9988, 104)
    """
    _checked(power, alpha)
    first, second = shares
    if not (0 < first < 1 and 0 < second < 1) or abs(first - second) < 1e-6:
        raise ValueError("the shares must be between 0 and 1 and differ.")
    shared = sqrt((first + second) * (1 - (first + second) / 2))
    own = sqrt(first * (1 - first) + second * (1 - second))
    exact = ((float(ndtri(1 - alpha / 2)) * shared + float(ndtri(power)) * own) / (first - second)) ** 2
    effect = 1.0 if cluster is None else design_effect(*cluster)
    return _sample(exact, cluster[0] if cluster else None, effect, loss)
