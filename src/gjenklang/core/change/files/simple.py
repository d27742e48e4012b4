"""Change judged by a cut-off alone, by a percentage of the first score, or by a minimal important difference."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.change.files.pairs import Numbers, Pairs, decimal_difference
from gjenklang.core.instruments import Better, Edge

__all__ = [
    "Direction",
    "Ways",
    "by_cut_off",
    "by_importance",
    "by_percentage",
    "ways_by_percentage",
    "ways_by_points",
    "ways_past",
]

#: Which way each person went: 1 better, -1 worse, 0 neither; shape (n,).
Ways = NDArray[np.int8]
#: Doubles that are nearer than this share of their size are the same on paper.
_SAME = 1e-12


class Direction(StrEnum):
    """Which way a person went, by a rule without measurement error."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"


_BY_SIGN = {1: Direction.IMPROVED, 0: Direction.UNCHANGED, -1: Direction.DETERIORATED}


def by_cut_off(pairs: Pairs, cut_off: float, better: Better) -> list[Direction]:
    """Return who passed the cut-off, and which way; a score exactly at it is on neither side.

    Parameters
    ----------
    pairs : Pairs
        Shape (n,).
    cut_off : float
        In the units of the scale.
    better : Better

    Returns
    -------
    list of Direction, length n

    References
    ----------
    Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01 (statistical approach)

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 10.0]), np.array([10.0, 12.0]))
    >>> [one.value for one in by_cut_off(pairs, 20.0, Better.LOWER)]
    ['improved', 'unchanged']
    """
    way = 1 if better is Better.HIGHER else -1
    before, after = (way * np.sign(scores - cut_off).astype(np.int8) for scores in (pairs.pre, pairs.post))
    return _named(ways_past(before, after))


def ways_past(before: Ways, after: Ways) -> Ways:
    """Return who passed from one side (-1 clinical, 1 functional, 0 neither) to the other, shape (n,).

    Parameters
    ----------
    before, after : array of int, shape (n,)
        The side at the first and at the last score.

    Returns
    -------
    array of int, shape (n,)
        1 from clinical to functional, -1 the other way, 0 otherwise.

    Examples
    --------
    >>> ways_past(np.array([-1, 1, 0], dtype=np.int8), np.array([1, -1, 1], dtype=np.int8)).tolist()
    [1, -1, 0]
    """
    better, worse = (before < 0) & (after > 0), (before > 0) & (after < 0)
    return better.astype(np.int8) - worse.astype(np.int8)


def by_percentage(
    pairs: Pairs, better: Better, least: float, least_worse: float | None = None
) -> list[Direction]:
    """Return who changed by at least a share of the first score.

    ``gain >= least |pre|`` is an improvement, ``-gain >= least_worse |pre|`` a deterioration.

    Parameters
    ----------
    pairs : Pairs
    better : Better
    least : float
        The share that is an improvement, from 0 to 1, included.
    least_worse : float, optional
        The share that is a deterioration; the same when left out.

    Returns
    -------
    list of Direction, length n

    Notes
    -----
    From a first score of 0 any change counts in its direction, as in the R package ``clinicalsignificance``.

    References
    ----------
    Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01 (percentage change)

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 10.0]), np.array([15.0, 12.0]))
    >>> [one.value for one in by_percentage(pairs, Better.LOWER, 0.5, 0.2)]
    ['improved', 'deteriorated']
    """
    return _named(ways_by_percentage(pairs, better, (least, least_worse)))


def ways_by_percentage(
    pairs: Pairs, better: Better, least: tuple[float, float | None], edge: Edge = Edge.INCLUSIVE
) -> Ways:
    """Return who changed by a share of the first score, for better and for worse, shape (n,).

    Parameters
    ----------
    pairs : Pairs
    better : Better
    least : (float, float or None)
        The shares, from 0 to 1, that are an improvement and a deterioration; None is the first again.
    edge : Edge
        Whether exactly that much counts.

    References
    ----------
    As for :func:`by_percentage`.

    Examples
    --------
    >>> pairs = Pairs(np.array([20.0, 20.0, 20.0]), np.array([10.0, 24.0, 11.0]))
    >>> ways_by_percentage(pairs, Better.LOWER, (0.5, 0.2)).tolist()
    [1, -1, 0]
    """
    whole = np.abs(pairs.pre)
    worse = least[0] if least[1] is None else least[1]
    return _reached(_gain(pairs, better), least[0] * whole, worse * whole, edge)


def by_importance(
    pairs: Pairs, better: Better, least: float, least_worse: float | None = None
) -> list[Direction]:
    """Return who changed by at least a minimal important difference.

    ``gain >= least`` is an improvement, ``-gain >= least_worse`` a deterioration, the gain being ``post - pre`` towards
    better in exact decimals.

    Parameters
    ----------
    pairs : Pairs
    better : Better
    least : float
        Points that are an improvement, above 0, included.
    least_worse : float, optional
        Points that are a deterioration; the same when left out.

    Notes
    -----
    A minimal important difference is what patients find important on average; it asks nothing about measurement error,
    so noise alone passes it in some.

    References
    ----------
    Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01 (anchor-based approach, individuals)

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 10.0, 8.2]), np.array([24.0, 15.0, 2.2]))
    >>> [one.value for one in by_importance(pairs, Better.LOWER, 6, 5)]
    ['improved', 'deteriorated', 'improved']
    """
    return _named(ways_by_points(pairs, better, (least, least_worse)))


def ways_by_points(
    pairs: Pairs, better: Better, least: tuple[float, float | None], edge: Edge = Edge.INCLUSIVE
) -> Ways:
    """Return who changed by a number of points, for better and for worse, shape (n,).

    Parameters
    ----------
    pairs : Pairs
    better : Better
    least : (float, float or None)
        The points that are an improvement and a deterioration; None is the first again.
    edge : Edge
        Whether exactly that much counts.

    References
    ----------
    As for :func:`by_importance`.

    Examples
    --------
    >>> pairs = Pairs(np.array([20.0, 20.0, 20.0]), np.array([13.0, 25.0, 14.0]))
    >>> ways_by_points(pairs, Better.LOWER, (7.0, 5.0)).tolist()
    [1, -1, 0]
    """
    gain = _gain(pairs, better)
    limits = [np.full(len(gain), least[0] if one is None else one) for one in least]
    return _reached(gain, limits[0], limits[1], edge)


def _gain(pairs: Pairs, better: Better) -> Numbers:
    gain: Numbers = decimal_difference(pairs.post, pairs.pre) * (1 if better is Better.HIGHER else -1)
    return gain


def _reached(gain: Numbers, limit: Numbers, limit_worse: Numbers, edge: Edge) -> Ways:
    def beyond(size: Numbers, least: Numbers) -> NDArray[np.bool_]:
        near = np.abs(size - least) <= _SAME * np.abs(least)
        found: NDArray[np.bool_] = (size > 0) & (
            (size > least) & ~near | near & (edge is Edge.INCLUSIVE) | (least == 0)
        )
        return found

    return beyond(gain, limit).astype(np.int8) - beyond(-gain, limit_worse).astype(np.int8)


def _named(ways: Ways) -> list[Direction]:
    return [_BY_SIGN[int(one)] for one in ways]
