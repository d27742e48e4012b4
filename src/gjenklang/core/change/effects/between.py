"""Effect sizes between two groups."""

from math import sqrt

import numpy as np

from gjenklang.core.change.effects.effect import Effect, NoEffect, normal, one_side, small_sample_factor
from gjenklang.core.change.effects.paired import standardised_mean_change
from gjenklang.core.change.files.pairs import Numbers, Pairs
from gjenklang.core.change.reliable import critical_value
from gjenklang.core.instruments import Better

__all__ = ["between_groups", "difference_of_changes"]


def between_groups(one: Numbers, other: Numbers, better: Better, confidence: float = 0.95) -> Effect:
    """Return Hedges' g of two groups, above 0 when the first is better.

    ``g = J(n1 + n2 - 2) (M1 - M2) / S_pooled``; normal interval with variance ``1/n1 + 1/n2 + g²/(2(n1 + n2))``.

    Parameters
    ----------
    one, other : array, shapes (n1,) and (n2,)
        Finite, in the same units, at least 2 each and 3 in one of them.
    better : Better
    confidence : float

    Raises
    ------
    NoEffect
        Too few people, or no spread within the groups.

    References
    ----------
    Hedges 1981, doi:10.3102/10769986006002107; Viechtbauer 2010, doi:10.18637/jss.v036.i03

    Examples
    --------
    >>> found = between_groups(np.array([12.0, 14, 19, 21]), np.array([10.0, 11, 15, 12]), Better.HIGHER)
    >>> found.n, round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (8, 1.17, -0.33, 2.669)
    """
    if min(len(one), len(other)) < 2 or len(one) + len(other) < 5:
        raise NoEffect(f"groups of {len(one)} and {len(other)}: at least 2 in each and 5 in all are needed.")
    (n1, m1, s1), (n2, m2, s2) = one_side(one), one_side(other)
    pooled = sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2))
    if float(np.ptp(one)) == 0 and float(np.ptp(other)) == 0:
        raise NoEffect("no score within the groups differs: the SD is 0, so no effect size exists.")
    way = 1 if better is Better.HIGHER else -1
    value = small_sample_factor(n1 + n2 - 2) * way * (m1 - m2) / pooled
    variance = 1 / n1 + 1 / n2 + value**2 / (2 * (n1 + n2))
    return normal("g: J(n1 + n2 - 2) difference / pooled SD", n1 + n2, value, variance, confidence)


def difference_of_changes(one: Pairs, other: Pairs, better: Better, confidence: float = 0.95) -> Effect:
    """Return the difference of two groups' standardised mean changes (SMCR), above 0 when the first gained more.

    Each change is by its own group's first SD; the variances add. Parameters as for :func:`between_groups`, with
    at least 3 pairs in each group.

    Raises
    ------
    NoEffect
        As :func:`standardised_mean_change`.

    References
    ----------
    Becker 1988, doi:10.1111/j.2044-8317.1988.tb00901.x; Morris 2008, doi:10.1177/1094428106291059

    Examples
    --------
    >>> first = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([18.0, 16.0, 20.0, 22.0]))
    >>> second = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([19.0, 22.0, 29.0, 30.0]))
    >>> round(difference_of_changes(first, second, Better.LOWER).value, 4)
    0.8407
    """
    here, there = (standardised_mean_change(group, better, confidence) for group in (one, other))
    z = critical_value(confidence)
    variance = sum(((effect.high - effect.value) / z) ** 2 for effect in (here, there))
    name = "difference of smcr, first group minus second"
    return normal(name, here.n + there.n, here.value - there.value, variance, confidence)
