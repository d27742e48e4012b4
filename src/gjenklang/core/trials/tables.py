"""Two arms, so many of so many: odds ratio, risk ratio, risk difference, number needed, and tests."""

from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np
from scipy.stats import barnard_exact, chi2, fisher_exact

from gjenklang.core.change.reliable import critical_value
from gjenklang.core.numerics import wilson

__all__ = [
    "Arm",
    "Estimate",
    "NeededToTreat",
    "Table",
    "barnard_test",
    "chi_square_test",
    "fisher_test",
    "number_needed",
    "odds_ratio",
    "risk_difference",
    "risk_ratio",
]


@dataclass(frozen=True, slots=True)
class Arm:
    """``count`` of ``n`` people in an arm.

    Raises
    ------
    ValueError
        Nobody in the arm, or a count outside 0 to n.
    """

    count: int
    n: int

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ValueError(f"an arm needs people: {self.count}/{self.n}.")
        if not 0 <= self.count <= self.n:
            raise ValueError(f"{self.count} of {self.n} is not possible.")

    @property
    def share(self) -> float:
        """The share, 0 to 1."""
        return self.count / self.n


@dataclass(frozen=True, slots=True)
class Table:
    """The first arm against the second.

    Attributes
    ----------
    first, second : Arm
    """

    first: Arm
    second: Arm

    @property
    def cells(self) -> list[list[int]]:
        """Yes and no in each arm."""
        return [[one.count, one.n - one.count] for one in (self.first, self.second)]

    @property
    def n(self) -> int:
        """Everyone."""
        return self.first.n + self.second.n


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval.

    Attributes
    ----------
    n : int
    value, low, high : float or None
        None where it does not exist; infinite where it has no end.
    method : str
        How value and interval were made.
    """

    n: int
    value: float | None
    low: float | None
    high: float | None
    method: str


@dataclass(frozen=True, slots=True)
class NeededToTreat:
    """How many must be treated for one more to benefit, or to be harmed.

    Attributes
    ----------
    n : int
    value : float
        1 / |RD|; infinite where the arms are alike.
    kind : str
        ``benefit`` where the first arm has more, else ``harm``.
    parts : tuple of (str, float, float)
        The interval: one part, or two that meet at infinity where that of RD spans 0. Each is kind, low, high.
    method : str
    """

    n: int
    value: float
    kind: str
    parts: tuple[tuple[str, float, float], ...]
    method: str


def _ratio(
    table: Table,
    name: str,
    pairs: tuple[tuple[float, float], tuple[float, float]],
    variance: float,
    confidence: float,
) -> Estimate:
    (a, b), (c, d) = pairs
    value = (a / b) / (c / d)
    half = critical_value(confidence) * sqrt(variance)
    return Estimate(table.n, value, exp(log(value) - half), exp(log(value) + half), name)


def odds_ratio(table: Table, confidence: float = 0.95) -> Estimate:
    """Return the odds ratio ``(a/b) / (c/d)`` with Woolf's interval ``exp(log OR ± z sqrt(1/a + 1/b + 1/c + 1/d))``.

    With an empty cell a half is added to every cell (Haldane, Anscombe), and the method says so.

    References
    ----------
    Woolf 1955, doi:10.1111/j.1469-1809.1955.tb01348.x

    Examples
    --------
    >>> found = odds_ratio(Table(Arm(52, 103), Arm(23, 102)))
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (3.502, 1.914, 6.407)
    """
    (a, b), (c, d) = [[float(one) for one in row] for row in table.cells]
    name = "Wald on log OR (Woolf)"
    if 0 in (a, b, c, d):
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
        name += ", a half added to every cell (Haldane-Anscombe)"
    return _ratio(table, name, ((a, b), (c, d)), 1 / a + 1 / b + 1 / c + 1 / d, confidence)


def risk_ratio(table: Table, confidence: float = 0.95) -> Estimate:
    """Return the risk ratio with Katz's interval ``exp(log RR ± z sqrt(1/a - 1/n1 + 1/c - 1/n2))``.

    Where nobody in an arm is a *yes*, a half is added to the counts and to the arms, and the method says so.

    References
    ----------
    Katz et al. 1978, doi:10.2307/2530610

    Examples
    --------
    >>> found = risk_ratio(Table(Arm(52, 103), Arm(23, 102)))
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (2.239, 1.49, 3.365)
    """
    a, n1, c, n2 = (
        float(one) for one in (table.first.count, table.first.n, table.second.count, table.second.n)
    )
    name = "Wald on log RR (Katz)"
    if 0 in (a, c):
        a, n1, c, n2 = a + 0.5, n1 + 0.5, c + 0.5, n2 + 0.5
        name += ", a half added to counts and arms"
    return _ratio(table, name, ((a, n1), (c, n2)), 1 / a - 1 / n1 + 1 / c - 1 / n2, confidence)


def risk_difference(table: Table, confidence: float = 0.95) -> Estimate:
    """Return the difference of shares with Newcombe's hybrid score interval (method 10), made of two of Wilson's.

    References
    ----------
    Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I

    Examples
    --------
    >>> found = risk_difference(Table(Arm(56, 70), Arm(48, 80)))
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    one, other = (wilson(arm.count, arm.n, confidence) for arm in (table.first, table.second))
    p, q = table.first.share, table.second.share
    low = p - q - sqrt((p - one.low) ** 2 + (other.high - q) ** 2)
    high = p - q + sqrt((one.high - p) ** 2 + (q - other.low) ** 2)
    return Estimate(table.n, p - q, low, high, "Newcombe hybrid score (method 10)")


