"""Did one client's change matter? Cut-offs, and the category of one change by a named rule, exact."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from gjenklang.core.instruments import (
    Better,
    Boundary,
    Edge,
    Instrument,
    RaterKind,
    cut_off,
    reliable_change,
)

__all__ = [
    "Category",
    "Change",
    "ChangeRule",
    "Criterion",
    "PopulationNumbers",
    "change_rule",
    "classify",
    "clinical_cut_off",
    "cut_off_a",
    "cut_off_b",
    "cut_off_b_clinical",
    "cut_off_c",
]


class Category(StrEnum):
    """What became of a score, in the words of one rule.

    ``CROSSED`` passed the cut-off without a reliable change. ``HARMED`` (functional before, clinical after,
    reliably worse) is a label for files; no screen uses it.
    """

    RECOVERED = "recovered"
    IMPROVED = "improved"
    CROSSED = "crossed"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"
    HARMED = "harmed"


class Criterion(StrEnum):
    """Which cut-off: a, c, or b in either of its two readings."""

    A = "a"
    B = "b"
    B_CLINICAL = "b-clinical"
    C = "c"


@dataclass(frozen=True, slots=True)
class PopulationNumbers:
    """Mean and standard deviation of the clinical and of the functional population, in the same units."""

    clinical_mean: float
    clinical_sd: float
    functional_mean: float = float("nan")
    functional_sd: float = float("nan")


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """When one change is reliable and when it matters.

    Attributes
    ----------
    name : str
        Shown wherever the category is shown.
    better : Better
    reliable : Fraction or int
        The least reliable change, in steps.
    edge : Edge
        Whether exactly that much is reliable.
    cut_off : Fraction or int or None
        In steps.
    boundary : Boundary
        On which side a score exactly at the cut-off counts.
    needs_clinical_start : bool
        Whether *recovered* asks for a start on the clinical side. Jacobson & Truax (1991) did not ask for it.
    """

    name: str
    better: Better
    reliable: Fraction | int
    edge: Edge
    cut_off: Fraction | int | None = None
    boundary: Boundary = Boundary.AT_IS_ABOVE
    needs_clinical_start: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One client's change by one rule; ``change`` is ``last - first`` in steps, whatever the direction."""

    rule: str
    first: int
    last: int
    change: int
    gain: int
    reliable: bool
    crossed: bool
    started_functional: bool
    category: Category


def change_rule(
    instrument: Instrument, *, age: int | None, rater: RaterKind, rule_set: str, scale: str = "total"
) -> ChangeRule | None:
    """Return the rule of a form's own limits, or None when this rule set gives it no reliable change there.

    Parameters
    ----------
    instrument : Instrument
    age : int or None
        Years; see :func:`gjenklang.core.instruments.cut_off`.
    rater : RaterKind
    rule_set : str
    scale : str

    Returns
    -------
    ChangeRule or None
        Its limits are in whole steps.

    References
    ----------
    The limits name their sources in the form's document.

    Examples
    --------
    >>> from gjenklang.core.instruments import RaterKind, instrument
    >>> change_rule(instrument("ors"), age=40, rater=RaterKind.SELF, rule_set="duncan").reliable
    60
    >>> own = instrument("gjenklang-outcome-adult")
    >>> change_rule(own, age=40, rater=RaterKind.SELF, rule_set="duncan") is None
    True
    """
    least = reliable_change(instrument, age=age, rater=rater, rule_set=rule_set, scale=scale)
    line = cut_off(instrument, age=age, rater=rater, rule_set=rule_set, scale=scale)
    if least is None:
        return None
    return ChangeRule(
        rule_set,
        instrument.better,
        least.value,
        least.edge,
        line.value if line else None,
        line.boundary if line else Boundary.AT_IS_ABOVE,
    )


def _side(steps: int, rule: ChangeRule) -> int:
    """Return -1 on the clinical side, +1 on the functional side, 0 when neither or without a cut-off."""
    if rule.cut_off is None:
        return 0
    above = (steps > rule.cut_off) - (steps < rule.cut_off)
    if above == 0:
        above = {Boundary.AT_IS_ABOVE: 1, Boundary.AT_IS_BELOW: -1, Boundary.AT_IS_NEITHER: 0}[rule.boundary]
    return above if rule.better is Better.HIGHER else -above


def _is_reliable(size: int, rule: ChangeRule) -> bool:
    return size >= rule.reliable if rule.edge is Edge.INCLUSIVE else size > rule.reliable


