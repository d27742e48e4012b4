"""Charts of a service over time: run chart, XmR, and p with Laney's correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log2
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from gjenklang.core.trials.regression import NoEstimate

__all__ = ["Chart", "RunChart", "Signals", "run_chart", "run_rules", "share_chart", "xmr_chart"]

_Numbers = NDArray[np.float64]
_D2, _XMR, _UPPER_RANGE = 1.128, 2.66, 3.268


@dataclass(frozen=True, slots=True)
class Signals:
    """Places (from 0) at which a run rule is fulfilled, each by its last point."""

    beyond_limits: tuple[int, ...]
    two_of_three_beyond_2: tuple[int, ...]
    four_of_five_beyond_1: tuple[int, ...]
    eight_on_one_side: tuple[int, ...]
    six_in_a_row: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of points with limits; arrays of shape (n,). ``kind`` is xmr, p or laney-p.

    ``sigma_z`` is how much more the months vary than chance alone (p-charts; 1 is chance). ``range_limit`` and
    ``ranges_beyond`` belong to the moving ranges of an XmR-chart.
    """

    kind: str
    points: _Numbers
    centre: float
    low: _Numbers
    high: _Numbers
    signals: Signals
    sigma_z: float | None = None
    range_limit: float | None = None
    ranges_beyond: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RunChart:
    """A run chart around the median; points on it are not counted.

    ``shift`` or ``few_crossings``: there is a pattern that chance seldom makes.
    """

    median: float
    useful: int
    longest_run: int
    longest_allowed: int
    crossings: int
    fewest_allowed: int
    shift: bool
    few_crossings: bool


def run_chart(values: Sequence[float], baseline: int | None = None) -> RunChart:
    """Return the run chart of a series.

    A shift is a run longer than ``round(log2(n) + 3)`` on one side; too few crossings are fewer than the 5 % quantile
    of a binomial of ``n - 1`` tosses, n the points not on the median.

    Parameters
    ----------
    values : sequence of float
    baseline : int or None
        How many first points make the median; all when None.

    Raises
    ------
    NoEstimate
        Fewer than 3 points, or all on the median.

    References
    ----------
    Anhøj & Olesen 2014, doi:10.1371/journal.pone.0113825

    Examples
    --------
    >>> found = run_chart([1, 2, 1, 2, 1, 2, 5, 6, 5, 6, 5, 6], baseline=6)
    >>> found.median, found.longest_run, found.longest_allowed, found.crossings, found.shift
    (1.5, 7, 7, 5, False)
    """
    if len(values) < 3:
        raise NoEstimate(f"only {len(values)} points; a run chart needs at least 3.")
    middle = float(median(values[:baseline]))
    sides = [value > middle for value in values if value != middle]
    if not sides:
        raise NoEstimate(f"every point is {middle:g}: there is nothing to see.")
    runs, longest = 1, 1
    length = 1
    for before, side in pairwise(sides):
        length = length + 1 if side == before else 1
        runs += side != before
        longest = max(longest, length)
    n = len(sides)
    allowed = floor(log2(n) + 3 + 0.5)
    fewest = int(binom.ppf(0.05, n - 1, 0.5)) if n > 1 else 0
    return RunChart(middle, n, longest, allowed, runs - 1, fewest, longest > allowed, runs - 1 < fewest)


def run_rules(distance: _Numbers) -> Signals:
    """Return where the usual run rules are fulfilled.

    Beyond 3; two of three beyond 2 on one side; four of five beyond 1 on one side; eight in a row on one side; six in a
    row each above (or each below) the one before.

    Parameters
    ----------
    distance : array, shape (n,)
        From the centre, in sigmas.

    Returns
    -------
    Signals
        Places from 0.

    References
    ----------
    Western Electric 1956; Nelson 1984, doi:10.1080/00224065.1984.11978921

    Examples
    --------
    >>> run_rules(np.array([0.5, 3.2, 2.1, 2.2])).two_of_three_beyond_2
    (2, 3)
    """
    steps = np.sign(np.diff(distance))
    rising = tuple(at + 1 for at in range(4, len(steps)) if abs(float(np.sum(steps[at - 4 : at + 1]))) == 5)
    return Signals(
        tuple(int(at) for at in np.flatnonzero(np.abs(distance) > 3)),
        _some_of(distance, 2, 3, 2.0),
        _some_of(distance, 4, 5, 1.0),
        _some_of(distance, 8, 8, 0.0),
        rising,
    )