def number_needed(table: Table, confidence: float = 0.95) -> NeededToTreat:
    """Return 1 / |RD| with the interval of the risk difference turned over, through infinity where that spans 0.

    References
    ----------
    Altman 1998, doi:10.1136/bmj.317.7168.1309

    Examples
    --------
    >>> number_needed(Table(Arm(8, 20), Arm(6, 20))).parts  # doctest: +ELLIPSIS
    (('benefit', 2.75..., inf), ('harm', 5.42..., inf))
    """
    found = risk_difference(table, confidence)
    value, low, high = (0.0 if one is None else one for one in (found.value, found.low, found.high))
    parts: tuple[tuple[str, float, float], ...]
    if low > 0:
        parts = (("benefit", 1 / high, 1 / low),)
    elif high < 0:
        parts = (("harm", 1 / -low, 1 / -high),)
    else:
        parts = (("benefit", 1 / high if high > 0 else inf, inf), ("harm", 1 / -low if low < 0 else inf, inf))
    kind = "benefit" if value >= 0 else "harm"
    method = "1 / RD; interval of RD turned over, through infinity where it spans 0 (Altman)"
    return NeededToTreat(table.n, 1 / abs(value) if value else inf, kind, parts, method)


def chi_square_test(table: Table) -> tuple[float, float]:
    """Return Pearson's chi-square without Yates' correction, and its p value with 1 degree of freedom.

    Raises
    ------
    ValueError
        When everybody, or nobody, is a *yes*: the table has no test.

    References
    ----------
    Pearson 1900, doi:10.1080/14786440009463897

    Examples
    --------
    >>> round(chi_square_test(Table(Arm(52, 103), Arm(23, 102)))[0], 3)
    17.24
    """
    cells = np.array(table.cells, dtype=float)
    across, down = cells.sum(axis=0), cells.sum(axis=1)
    if 0 in across:
        raise ValueError("everybody answered alike, so there is nothing to test.")
    expected = np.outer(down, across) / table.n
    value = float(((cells - expected) ** 2 / expected).sum())
    return value, float(chi2.sf(value, 1))


def fisher_test(table: Table) -> float:
    """Return the two-sided p value of Fisher's exact test: tables no likelier than this one.

    References
    ----------
    Fisher 1935, The Design of Experiments

    Examples
    --------
    >>> round(fisher_test(Table(Arm(30, 45), Arm(12, 29))), 4)
    0.0537
    """
    return float(fisher_exact(table.cells)[1])


def barnard_test(table: Table) -> float:
    """Return the two-sided p value of Barnard's unconditional exact test with the pooled Wald statistic.

    References
    ----------
    Barnard 1947, doi:10.1093/biomet/34.1-2.123; Mehta & Senchaudhuri 2003 (one-sided
    0.0341 for 7/15 against 12/15, two-sided twice that)

    Examples
    --------
    >>> round(barnard_test(Table(Arm(7, 15), Arm(12, 15))), 3)
    0.068
    """
    return float(barnard_exact(np.array(table.cells).T, alternative="two-sided", pooled=True).pvalue)