def classify(first: int, last: int, rule: ChangeRule) -> Change:
    """Put one change in its category, exactly, in whole steps.

    Recovered: reliably better, and from the clinical to the functional side of the cut-off. Improved:
    reliably better otherwise. Crossed: from the clinical to the functional side without a reliable change.
    Deteriorated: reliably worse. A client who started on the functional side cannot recover;
    ``started_functional`` says so.

    Parameters
    ----------
    first, last : int
        Scores in whole steps (24.9 on a scale of tenths is 249).
    rule : ChangeRule

    Returns
    -------
    Change
        ``change`` and ``gain`` in whole steps.

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> from gjenklang.core.instruments import RaterKind, instrument
    >>> rule = change_rule(instrument("ors"), age=40, rater=RaterKind.SELF, rule_set="duncan")
    >>> classify(249, 309, rule).category
    <Category.RECOVERED: 'recovered'>
    >>> classify(220, 260, rule).category
    <Category.CROSSED: 'crossed'>
    """
    change = last - first
    gain = change if rule.better is Better.HIGHER else -change
    before, after = _side(first, rule), _side(last, rule)
    reliable = _is_reliable(abs(gain), rule) and gain != 0
    crossed = before < 0 < after
    return Change(
        rule.name,
        first,
        last,
        change,
        gain,
        reliable,
        crossed=crossed,
        started_functional=before > 0,
        category=_category(
            gain,
            reliable=reliable,
            crossed=crossed,
            matters=crossed if rule.needs_clinical_start else after > 0,
        ),
    )


def _category(gain: int, *, reliable: bool, crossed: bool, matters: bool) -> Category:
    if not reliable:
        return Category.CROSSED if crossed else Category.UNCHANGED
    if gain < 0:
        return Category.DETERIORATED
    return Category.RECOVERED if matters else Category.IMPROVED


def _sign(better: Better) -> int:
    return 1 if better is Better.HIGHER else -1


def cut_off_a(numbers: PopulationNumbers, better: Better) -> float:
    """Return the end of the clinical range, ``M_clinical + 2 SD_clinical`` (minus when lower is better).

    Parameters
    ----------
    numbers : PopulationNumbers
        Mean and SD of the clinical population; the cut-off is a plain number in their units.
    better : Better

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> cut_off_a(PopulationNumbers(40, 7.5, 60, 7.5), Better.HIGHER)
    55.0
    """
    return numbers.clinical_mean + _sign(better) * 2 * numbers.clinical_sd


def cut_off_b(numbers: PopulationNumbers, better: Better) -> float:
    """Return where the functional range begins, ``M_functional - 2 SD_functional`` (plus if lower is better).

    Parameters
    ----------
    numbers : PopulationNumbers
        Mean and SD of the functional population; the cut-off is a plain number in their units.
    better : Better

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> cut_off_b(PopulationNumbers(40, 7.5, 60, 7.5), Better.HIGHER)
    45.0
    """
    return numbers.functional_mean - _sign(better) * 2 * numbers.functional_sd


def cut_off_b_clinical(numbers: PopulationNumbers, better: Better) -> float:
    """Return cut-off b with the *clinical* SD, as the R package ``clinicalsignificance`` has it.

    Jacobson & Truax define b with the functional SD; this one is here to compare with that program.

    ``M_functional - 2 SD_clinical`` (plus when lower is better), a plain number in the units of ``numbers``.

    References
    ----------
    Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> cut_off_b_clinical(PopulationNumbers(35.5, 8.5, 7.5, 7.5), Better.LOWER)
    24.5
    """
    return numbers.functional_mean - _sign(better) * 2 * numbers.clinical_sd


def cut_off_c(numbers: PopulationNumbers) -> float:
    """Return the point between both means, ``(s_c M_f + s_f M_c) / (s_c + s_f)``, for either direction.

    Parameters
    ----------
    numbers : PopulationNumbers
        Of both populations; the cut-off is a plain number in their units.

    Raises
    ------
    ZeroDivisionError
        When both SDs are 0.

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> cut_off_c(PopulationNumbers(40, 7.5, 60, 7.5))
    50.0
    """
    clinical, functional = numbers.clinical_sd, numbers.functional_sd
    return (clinical * numbers.functional_mean + functional * numbers.clinical_mean) / (clinical + functional)


def clinical_cut_off(criterion: Criterion, numbers: PopulationNumbers, better: Better) -> float:
    """Return the cut-off of this criterion, in the units of ``numbers``.

    a: ``M_clinical ± 2 SD_clinical``; b: ``M_functional ∓ 2 SD`` (functional, or clinical for ``B_CLINICAL``); c:
    ``(s_c M_f + s_f M_c) / (s_c + s_f)``. The upper sign is for a scale where higher is better. A plain
    number, NaN when a number it needs is NaN.

    Parameters
    ----------
    criterion : Criterion
    numbers : PopulationNumbers
    better : Better

    Raises
    ------
    ZeroDivisionError
        For c, when both SDs are 0.

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12; ``B_CLINICAL`` is that of :func:`cut_off_b_clinical`

    Examples
    --------
    >>> clinical_cut_off(Criterion.C, PopulationNumbers(40, 7.5, 60, 7.5), Better.HIGHER)
    50.0
    """
    match criterion:
        case Criterion.A:
            return cut_off_a(numbers, better)
        case Criterion.B:
            return cut_off_b(numbers, better)
        case Criterion.B_CLINICAL:
            return cut_off_b_clinical(numbers, better)
        case Criterion.C:
            return cut_off_c(numbers)
