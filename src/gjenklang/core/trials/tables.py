"""A two-by-two table: how many of each arm reached something."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite, log, sqrt

import numpy as np
from scipy.special import chdtrc
from scipy.stats import hypergeom

from gjenklang.core.change import critical_value
from gjenklang.core.numerics import Share, wilson
from gjenklang.core.trials.barnard import barnard_p

__all__ = ["Contrast", "NumberNeeded", "TableOfTwo", "TwoSided", "table_of_two"]

_RELATIVE = 1 + 1e-7
_MOST_TABLES = 1_000_000


@dataclass(frozen=True, slots=True)
class Contrast:
    """One measure of a table with its interval, by a named method; ``corrected``: ½ was added to each cell."""

    value: float
    low: float
    high: float
    method: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class NumberNeeded:
    """Number needed to treat; ``value`` is inf when the arms are alike.

    ``kind`` is benefit when the first arm reaches it more often, else harm; the other way about where what is reached
    is unwanted. ``intervals`` holds one stretch, or two
    that meet at infinity when the interval of the risk difference holds 0: (kind, from, to).
    """

    value: float
    kind: str
    intervals: tuple[tuple[str, float, float], ...]
    method: str


@dataclass(frozen=True, slots=True)
class TwoSided:
    """A two-sided test; ``statistic`` and ``df`` are None where it has none."""

    statistic: float | None
    df: int | None
    p: float


@dataclass(frozen=True, slots=True)
class TableOfTwo:
    """Everything about ``count`` of ``n`` in two arms; the first against the second.

    ``barnard`` is None above a million possible tables.
    """

    first: Share
    second: Share
    odds_ratio: Contrast
    risk_ratio: Contrast
    risk_difference: Contrast
    risk_difference_newcombe: Contrast
    number_needed: NumberNeeded
    chi_square: TwoSided
    chi_square_yates: TwoSided
    fisher: TwoSided
    barnard: TwoSided | None
    confidence: float


def table_of_two(
    first: tuple[int, int], second: tuple[int, int], confidence: float = 0.95, *, wanted: bool = True
) -> TableOfTwo:
    """Compare two arms in which ``count`` of ``n`` reached something.

    - odds and risk ratio: Wald on the logarithm; when a cell is 0, ½ is added to all four (Haldane & Anscombe)
    - risk difference: Wald, and Newcombe's hybrid of Wilson's intervals
    - number needed: ``1 / difference``, its ends those of Newcombe's interval turned over; when that holds 0, the
      interval runs through infinity, from benefit to harm
    - Pearson's chi-square with and without Yates' correction, Fisher's exact test (tables no likelier than this
      one), Barnard's unconditional test (pooled Wald statistic, largest p over the shared share)

    Parameters
    ----------
    first, second : (int, int)
        Those who reached it, and all, in each arm.
    confidence : float
    wanted : bool
        Whether to reach it is good (recovery) or bad (separation): which side of the number needed is benefit.

    Raises
    ------
    ValueError
        When a count is no count of its arm, or an arm is empty, or nobody or everybody of both arms reached it.

    References
    ----------
    Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I; Altman 1998,
    doi:10.1136/bmj.317.7168.1309; Barnard 1947, doi:10.1093/biomet/34.1-2.123

    Examples
    --------
    >>> found = table_of_two((52, 103), (23, 102))
    >>> round(found.odds_ratio.value, 3), round(found.odds_ratio.low, 3), round(found.odds_ratio.high, 3)
    (3.502, 1.914, 6.407)
    >>> round(found.chi_square.statistic, 3), round(found.number_needed.value, 2)
    (17.24, 3.58)
    """
    for count, n in (first, second):
        if n < 1 or not 0 <= count <= n:
            raise ValueError(f"{count}/{n} is no count of an arm.")
    if first[0] + second[0] in {0, first[1] + second[1]}:
        raise ValueError("nobody or everybody of both arms reached it: there is nothing to compare.")
    z = critical_value(confidence)
    shares = wilson(*first, confidence), wilson(*second, confidence)
    newcombe = _newcombe(*shares)
    cells = np.array([[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]])
    return TableOfTwo(
        *shares,
        _odds_ratio(cells, z),
        _risk_ratio(cells, z),
        _wald(*shares, z),
        newcombe,
        _number_needed(newcombe, wanted=wanted),
        _pearson(cells, 0.0),
        _pearson(cells, 0.5),
        TwoSided(None, None, _fisher(cells)),
        _barnard(first, second),
        confidence,
    )


def _corrected(cells: np.ndarray) -> tuple[Sequence[float], bool]:
    zero = bool((cells == 0).any())
    return [float(cell) for cell in (cells + (0.5 if zero else 0)).ravel()], zero


def _around(value: float, error: float, z: float, corrected: bool) -> Contrast:  # noqa: FBT001 — one of a pair
    low, high = (exp(log(value) + side * z * error) for side in (-1, 1))
    return Contrast(value, low, high, "Wald on the logarithm", corrected)


def _odds_ratio(cells: np.ndarray, z: float) -> Contrast:
    (a, b, c, d), corrected = _corrected(cells)
    return _around(a * d / (b * c), sqrt(1 / a + 1 / b + 1 / c + 1 / d), z, corrected)


def _risk_ratio(cells: np.ndarray, z: float) -> Contrast:
    (a, b, c, d), corrected = _corrected(cells)
    n1, n2 = a + b, c + d
    return _around((a / n1) / (c / n2), sqrt(1 / a - 1 / n1 + 1 / c - 1 / n2), z, corrected)


def _wald(first: Share, second: Share, z: float) -> Contrast:
    half = z * sqrt(sum(one.share * (1 - one.share) / one.n for one in (first, second)))
    value = first.share - second.share
    return Contrast(value, max(-1.0, value - half), min(1.0, value + half), "Wald, kept within -1 and 1")


def _newcombe(first: Share, second: Share) -> Contrast:
    value = first.share - second.share
    low = value - sqrt((first.share - first.low) ** 2 + (second.high - second.share) ** 2)
    high = value + sqrt((first.high - first.share) ** 2 + (second.share - second.low) ** 2)
    return Contrast(value, low, high, "Newcombe, from Wilson's intervals")


def _number_needed(difference: Contrast, *, wanted: bool) -> NumberNeeded:
    turned = {
        end: inf if end == 0 else abs(1 / end) for end in (difference.value, difference.low, difference.high)
    }
    more, less = ("benefit", "harm") if wanted else ("harm", "benefit")
    low, high = difference.low, difference.high
    intervals: tuple[tuple[str, float, float], ...]
    if low > 0:
        intervals = ((more, turned[high], turned[low]),)
    elif high < 0:
        intervals = ((less, turned[low], turned[high]),)
    else:
        ends = ((more, turned[high], inf), (less, turned[low], inf))
        intervals = tuple(one for one in ends if isfinite(one[1]))
    kind = more if difference.value > 0 or (difference.value == 0 and wanted) else less
    return NumberNeeded(
        turned[difference.value], kind, intervals, f"1 / risk difference, {difference.method}"
    )


def _pearson(cells: np.ndarray, correction: float) -> TwoSided:
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / cells.sum()
    away = np.abs(cells - expected)
    away = away - np.minimum(correction, away)
    statistic = float(np.sum(away**2 / expected))
    return TwoSided(statistic, 1, float(chdtrc(1, statistic)))


def _barnard(first: tuple[int, int], second: tuple[int, int]) -> TwoSided | None:
    """Return the test, or None when there are more possible tables than it is worth going through."""
    if (first[1] + 1) * (second[1] + 1) > _MOST_TABLES:
        return None
    return TwoSided(*barnard_p(first, second))


def _fisher(cells: np.ndarray) -> float:
    n1, n2, reached = int(cells[0].sum()), int(cells[1].sum()), int(cells[:, 0].sum())
    possible = np.arange(max(0, reached - n2), min(n1, reached) + 1)
    mass = hypergeom.pmf(possible, n1 + n2, reached, n1)
    here = hypergeom.pmf(int(cells[0, 0]), n1 + n2, reached, n1)
    return min(1.0, float(np.sum(mass[mass <= here * _RELATIVE])))
