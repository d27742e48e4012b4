"""How many people, and what power."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf, isfinite, isinf, sqrt

from scipy.optimize import brentq
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from gjenklang.core.change.effects.effect import noncentral_t

__all__ = [
    "Sample",
    "design_effect",
    "power_of_means",
    "power_of_shares",
    "sample_of_means",
    "sample_of_shares",
    "share_of_both",
]


_MOST = 1e8


@dataclass(frozen=True, slots=True)
class Sample:
    """What is needed in each arm; ``exact`` is before rounding up, if each person stood alone.

    ``people`` is with clusters, ``with_loss`` to begin with; clusters are None without a cluster size.
    """

    exact: float
    people: int
    with_loss: int
    clusters: int | None
    design_effect: float


def _checked(power: float, alpha: float) -> None:
    if not (0 < alpha < 1 and alpha < power < 1):
        raise ValueError("alpha must be between 0 and 1, and the power between alpha and 1.")


def _check_alpha(alpha: float) -> None:
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must be between 0 and 1, not {alpha}.")


def power_of_means(n: float, d: float, alpha: float = 0.05, *, df: float | None = None) -> float:
    """Return the power of a two-sided t test with ``n`` people in each arm and a standardised difference ``d``.

    Noncentral t with ``2(n - 1)`` degrees of freedom and noncentrality ``d sqrt(n/2)``; both tails count. With
    clusters, n is how many independent people they are worth, and ``df`` is ``2(clusters - 1)``.

    Parameters
    ----------
    n : float
        At least 2.
    d : float
        In SDs.
    alpha : float
        Two-sided, between 0 and 1.
    df : float or None
        Above 0.

    Returns
    -------
    float
        A plain number from 0 to 1.

    Raises
    ------
    ValueError
        When n is below 2, d not finite, alpha not between 0 and 1 or ``df`` not above 0.

    References
    ----------
    As R's ``power.t.test`` with ``strict``

    Examples
    --------
    >>> round(power_of_means(64, 0.5), 4), round(power_of_means(64, 0.5, df=14), 4)
    (0.8015, 0.7487)
    """
    if not (isfinite(n) and n >= 2 and isfinite(d)):
        raise ValueError("at least 2 people in each arm and a finite difference are needed.")
    _check_alpha(alpha)
    own, away = _df(df, 2 * (n - 1)), abs(d) * sqrt(n / 2)
    limit = float(stdtrit(own, 1 - alpha / 2))
    return 1 - noncentral_t(limit, own, away) + noncentral_t(-limit, own, away)


def _df(df: float | None, otherwise: float) -> float:
    if df is None:
        return otherwise
    if not df > 0:
        raise ValueError("at least 2 clusters are needed in each arm.")
    return df


def power_of_shares(
    n: float, first: float, second: float, alpha: float = 0.05, *, df: float | None = None
) -> float:
    """Return the power of the two-sided test of two shares with ``n`` people in each arm (normal, no correction).

    ``Phi((sqrt(n) |p1 - p2| - z sqrt(2 p q)) / sqrt(p1 q1 + p2 q2))`` with p the mean share; the far tail is left
    out. With clusters, n is how many independent people they are worth, and Student's t with ``df``,
    ``2(clusters - 1)``, takes the place of the normal.

    Parameters
    ----------
    n : float
        Above 0.
    first, second : float
        Shares, between 0 and 1, both excluded.
    alpha : float
        Two-sided, between 0 and 1.
    df : float or None
        Above 0.

    Returns
    -------
    float
        A plain number from 0 to 1.

    Raises
    ------
    ValueError
        When n or ``df`` is not above 0, or a share or alpha not between 0 and 1.

    References
    ----------
    As R's ``power.prop.test``

    Examples
    --------
    >>> round(power_of_shares(100, 0.5, 0.3), 4), round(power_of_shares(100, 0.5, 0.3, df=14), 4)
    (0.8281, 0.7695)
    """
    if not (isfinite(n) and n > 0) or not (0 < first < 1 and 0 < second < 1):
        raise ValueError("the shares must be between 0 and 1, and somebody must be in each arm.")
    _check_alpha(alpha)
    shared, own = _spreads(first, second)
    own_df = _df(df, inf)
    limit = float(ndtri(1 - alpha / 2)) if isinf(own_df) else float(stdtrit(own_df, 1 - alpha / 2))
    above = (sqrt(n) * abs(first - second) - limit * shared) / own
    return float(ndtr(above) if isinf(own_df) else stdtr(own_df, above))


def _spreads(first: float, second: float) -> tuple[float, float]:
    """Return the spread of a difference if the shares were alike, and as they are."""
    shared = sqrt((first + second) * (1 - (first + second) / 2))
    return shared, sqrt(first * (1 - first) + second * (1 - second))


def share_of_both(one: float, other: float, correlation: float) -> float:
    """Return the share of couples in which both reach it, ``p q + r sqrt(p (1 - p) q (1 - q))``, a plain number.

    Parameters
    ----------
    one, other : float
        Share of each partner who reaches it, from 0 to 1.
    correlation : float
        Between the partners, of reaching it (phi).

    Raises
    ------
    ValueError
        When no couples have these shares and this correlation.

    References
    ----------
    The definition of phi, solved for the shared cell: ``docs/science/trials.md``

    Examples
    --------
    >>> round(share_of_both(0.5, 0.4, 0.0), 3), round(share_of_both(0.5, 0.5, 0.4), 3)
    (0.2, 0.35)
    """
    if not (0 <= one <= 1 and 0 <= other <= 1 and -1 <= correlation <= 1):
        raise ValueError("the shares must be from 0 to 1 and the correlation from -1 to 1.")
    both = one * other + correlation * sqrt(one * (1 - one) * other * (1 - other))
    if not max(0.0, one + other - 1) - 1e-12 <= both <= min(one, other) + 1e-12:
        raise ValueError(f"partners who reach it in {one:g} and {other:g} cannot correlate {correlation:g}.")
    return both


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

    Returns
    -------
    float
        A plain number without unit.

    Raises
    ------
    ValueError
        When one of them is out of range.

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


def _sample(
    power_of: Callable[[float, float | None], float],
    wanted: float,
    cluster: tuple[float, float, float] | None,
    loss: float,
) -> Sample:
    """Find how many; ``power_of`` takes how many independent people there are, and degrees of freedom."""
    if not 0 <= loss < 1:
        raise ValueError(f"the loss must be from 0 to below 1, not {loss}.")
    exact = needed = _least(lambda n: power_of(n, None), wanted, 2.0)
    effect = 1.0
    if cluster is not None:
        size, effect = cluster[0], design_effect(*cluster)
        needed = _least(lambda n: power_of(n / effect, 2 * (n / size - 1)), wanted, max(2 * effect, 2 * size))
    people, with_loss = ceil(needed - 1e-9), ceil(needed / (1 - loss) - 1e-9)
    clusters = None if cluster is None else ceil(with_loss / cluster[0] - 1e-9)
    return Sample(exact, people, with_loss, clusters, effect)


def _least(power_of: Callable[[float], float], wanted: float, fewest: float) -> float:
    if power_of(fewest) >= wanted:
        return fewest
    if power_of(_MOST) < wanted:
        raise ValueError("so small a difference would take more than 100 million people.")
    return float(brentq(lambda n: power_of(n) - wanted, fewest, _MOST, xtol=1e-9))


def sample_of_means(
    d: float,
    power: float = 0.8,
    alpha: float = 0.05,
    *,
    cluster: tuple[float, float, float] | None = None,
    loss: float = 0.0,
) -> Sample:
    """Return how many people each arm needs to see a standardised difference ``d`` by a t test.

    With clusters, people are worth ``n / design effect`` and the test has ``2(clusters - 1)`` degrees of freedom,
    which few clusters pay for. A couple is a cluster of 2, whose icc is the correlation between partners.

    Parameters
    ----------
    d : float
        In SDs, not 0.
    power, alpha : float
    cluster : (size, icc, variation of size) or None
        At least 2 clusters are taken in each arm.
    loss : float
        Share that will be lost.

    Raises
    ------
    ValueError
        When d is 0 or not finite, one of the others is out of range, or more than 100 million people would be needed.

    References
    ----------
    As R's ``power.t.test`` with ``strict``; clusters: Eldridge, Ashby & Kerry 2006, doi:10.1093/ije/dyl129

    Examples
    --------
    >>> found = sample_of_means(0.5)
    >>> round(found.exact, 3), found.people
    (63.766, 64)
    >>> found = sample_of_means(0.5, cluster=(20, 0.05, 0.0))
    >>> found.people, found.clusters
    (145, 8)
    """
    _checked(power, alpha)
    if not isfinite(d) or abs(d) < 1e-3:
        raise ValueError("the difference must be a finite number, and not 0.")
    return _sample(lambda n, df: power_of_means(n, d, alpha, df=df), power, cluster, loss)


def sample_of_shares(
    shares: tuple[float, float],
    power: float = 0.8,
    alpha: float = 0.05,
    *,
    cluster: tuple[float, float, float] | None = None,
    loss: float = 0.0,
) -> Sample:
    """Return how many people each arm needs to tell two shares apart; parameters and errors as for means.

    Alone, ``((z_a sqrt(2 p q) + z_b sqrt(p1 q1 + p2 q2)) / (p1 - p2))²`` with p the mean share; with clusters, until
    :func:`power_of_shares` on ``2(clusters - 1)`` degrees of freedom is enough. Where the couple is the unit, the
    shares are those of :func:`share_of_both`, and couples stand where people do.

    References
    ----------
    As R's ``power.prop.test``; clusters: Eldridge, Ashby & Kerry 2006, doi:10.1093/ije/dyl129

    Examples
    --------
    >>> round(sample_of_shares((0.5, 0.3)).exact, 4), sample_of_shares((0.5, 0.3), loss=0.1).with_loss
    (92.9988, 104)
    """
    _checked(power, alpha)
    first, second = shares
    if not (0 < first < 1 and 0 < second < 1) or abs(first - second) < 1e-6:
        raise ValueError("the shares must be between 0 and 1 and differ.")
    return _sample(lambda n, df: power_of_shares(n, first, second, alpha, df=df), power, cluster, loss)
