"""What a ceiling does to the reliability of a change."""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, isfinite, pi, sqrt
from statistics import NormalDist

__all__ = ["ChangeReading", "UnderCeiling", "read_change", "under_ceiling"]

_NORMAL = NormalDist()
_REACH, _STEPS = 8.0, 160


@dataclass(frozen=True, slots=True)
class UnderCeiling:
    """What is seen of normal scores when all above the ceiling are marked at it.

    Attributes
    ----------
    share_at_ceiling, mean, sd : float
        Of the scores as marked.
    reliability : float
        Of one marked score: how two with no true change between them go together.
    reliability_of_change : float
        The part of the spread of marked changes that is true.
    """

    share_at_ceiling: float
    mean: float
    sd: float
    reliability: float
    reliability_of_change: float


class ChangeReading(StrEnum):
    """What can be said of one change under a ceiling."""

    FALL = "fall"
    RISE = "rise"
    UNCHANGED = "unchanged"
    RISE_CANNOT_SHOW = "rise-cannot-show"
    NO_INFORMATION = "no-information"


def under_ceiling(
    mean: float, sd: float, reliability: float, ceiling: float, stability: float
) -> UnderCeiling:
    """Return what a ceiling leaves of the reliability of a score and of a change.

    True scores are normal with variance ``reliability sd²`` and, over the two occasions, correlation ``stability``;
    errors are normal and independent; the marked score is ``min(score, ceiling)``. With ``g(t)`` the expected marked
    score of a true score t: reliability is ``var g / var marked``, and that of change
    ``(var g - cov(g1, g2)) / (var marked - cov(g1, g2))``. Without a ceiling the latter is
    ``(r - r stability) / (1 - r stability)``. Simpson's rule over ±8 SDs.

    Parameters
    ----------
    mean, sd, ceiling : float
        In the same units; the mean and SD as if there were no ceiling.
    reliability, stability : float
        From 0 to below 1, the reliability above 0.

    Returns
    -------
    UnderCeiling
        Plain numbers: mean and SD in those units; shares and reliabilities without unit, from 0 to 1.

    Raises
    ------
    ValueError
        When mean, SD or ceiling is not finite, the SD not above 0, reliability or stability out of
        range, or nearly every score at the ceiling.

    References
    ----------
    Lord & Novick 1968 (reliability of a difference); Tobin 1958, doi:10.2307/1907382 (a limited score)

    Examples
    --------
    >>> found = under_ceiling(mean=36.0, sd=5.3, reliability=0.88, ceiling=40.0, stability=0.5)
    >>> round(found.share_at_ceiling, 3), round(found.reliability, 3), round(found.reliability_of_change, 3)
    (0.225, 0.866, 0.771)
    """
    if not (isfinite(mean) and isfinite(ceiling) and isfinite(sd) and sd > 0):
        raise ValueError("mean, SD and ceiling must be finite numbers, the SD above 0.")
    if not (0 < reliability < 1 and 0 <= stability < 1):
        raise ValueError("reliability and stability must be between 0 and 1.")
    true_sd, error = sd * sqrt(reliability), sd * sqrt(1 - reliability)
    step = 2 * _REACH / _STEPS
    nodes = [-_REACH + place * step for place in range(_STEPS + 1)]
    weights = [
        (1 if place in {0, _STEPS} else 2 + 2 * (place % 2)) * step / 3 * exp(-node * node / 2) / sqrt(2 * pi)
        for place, node in enumerate(nodes)
    ]
    expected = [_marked(mean + true_sd * node, error, ceiling)[0] for node in nodes]
    seen_mean, seen_variance = _marked(mean, sd, ceiling)
    if seen_variance < 1e-9 * sd**2:
        raise ValueError("nearly every score is at the ceiling, so nothing is left to tell.")
    true_variance = sum(w * g * g for w, g in zip(weights, expected, strict=True)) - seen_mean**2
    rest = sqrt(1 - stability**2)
    shared = -(seen_mean**2)
    for w, node, g in zip(weights, nodes, expected, strict=True):
        later = sum(
            v * _marked(mean + true_sd * (stability * node + rest * other), error, ceiling)[0]
            for v, other in zip(weights, nodes, strict=True)
        )
        shared += w * g * later
    at = _NORMAL.cdf((mean - ceiling) / sd)
    return UnderCeiling(
        at,
        seen_mean,
        sqrt(seen_variance),
        true_variance / seen_variance,
        (true_variance - shared) / (seen_variance - shared),
    )


def _marked(mean: float, sd: float, ceiling: float) -> tuple[float, float]:
    """Return mean and variance of ``min(X, ceiling)`` for a normal X."""
    a = (ceiling - mean) / sd
    below, density = _NORMAL.cdf(a), _NORMAL.pdf(a)
    first = below * (mean - ceiling) - sd * density
    second = below * ((mean - ceiling) ** 2 + sd**2) - sd * density * (mean - ceiling)
    return ceiling + first, max(0.0, second - first**2)


def read_change(first: int, last: int, *, threshold: int, ceiling: int) -> ChangeReading:
    """Read one change of an alliance score, in whole steps, where the scale has a top.

    Two scores at the ceiling tell nothing. A rise from within ``threshold`` of it could never be reliable, and says
    so instead of *unchanged*. Otherwise a change of the threshold or more is a fall or a rise.

    Parameters
    ----------
    first, last, ceiling : int
        In whole steps.
    threshold : int
        The least reliable change, in whole steps, above 0.

    Raises
    ------
    ValueError
        When the threshold is not above 0 or a score lies above the ceiling.

    References
    ----------
    Our own rule: ``docs/science/alliance.md``

    Examples
    --------
    >>> read_change(380, 400, threshold=50, ceiling=400).value, read_change(380, 330, threshold=50, ceiling=400).value
    ('rise-cannot-show', 'fall')
    """
    if threshold <= 0 or max(first, last) > ceiling:
        raise ValueError("the threshold must be above 0 and no score above the ceiling.")
    if first - last >= threshold:
        return ChangeReading.FALL
    if last - first >= threshold:
        return ChangeReading.RISE
    if first == last == ceiling:
        return ChangeReading.NO_INFORMATION
    if last > first > ceiling - threshold:
        return ChangeReading.RISE_CANNOT_SHOW
    return ChangeReading.UNCHANGED
