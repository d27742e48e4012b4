"""Change judged by a cut-off alone, or by a percentage of the first score."""

from enum import StrEnum

import numpy as np

from gjenklang.core.change.files.pairs import Pairs, decimal_difference
from gjenklang.core.instruments import Better

__all__ = ["Direction", "by_cut_off", "by_percentage"]


class Direction(StrEnum):
    """Which way a person went, by a rule without measurement error."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"


_BY_SIGN = {1: Direction.IMPROVED, 0: Direction.UNCHANGED, -1: Direction.DETERIORATED}


def by_cut_off(pairs: Pairs, cut_off: float, better: Better) -> list[Direction]:
    """Return who passed the cut-off, and which way; a score exactly at it is on neither side.

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
    before, after = way * np.sign(pairs.pre - cut_off), way * np.sign(pairs.post - cut_off)
    moved = ((before < 0) & (after > 0)).astype(int) - ((before > 0) & (after < 0)).astype(int)
    return [_BY_SIGN[int(one)] for one in moved]


def by_percentage(
    pairs: Pairs, better: Better, least: float, least_worse: float | None = None
) -> list[Direction]:
    """Return who changed by at least a share of the first score.

    Parameters
    ----------
    pairs : Pairs
    better : Better
    least : float
        The share that is an improvement, from 0 to 1, included.
    least_worse : float, optional
        The share that is a deterioration; the same when left out.

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
    gain = decimal_difference(pairs.post, pairs.pre) * (1 if better is Better.HIGHER else -1)
    size = np.abs(gain)
    worse_share = least if least_worse is None else least_worse
    improved = (gain > 0) & (size >= least * np.abs(pairs.pre))
    deteriorated = (gain < 0) & (size >= worse_share * np.abs(pairs.pre))
    return [_BY_SIGN[int(one)] for one in improved.astype(int) - deteriorated.astype(int)]
