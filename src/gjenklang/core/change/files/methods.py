"""The index of change of each method, for all people of a file."""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from gjenklang.core.change.files.pairs import Numbers, Pairs, decimal_difference
from gjenklang.core.change.files.rule import FileRule, Method
from gjenklang.core.change.reliable import standard_error_of_difference, standard_error_of_measurement

__all__ = ["NotComputable", "Sample", "change_index", "passed_index", "sample_of", "true_score_c"]


class NotComputable(ArithmeticError):  # noqa: N818 — the house names what went wrong
    """The rule has no answer for these people; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a method needs to know of the pairs: ``sd`` is that of the measurement error."""

    pairs: Pairs
    mean_pre: float
    mean_post: float
    sd: float
    reliability: float
    reliability_post: float

    @property
    def expected(self) -> Numbers:
        """The true score expected from the first score, ``r (x1 - M1) + M1``, shape (n,)."""
        return self.reliability * (self.pairs.pre - self.mean_pre) + self.mean_pre

    @property
    def error(self) -> float:
        """The standard error of measurement."""
        return standard_error_of_measurement(self.sd, self.reliability)

    @property
    def difference_error(self) -> float:
        """The standard error of a difference."""
        return standard_error_of_difference(self.sd, self.reliability)

    @property
    def prediction_error(self) -> float:
        """The standard error of prediction, ``S sqrt(1 - r²)``."""
        return self.sd * sqrt(1 - self.reliability**2)


def sample_of(pairs: Pairs, rule: FileRule) -> Sample:
    """Describe the pairs; the SD has n - 1 in its denominator, and is NaN for one pair.

    Parameters
    ----------
    pairs : Pairs
        Shape (n,), at least one.
    rule : FileRule

    Returns
    -------
    Sample
        Means and SD are plain numbers in the units of the scale; a reliability that the rule has not is NaN.

    Examples
    --------
    >>> from gjenklang.core.instruments import Better
    >>> pairs = Pairs(np.array([20.0, 22.0, 27.0]), np.array([10.0, 12.0, 20.0]))
    >>> found = sample_of(pairs, FileRule(method=Method.JT, better=Better.LOWER, reliability=0.8))
    >>> found.mean_pre, found.mean_post
    (23.0, 14.0)
    """
    spread = float(np.std(pairs.pre, ddof=1)) if len(pairs) > 1 else float("nan")
    reliability = rule.reliability if rule.reliability is not None else float("nan")
    return Sample(
        pairs,
        float(np.mean(pairs.pre)),
        float(np.mean(pairs.post)),
        rule.sd if rule.sd is not None else spread,
        reliability,
        rule.reliability_post if rule.reliability_post is not None else reliability,
    )


def _jt(sample: Sample) -> Numbers:
    """Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12."""
    return decimal_difference(sample.pairs.post, sample.pairs.pre) / sample.difference_error


def _gln(sample: Sample) -> Numbers:
    """Gulliksen, Lord & Novick, as Hsu 1989 sets it out."""
    return (sample.pairs.post - sample.expected) / sample.prediction_error


def _hll(sample: Sample) -> Numbers:
    """Hsu, Linn & Lord, as Hsu 1989 sets it out."""
    regressed = sample.reliability * (sample.pairs.pre - sample.mean_pre)
    return (sample.pairs.post - sample.mean_post - regressed) / sample.prediction_error


def _en(sample: Sample) -> Numbers:
    """Edwards & Nunnally, as Speer 1992 sets it out."""
    return (sample.pairs.post - sample.expected) / sample.error


def _nk(sample: Sample) -> Numbers:
    """Nunnally & Kotsch 1983."""
    r, variance = sample.reliability, sample.sd**2
    spread = r**2 * variance * (1 - r) + variance * (1 - sample.reliability_post)
    if spread <= 0:
        raise NotComputable("these two reliabilities leave no measurement error, so NK has no index.")
    return (sample.pairs.post - sample.expected) / sqrt(spread)


