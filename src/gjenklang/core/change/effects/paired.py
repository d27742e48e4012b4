"""Effect sizes of one group from its first to its last score."""

from collections.abc import Callable
from math import sqrt

from gjenklang.core.change.effects.effect import (
    Effect,
    Moments,
    NoEffect,
    moments_of,
    noncentral_bounds,
    normal,
    small_sample_factor,
)
from gjenklang.core.change.files.pairs import Pairs
from gjenklang.core.instruments import Better

__all__ = [
    "average_sd_effect",
    "bias_corrected_average",
    "change_sd_effect",
    "paired_effects",
    "raw_effect",
    "standardised_mean_change",
]


def _change_variance(value: float, found: Moments) -> float:
    return 2 * (1 - found.correlation) / found.n + value**2 / (2 * found.n)


def raw_effect(pairs: Pairs, better: Better, confidence: float = 0.95) -> Effect:
    """Return the mean change towards better by the SD of the first scores, ``D / S1``.

    The interval is normal with variance ``2(1 - r)/n + d²/(2n)``, r the correlation of first and last.

    Parameters
    ----------
    pairs : Pairs
        Complete pairs, at least 3.
    better : Better
    confidence : float
        Between 0 and 1, both excluded.

    Raises
    ------
    NoEffect
        Fewer than 3 pairs, or every first score alike.

    References
    ----------
    Becker 1988, doi:10.1111/j.2044-8317.1988.tb00901.x; Viechtbauer 2010, doi:10.18637/jss.v036.i03

    Examples
    --------
    >>> import numpy as np
    >>> pairs = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([18.0, 16.0, 20.0, 22.0]))
    >>> found = raw_effect(pairs, Better.LOWER)
    >>> found.n, round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (4, 1.356, 0.23, 2.481)
    """
    found = moments_of(pairs, better)
    value = found.gain / found.sd_pre
    return normal("raw: change / SD of first", found.n, value, _change_variance(value, found), confidence)


def standardised_mean_change(pairs: Pairs, better: Better, confidence: float = 0.95) -> Effect:
    """Return the bias-corrected raw effect, ``SMCR = J(n - 1) D / S1``; without unit.

    Parameters and errors as the raw effect.

    References
    ----------
    Becker 1988, doi:10.1111/j.2044-8317.1988.tb00901.x; Viechtbauer 2010, doi:10.18637/jss.v036.i03

    Examples
    --------
    >>> import numpy as np
    >>> pairs = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([18.0, 16.0, 20.0, 22.0]))
    >>> round(standardised_mean_change(pairs, Better.LOWER).value, 4)
    0.9809
    """
    found = moments_of(pairs, better)
    value = small_sample_factor(found.n - 1) * found.gain / found.sd_pre
    variance = _change_variance(value, found)
    return normal("smcr: J(n - 1) change / SD of first", found.n, value, variance, confidence)


def _bonett(found: Moments) -> tuple[float, float]:
    """Return the average-SD effect and its variance, Bonett 2008, equations 9 and 10."""
    before, after, df = found.sd_pre**2, found.sd_post**2, found.n - 1
    middle = (before + after) / 2
    value = found.gain / sqrt(middle)
    shared = found.correlation * found.sd_pre * found.sd_post
    spread = value**2 * (before**2 + after**2 + 2 * shared**2) / (8 * df * middle**2)
    return value, spread + (before + after - 2 * shared) / (df * middle)


def average_sd_effect(pairs: Pairs, better: Better, confidence: float = 0.95) -> Effect:
    """Return the mean change by the root of the mean of both variances; parameters and errors as the raw effect.

    ``D / sqrt((S1² + S2²)/2)``, normal interval with the variance of Bonett 2008.

    References
    ----------
    Bonett 2008, doi:10.1037/1082-989X.13.2.99

    Examples
    --------
    >>> import numpy as np
    >>> pairs = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([18.0, 16.0, 20.0, 22.0]))
    >>> round(average_sd_effect(pairs, Better.LOWER).value, 4)
    1.7146
    """
    found = moments_of(pairs, better)
    value, variance = _bonett(found)
    return normal("average-sd: change / root mean variance", found.n, value, variance, confidence)


