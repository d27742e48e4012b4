"""Every person of a file in a category, and how many there are."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.change.clinical import Category, Criterion, PopulationNumbers, clinical_cut_off
from gjenklang.core.change.files.methods import (
    NotComputable,
    Sample,
    change_index,
    passed_index,
    sample_of,
    true_score_c,
)
from gjenklang.core.change.files.pairs import Numbers, Pairs, decimal_difference
from gjenklang.core.change.files.rule import CUT_OFFS, SHARES, SLOPES, FileRule, Method, WrongRule
from gjenklang.core.change.files.simple import Ways, ways_by_percentage, ways_by_points, ways_past
from gjenklang.core.change.reliable import critical_value
from gjenklang.core.instruments import Better, Boundary, Edge
from gjenklang.core.numerics import Share, wilson

__all__ = ["FileChange", "Tally", "change_of_people", "tally"]

Sides = tuple[Ways, Ways] | None
_Flags = NDArray[np.bool_]
_ORDER = (Category.RECOVERED, Category.IMPROVED, Category.UNCHANGED, Category.DETERIORATED, Category.HARMED)
_TRUE_SCORES = frozenset({Method.HA, Method.CUTOFF_HA})
_CODE = {category: code for code, category in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class FileChange:
    """The change of everyone in a file; arrays have shape (n,).

    Attributes
    ----------
    rule : FileRule
    mean_pre, sd_pre : float
        Of the complete pairs; the SD is NaN for one pair.
    s_diff, threshold, cut_off : float or None
        In units. ``threshold`` is the raw reliable change, for JT and a fixed number only.
    critical : float or None
        What the index must exceed.
    change : array
        ``post - pre`` in units.
    index : array or None
        None for a fixed number.
    crossed : array
        From the clinical to the functional side without a reliable change (part of *unchanged*).
    started_above : array
        Started on the functional side: cannot recover.
    """

    rule: FileRule
    mean_pre: float
    sd_pre: float
    s_diff: float | None
    threshold: float | None
    critical: float | None
    cut_off: float | None
    change: Numbers
    index: Numbers | None
    codes: NDArray[np.int8]
    crossed: _Flags
    started_above: _Flags

    @property
    def all_categories(self) -> tuple[Category, ...]:
        """What each of ``codes`` stands for."""
        return _ORDER

    @property
    def possible(self) -> tuple[Category, ...]:
        """The categories of this rule; without a cut-off, or by it alone, nobody can recover or be harmed."""
        return _ORDER if self.cut_off is not None and self.rule.method not in CUT_OFFS else _ORDER[1:4]

    def categories(self) -> list[Category]:
        """Return each person's category."""
        return [_ORDER[code] for code in self.codes]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people are in each category; ``crossed`` and ``started_above`` overlap with those.

    ``crossed`` is None where the rule has no cut-off or is the cut-off alone.
    """

    n: int
    shares: dict[Category, Share]
    crossed: Share | None
    started_above: Share | None


def _sides(scores: Numbers, cut_off: float, rule: FileRule) -> NDArray[np.int8]:
    """Return -1 on the clinical side, 1 on the functional side, 0 for neither."""
    at = {Boundary.AT_IS_ABOVE: 1, Boundary.AT_IS_BELOW: -1, Boundary.AT_IS_NEITHER: 0}[rule.at_cut_off]
    above = np.where(scores == cut_off, at, np.sign(scores - cut_off)).astype(np.int8)
    return above if rule.better is Better.HIGHER else -above


def _last_sides(sample: Sample, cut_off: float, rule: FileRule) -> NDArray[np.int8]:
    if rule.method not in _TRUE_SCORES:
        return _sides(sample.pairs.post, cut_off, rule)
    passed = passed_index(sample, cut_off) * (1 if rule.better is Better.HIGHER else -1)
    beyond = np.abs(passed) > _critical(rule)
    return (np.sign(passed) * beyond).astype(np.int8)


def _cut_off(sample: Sample, sd_pre: float, rule: FileRule) -> float | None:
    if rule.criterion is None:
        return rule.cut_off
    mean = rule.functional_mean if rule.functional_mean is not None else float("nan")
    spread = rule.functional_sd if rule.functional_sd is not None else float("nan")
    if rule.method in _TRUE_SCORES and rule.criterion is Criterion.C:
        return true_score_c(sample, mean, spread)
    return clinical_cut_off(
        rule.criterion, PopulationNumbers(sample.mean_pre, sd_pre, mean, spread), rule.better
    )


def _need_of_people(pairs: Pairs, rule: FileRule) -> None:
    without_error = SHARES | {Method.FIXED, Method.CUTOFF}
    estimated = (rule.method not in without_error and rule.sd is None) or rule.criterion is not None
    least = 3 if estimated or rule.method not in without_error | {Method.JT} else 1
    if len(pairs) < least:
        raise WrongRule(f"only {len(pairs)} complete pairs; this rule needs at least {least}.")
    if estimated and float(np.ptp(pairs.pre)) == 0:
        raise WrongRule(f"every first score is {pairs.pre[0]:g}: the SD is 0, so no index exists.")


def _beyond(size: Numbers, limit: float, edge: Edge) -> _Flags:
    return size >= limit if edge is Edge.INCLUSIVE else size > limit


def _coded(ways: Ways, sides: tuple[Ways, Ways] | None, rule: FileRule) -> NDArray[np.int8]:
    better, worse = ways > 0, ways < 0
    codes = np.full(len(ways), _CODE[Category.UNCHANGED], dtype=np.int8)
    codes[better], codes[worse] = _CODE[Category.IMPROVED], _CODE[Category.DETERIORATED]
    if sides is not None and rule.method not in CUT_OFFS:
        before, after = sides
        starts = before < 0 if rule.needs_clinical_start else np.ones(len(ways), dtype=np.bool_)
        codes[better & starts & (after > 0)] = _CODE[Category.RECOVERED]
        codes[worse & (before >= 0) & (after <= 0)] = _CODE[Category.HARMED]
    return codes


def _ways(pairs: Pairs, rule: FileRule, measured: Numbers, limit: float | None, sides: Sides) -> Ways:
    """Return which way each person went, by the rule."""
    if rule.method in CUT_OFFS and sides is not None:
        return ways_past(*sides)
    if rule.least is not None:
        by = ways_by_percentage if rule.method is Method.PERCENTAGE else ways_by_points
        return by(pairs, rule.better, (rule.least, rule.least_worse), rule.edge_used)
    if limit is None:
        raise NotComputable("the rule has no limit.")
    sign = np.sign(measured if rule.better is Better.HIGHER else -measured).astype(np.int8)
    return (sign * _beyond(np.abs(measured), limit, rule.edge_used)).astype(np.int8)


def change_of_people(pairs: Pairs, rule: FileRule, slopes: Numbers | None = None) -> FileChange:
    """Judge every complete pair of a file by one rule.

    Recovered: reliably better, on the functional side at the end and (unless the rule says otherwise) on the
    clinical side at the start. Improved: reliably better otherwise. Harmed: reliably worse, not on the
    clinical side at the start and not on the functional side at the end. Deteriorated: reliably worse otherwise.
    Unchanged: the rest, also those who crossed the cut-off without a reliable change.

    Parameters
    ----------
    pairs : Pairs
        Complete pairs only; mean and SD of the clinical group are those of ``pairs.pre``.
    rule : FileRule
    slopes : array, shape (n,), optional
        The index of the methods of the mixed model, which is made elsewhere; needed by those and by no other.

    Returns
    -------
    FileChange

    Raises
    ------
    WrongRule
        Fewer than 3 pairs, or a constant first score, where the rule needs an SD from the file.
    NotComputable
        See :func:`gjenklang.core.change.files.methods.change_index`.

    References
    ----------
    Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> rule = FileRule(method=Method.FIXED, better=Better.HIGHER, fixed=6.0, cut_off=25.0)
    >>> pairs = Pairs(np.array([24.9, 14.0]), np.array([30.9, 22.0]))
    >>> [category.value for category in change_of_people(pairs, rule).categories()]
    ['recovered', 'improved']
    """
    _need_of_people(pairs, rule)
    sample = sample_of(pairs, rule)
    change = decimal_difference(pairs.post, pairs.pre)
    sd_pre = float(np.std(pairs.pre, ddof=1)) if len(pairs) > 1 else float("nan")
    s_diff = None if rule.reliability is None else sample.difference_error
    index = _index(sample, rule, slopes)
    critical = None if index is None else _critical(rule)
    threshold = rule.fixed
    if rule.method is Method.JT and critical is not None and s_diff is not None:
        threshold = critical * s_diff
    cut_off = _cut_off(sample, sd_pre, rule)
    sides = (
        None if cut_off is None else (_sides(pairs.pre, cut_off, rule), _last_sides(sample, cut_off, rule))
    )
    measured, limit = (change, rule.fixed) if index is None else (index, critical)
    ways = _ways(pairs, rule, measured, limit, sides)
    nobody = np.zeros(len(pairs), dtype=np.bool_)
    return FileChange(
        rule,
        sample.mean_pre,
        sd_pre,
        s_diff,
        threshold,
        critical,
        cut_off,
        change,
        index,
        codes=_coded(ways, sides, rule),
        crossed=nobody if sides is None else (ways == 0) & (sides[0] < 0) & (sides[1] > 0),
        started_above=nobody if sides is None else sides[0] > 0,
    )


def _index(sample: Sample, rule: FileRule, slopes: Numbers | None) -> Numbers | None:
    if (rule.method in SLOPES) != (slopes is not None):
        raise WrongRule(f"method {rule.method} and an index of slopes do not go together.")
    if slopes is not None or rule.method in SHARES | CUT_OFFS | {Method.FIXED}:
        return slopes
    return change_index(sample, rule.method)


def _critical(rule: FileRule) -> float:
    return (
        NormalDist().inv_cdf(rule.confidence)
        if rule.method in _TRUE_SCORES
        else critical_value(rule.confidence)
    )


def tally(result: FileChange, members: _Flags | None = None) -> Tally:
    """Count the people in each category, with Wilson's 95 % intervals.

    Parameters
    ----------
    result : FileChange
    members : array of bool, shape (n,), optional
        The people to count; everyone when left out. The rule itself stays that of the whole file.

    Returns
    -------
    Tally
        Counts of people, and shares from 0 to 1.

    References
    ----------
    Wilson 1927, doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> rule = FileRule(method=Method.FIXED, better=Better.HIGHER, fixed=6.0)
    >>> result = change_of_people(Pairs(np.array([10.0, 20.0]), np.array([16.0, 21.0])), rule)
    >>> tally(result).shares[Category.IMPROVED].count
    1
    """
    within = np.ones(len(result.codes), dtype=np.bool_) if members is None else members
    n = int(np.sum(within))
    counts = np.bincount(result.codes[within], minlength=len(_ORDER))
    crossed, above = (wilson(int(np.sum(one & within)), n) for one in (result.crossed, result.started_above))
    return Tally(
        n,
        {category: wilson(int(counts[_CODE[category]]), n) for category in result.possible},
        crossed if len(result.possible) == len(_ORDER) else None,
        above if result.cut_off is not None else None,
    )