def _ha(sample: Sample) -> Numbers:
    """Hageman & Arrindell 1999."""
    pre, post = sample.pairs.pre, sample.pairs.post
    variances = np.array([sample.sd**2, np.var(post, ddof=1)])
    reliable = float(np.sum(variances - sample.error**2))
    shared = 2 * float(np.cov(pre, post)[0, 1])
    spread = float(np.sum(variances)) - shared
    if spread <= 0 or reliable <= shared:
        raise NotComputable("the reliability of the differences is not above 0, so HA has no index.")
    r_dd = (reliable - shared) / spread
    shrunk = (post - pre) * r_dd + (sample.mean_post - sample.mean_pre) * (1 - r_dd)
    index: Numbers = shrunk / (sqrt(r_dd) * sample.difference_error)
    return index


_INDEX: dict[Method, Callable[[Sample], Numbers]] = {
    Method.JT: _jt,
    Method.GLN: _gln,
    Method.HLL: _hll,
    Method.EN: _en,
    Method.NK: _nk,
    Method.HA: _ha,
}


def change_index(sample: Sample, method: Method) -> Numbers:
    """Return each person's index of change by a method, shape (n,), without unit.

    With x1, x2 the scores, M1, M2 their means, S the SD and r the reliability:

    - jt: ``(x2 - x1) / (sqrt(2) SEM)``
    - gln: ``((x2 - M1) - r (x1 - M1)) / (S sqrt(1 - r²))``
    - hll: ``((x2 - M2) - r (x1 - M1)) / (S sqrt(1 - r²))``
    - en: ``(x2 - (r (x1 - M1) + M1)) / SEM``
    - nk: ``(x2 - (r (x1 - M1) + M1)) / sqrt(r² S² (1 - r) + S² (1 - r_post))``
    - ha: ``((x2 - x1) r_dd + (M2 - M1)(1 - r_dd)) / (sqrt(r_dd) sqrt(2) SEM)``, with r_dd the reliability of
      the differences

    Raises
    ------
    NotComputable
        HA, when the reliability of the differences is not above 0; NK, when the reliabilities leave no error.

    References
    ----------
    Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01, sets the six side by side.

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 20.0, 25.0]), np.array([20.0, 18.0, 25.0]))
    >>> sample = Sample(pairs, 25.0, 21.0, 5.0, 0.8, 0.8)
    >>> change_index(sample, Method.JT).round(3)
    array([-3.162, -0.632,  0.   ])
    """
    return _INDEX[method](sample)


def passed_index(sample: Sample, cut_off: float) -> Numbers:
    """Return HA's index of where the last true score lies from the cut-off, shape (n,), in standard errors.

    ``(M2 + (x2 - M2) r2 - cut_off) / (sqrt(r2) SEM)`` with ``r2 = (S2² - SEM²) / S2²``; a person is beyond
    the cut-off when it exceeds the one-sided critical value.

    Raises
    ------
    NotComputable
        When the last scores spread no wider than the measurement error.

    References
    ----------
    Hageman & Arrindell 1999; Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 20.0, 25.0]), np.array([20.0, 18.0, 25.0]))
    >>> passed_index(Sample(pairs, 25.0, 21.0, 5.0, 0.8, 0.8), 21.0).round(3)
    array([-0.351, -1.052,  1.403])
    """
    variance = float(np.var(sample.pairs.post, ddof=1))
    if variance <= sample.error**2:
        raise NotComputable(
            "the last scores spread no wider than measurement error, so HA cannot place them."
        )
    reliability = (variance - sample.error**2) / variance
    true = sample.mean_post + (sample.pairs.post - sample.mean_post) * reliability
    return (true - cut_off) / (sqrt(reliability) * sample.error)


def true_score_c(sample: Sample, functional_mean: float, functional_sd: float) -> float:
    """Return HA's cut-off c between true scores, each SD times the root of its own reliability.

    The functional reliability is ``(S_f² - SEM²) / S_f²``.

    Raises
    ------
    NotComputable
        When the functional SD is not above the standard error of measurement.

    References
    ----------
    Hageman & Arrindell 1999; Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> pairs = Pairs(np.array([30.0, 20.0, 25.0]), np.array([20.0, 18.0, 25.0]))
    >>> round(true_score_c(Sample(pairs, 25.0, 21.0, 5.0, 0.8, 0.8), 10.0, 5.0), 6)
    17.5
    """
    beyond = functional_sd**2 - sample.error**2
    if beyond <= 0:
        raise NotComputable("the functional SD is not above the measurement error, so HA has no cut-off c.")
    clinical, functional = sample.sd * sqrt(sample.reliability), sqrt(beyond)
    return (clinical * functional_mean + functional * sample.mean_pre) / (clinical + functional)