def _some_of(distance: _Numbers, least: int, window: int, beyond: float) -> tuple[int, ...]:
    """Return where ``least`` of the last ``window`` are beyond on one side, the last among them."""
    places = []
    for at in range(window - 1, len(distance)):
        last = distance[at - window + 1 : at + 1]
        way = 1 if distance[at] > 0 else -1
        if way * distance[at] > beyond and int(np.sum(way * last > beyond)) >= least:
            places.append(at)
    return tuple(places)


def _enough(n: int) -> None:
    if n < 3:
        raise NoEstimate(f"only {n} points to make limits from; a chart needs at least 3.")


def xmr_chart(values: _Numbers, baseline: int | None = None) -> Chart:
    """Return the XmR-chart: limits ``mean ± 2.66 mR``, mR the mean moving range; ranges up to ``3.268 mR``.

    Parameters
    ----------
    values : array, shape (n,)
        In any unit: the limits are in it.
    baseline : int or None
        How many first points make the limits; all when None.

    Raises
    ------
    NoEstimate
        Fewer than 3 points in the baseline, or no range.

    References
    ----------
    Shewhart 1931; Wheeler & Chambers 1992

    Examples
    --------
    >>> found = xmr_chart(np.array([10.0, 12, 11, 13, 12, 20]), baseline=5)
    >>> round(found.centre, 2), round(float(found.high[0]), 2), found.signals.beyond_limits
    (11.6, 15.59, (5,))
    """
    base = values[:baseline]
    _enough(len(base))
    ranges = np.abs(np.diff(values))
    typical = float(np.mean(ranges[: len(base) - 1]))
    if typical == 0:
        raise NoEstimate(f"every point of the baseline is {base[0]:g}: no range, so no limits.")
    centre = float(np.mean(base))
    half = _XMR * typical
    limits = np.full(len(values), centre - half), np.full(len(values), centre + half)
    top = _UPPER_RANGE * typical
    beyond = tuple(int(at) + 1 for at in np.flatnonzero(ranges > top))
    return Chart("xmr", values, centre, *limits, run_rules((values - centre) / (half / 3)), None, top, beyond)


def share_chart(counts: _Numbers, totals: _Numbers, baseline: int | None = None) -> Chart:
    """Return the p-chart of monthly shares; Laney's p′ when the months vary more than chance.

    ``sigma_i = sqrt(p(1 - p)/n_i)``, ``z_i = (p_i - p)/sigma_i``, ``sigma_z = mean |z_i - z_(i-1)| / 1.128``; limits
    ``p ± 3 sigma_i`` and, when sigma_z is above 1, ``p ± 3 sigma_i sigma_z``; kept within 0 and 1.

    Parameters
    ----------
    counts, totals : array, shape (n,)
        Whole people, ``0 <= count <= total``, total above 0.
    baseline : int or None
        How many first points make centre and sigma_z; all when None.

    Raises
    ------
    NoEstimate
        Fewer than 3 points in the baseline, or a share of 0 or 1 throughout.
    ValueError
        When a count is no count of its total.

    References
    ----------
    Laney 2002, doi:10.1081/QEN-120006708

    Examples
    --------
    >>> found = share_chart(np.array([10.0, 30, 12, 28]), np.array([100.0, 100, 100, 100]))
    >>> found.kind, found.centre, round(found.sigma_z, 3), found.signals.beyond_limits
    ('laney-p', 0.2, 3.989, ())
    """
    if np.any(totals <= 0) or np.any(counts < 0) or np.any(counts > totals):
        raise ValueError("each count must be from 0 to its total, and each total above 0.")
    own = slice(None, baseline)
    _enough(len(counts[own]))
    centre = float(np.sum(counts[own]) / np.sum(totals[own]))
    if not 0 < centre < 1:
        raise NoEstimate(f"the share is {centre:g} throughout the baseline: no limits.")
    points, sigma = counts / totals, np.sqrt(centre * (1 - centre) / totals)
    z = (points - centre) / sigma
    sigma_z = float(fmean(np.abs(np.diff(z[own])))) / _D2
    widened = sigma * max(1.0, sigma_z)
    low, high = np.clip(centre - 3 * widened, 0, 1), np.clip(centre + 3 * widened, 0, 1)
    kind = "laney-p" if sigma_z > 1 else "p"
    return Chart(kind, points, centre, low, high, run_rules((points - centre) / widened), sigma_z)