def bias_corrected_average(pairs: Pairs, better: Better, confidence: float = 0.95) -> Effect:
    """Return Hedges' g of paired scores, ``J(n - 1)`` times the average-SD effect and its interval.

    Without unit; parameters as the raw effect.

    Raises
    ------
    NoEffect
        As :func:`raw_effect`.

    References
    ----------
    Hedges 1981, doi:10.3102/10769986006002107; Bonett 2008, doi:10.1037/1082-989X.13.2.99

    Examples
    --------
    >>> import numpy as np
    >>> pairs = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([18.0, 16.0, 20.0, 22.0]))
    >>> round(bias_corrected_average(pairs, Better.LOWER).value, 4)
    1.2407
    """
    found = moments_of(pairs, better)
    value, variance = _bonett(found)
    factor = small_sample_factor(found.n - 1)
    name = "g: J(n - 1) change / root mean variance"
    return normal(name, found.n, factor * value, factor**2 * variance, confidence)


def change_sd_effect(pairs: Pairs, better: Better, confidence: float = 0.95) -> Effect:
    """Return ``d_z``, the mean change by the SD of the changes; parameters as the raw effect.

    The interval is exact for normal changes: noncentral t with n - 1 degrees of freedom, ``t = d_z sqrt(n)``.

    Raises
    ------
    NoEffect
        Also when everyone changed alike.

    References
    ----------
    Cohen 1988, doi:10.4324/9780203771587; Steiger & Fouladi 1997

    Examples
    --------
    >>> import numpy as np
    >>> pairs = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([18.0, 16.0, 20.0, 22.0]))
    >>> found = change_sd_effect(pairs, Better.LOWER)
    >>> round(found.value, 4), round(found.low, 3), round(found.high, 3)
    (2.0207, 0.18, 3.811)
    """
    found = moments_of(pairs, better)
    if found.sd_change == 0:
        raise NoEffect("everyone changed alike: the SD of the changes is 0, so no d_z exists.")
    value, root = found.gain / found.sd_change, sqrt(found.n)
    low, high = noncentral_bounds(value * root, found.n - 1, confidence)
    return Effect(
        "d_z: change / SD of change", found.n, value, low / root, high / root, "noncentral t", confidence
    )


def paired_effects(pairs: Pairs, better: Better, confidence: float = 0.95) -> dict[str, Effect | NoEffect]:
    """Return the five effects by their short names; one that does not exist is its own reason.

    Parameters
    ----------
    pairs : Pairs
        Complete pairs, shape (n,), at least 3.
    better : Better
    confidence : float

    Raises
    ------
    NoEffect
        Fewer than 3 pairs, or every first score alike.

    References
    ----------
    Those of each effect: :func:`raw_effect`, :func:`average_sd_effect`, :func:`change_sd_effect`,
    :func:`bias_corrected_average`, :func:`standardised_mean_change`

    Examples
    --------
    >>> import numpy as np
    >>> pairs = Pairs(np.array([20.0, 24.0, 28.0]), np.array([18.0, 22.0, 26.0]))
    >>> found = paired_effects(pairs, Better.LOWER)
    >>> {name: isinstance(one, NoEffect) for name, one in found.items()}
    {'raw': False, 'average_sd': False, 'd_z': True, 'g': False, 'smcr': False}
    """
    moments_of(pairs, better)
    makers: dict[str, Callable[[Pairs, Better, float], Effect]] = {
        "raw": raw_effect,
        "average_sd": average_sd_effect,
        "d_z": change_sd_effect,
        "g": bias_corrected_average,
        "smcr": standardised_mean_change,
    }
    found: dict[str, Effect | NoEffect] = {}
    for name, make in makers.items():
        try:
            found[name] = make(pairs, better, confidence)
        except NoEffect as reason:
            found[name] = reason
    return found
