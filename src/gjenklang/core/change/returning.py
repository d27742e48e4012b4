"""What a score would do by itself: a low one tends back to one's own mean, with or without help."""

from collections.abc import Sequence
from math import isfinite
from statistics import fmean

__all__ = ["return_to_own_mean"]


def return_to_own_mean(before: Sequence[float], then: float, reliability: float) -> float:
    """Return ``(1 - r)(mean of the scores before - score then)``, the move that regression to the mean alone gives.

    What is agreed is agreed at low points, and low points are followed by higher ones whatever is done. The mean is of
    the scores *before*, so that the low one, by which the moment was chosen, does not pull it down. The figure is a
    rule of thumb: r is found between people, and the mean of a few scores is itself uncertain.

    Parameters
    ----------
    before : sequence of float
        One's own scores before, at least one, in units.
    then : float
        The score from which one looks on, in the same units.
    reliability : float
        From 0 to 1. Which one (alpha, retest) is the caller's to name: alpha leaves out what changes from day to day
        and so gives too small a move.

    Returns
    -------
    float
        In units; above 0 when the score lay under the mean.

    Raises
    ------
    ValueError
        When there is no score before, one is not finite, or the reliability is not from 0 to 1.

    References
    ----------
    Barnett, van der Pols & Dobson 2005, doi:10.1093/ije/dyh299, with one's own mean in the place of the group's

    Examples
    --------
    >>> round(return_to_own_mean([15.0, 17.0, 16.0], 11.0, 0.6), 2)
    2.0
    """
    if not before:
        raise ValueError("there must be at least one score before.")
    if not all(isfinite(one) for one in (*before, then)):
        raise ValueError("every score must be finite.")
    if not 0 <= reliability <= 1:
        raise ValueError(f"reliability must be from 0 to 1, not {reliability}.")
    return (1 - reliability) * (fmean(before) - then)
