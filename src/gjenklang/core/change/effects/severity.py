"""Effects against a reference: severity-adjusted by two published definitions, relative, and a target reached."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt

import numpy as np
from scipy.special import stdtrit

from gjenklang.core.change.effects.effect import Effect, NoEffect
from gjenklang.core.change.files.pairs import Numbers, Pairs, decimal_difference
from gjenklang.core.instruments import Better
from gjenklang.core.numerics import Share, wilson

__all__ = [
    "Adjusted",
    "Definition",
    "Reference",
    "reached_target",
    "reference_of",
    "relative_effect",
    "severity_adjusted",
]


class Definition(StrEnum):
    """Which severity-adjusted effect size; the two differ by the reference's own mean effect."""

    BROWN = "brown"
    SEIDEL_METHOD_2 = "seidel-miller-chow-2"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a client with this first score is expected to end with: ``intercept + slope * first``, in units.

    ``mean_gain`` is the mean change towards better of the reference's clinical people, ``sd`` the SD of their
    first scores, ``n`` how many they were.
    """

    better: Better
    cut_off: float | None
    n: int
    intercept: float
    slope: float
    mean_gain: float
    sd: float


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A severity-adjusted effect; ``values`` has shape (n,), ``left_out`` counts those outside the clinical range."""

    definition: Definition
    effect: Effect
    values: Numbers
    left_out: int


def _clinical(pairs: Pairs, cut_off: float | None, better: Better) -> Pairs:
    if cut_off is None:
        return pairs
    inside = pairs.pre < cut_off if better is Better.HIGHER else pairs.pre > cut_off
    return Pairs(pairs.pre[inside], pairs.post[inside])


def reference_of(pairs: Pairs, better: Better, cut_off: float | None = None) -> Reference:
    """Fit what is expected of each first score, by least squares over those who start in the clinical range.

    ``expected last = intercept + slope * first``; intercept, gain and SD in the units of the scale, the slope without.

    Parameters
    ----------
    pairs : Pairs
        The reference sample.
    better : Better
    cut_off : float or None
        Strictly beyond it is clinical; None takes everyone.

    Raises
    ------
    NoEffect
        Fewer than 3 clinical pairs, or every first score alike.

    References
    ----------
    As for :func:`severity_adjusted`, which uses it.

    Examples
    --------
    >>> pairs = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([18.0, 16.0, 20.0, 22.0]))
    >>> found = reference_of(pairs, Better.LOWER)
    >>> found.n, round(found.intercept, 3), round(found.slope, 3), found.mean_gain
    (4, 8.6, 0.4, 7.0)
    """
    inside = _clinical(pairs, cut_off, better)
    if len(inside) < 3:
        raise NoEffect(f"only {len(inside)} pairs start in the clinical range; a reference needs at least 3.")
    if float(np.ptp(inside.pre)) == 0:
        raise NoEffect(
            f"every first score of the reference is {inside.pre[0]:g}: nothing can be expected of it."
        )
    first, last = inside.pre, inside.post
    middle = float(np.mean(first))
    slope = float(np.sum((first - middle) * last) / np.sum((first - middle) ** 2))
    way = 1 if better is Better.HIGHER else -1
    return Reference(
        better,
        cut_off,
        len(inside),
        float(np.mean(last)) - slope * middle,
        slope,
        way * float(np.mean(decimal_difference(last, first))),
        float(np.std(first, ddof=1)),
    )


def severity_adjusted(
    pairs: Pairs, reference: Reference, definition: Definition, confidence: float = 0.95
) -> Adjusted:
    """Return how people did against what was expected of their first scores.

    With the residual towards better ``e = last - (intercept + slope first)`` (turned when lower is better):

    - brown: ``(mean_gain + e) / sd``; 0.8 is a benchmark only here
    - seidel-miller-chow-2: ``e / sd``; 0 is the reference's average

    The mean comes with Student's interval; the reference is taken as known. Those outside the reference's
    clinical range are left out and counted.

    Raises
    ------
    NoEffect
        Fewer than 3 clinical pairs.

    References
    ----------
    Brown's definition: psychoutcomes.org, Severity Adjusted Effect Size. The second as OpenFIT
    (support 204000074613) describes method 2 of Seidel, Miller & Chow 2013, doi:10.1080/10503307.2013.840812.

    Examples
    --------
    >>> pairs = Pairs(np.array([20.0, 24.0, 28.0, 32.0]), np.array([18.0, 16.0, 20.0, 22.0]))
    >>> reference = reference_of(pairs, Better.LOWER)
    >>> round(severity_adjusted(pairs, reference, Definition.BROWN).effect.value, 3)
    1.356
    >>> abs(round(severity_adjusted(pairs, reference, Definition.SEIDEL_METHOD_2).effect.value, 9))
    0.0
    """
    inside = _clinical(pairs, reference.cut_off, reference.better)
    n = len(inside)
    if n < 3:
        raise NoEffect(f"only {n} pairs start in the clinical range; at least 3 are needed.")
    way = 1 if reference.better is Better.HIGHER else -1
    residual = way * (inside.post - (reference.intercept + reference.slope * inside.pre))
    plus = reference.mean_gain if definition is Definition.BROWN else 0.0
    values: Numbers = (plus + residual) / reference.sd
    mean, spread = float(np.mean(values)), float(np.std(values, ddof=1))
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * spread / sqrt(n)
    effect = Effect(
        f"severity-adjusted, {definition.value}",
        n,
        mean,
        mean - half,
        mean + half,
        "Student's t, reference taken as known",
        confidence,
    )
    return Adjusted(definition, effect, values, len(pairs) - n)


def relative_effect(unit: Effect, norm: Effect) -> Effect:
    """Return a unit's effect minus that of a norm, both of the same kind.

    The interval is recovered from both (MOVER): ``low = d - sqrt((v1 - l1)² + (u2 - v2)²)``, ``high`` mirrored.
    A norm known exactly has its interval at its value.

    Parameters
    ----------
    unit, norm : Effect
        Plain numbers without unit, with their intervals.

    Raises
    ------
    ValueError
        When the two are of different kinds or confidence.

    References
    ----------
    Zou & Donner 2008, doi:10.1002/sim.3095

    Examples
    --------
    >>> unit = Effect("raw", 40, 1.0, 0.7, 1.3, "", 0.95)
    >>> found = relative_effect(unit, Effect("raw", 900, 0.8, 0.7, 0.9, "", 0.95))
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (0.2, -0.116, 0.516)
    """
    if (unit.name, unit.confidence) != (norm.name, norm.confidence):
        raise ValueError(f"{unit.name!r} and {norm.name!r} are not of one kind and confidence.")
    value = unit.value - norm.value
    low = value - sqrt((unit.value - unit.low) ** 2 + (norm.high - norm.value) ** 2)
    high = value + sqrt((unit.high - unit.value) ** 2 + (norm.value - norm.low) ** 2)
    return Effect(f"relative (difference): {unit.name}", unit.n, value, low, high, "MOVER", unit.confidence)


def reached_target(last: Numbers, target: float, better: Better, confidence: float = 0.95) -> Share:
    """Return the share whose last score is at the target or better, with Wilson's interval.

    Parameters
    ----------
    last : array, shape (n,)
        Last scores in units.
    target : float
        In the same units.
    better : Better
    confidence : float

    Raises
    ------
    ValueError
        When the target is not finite, or the confidence not between 0 and 1.

    References
    ----------
    Wilson 1927, doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> found = reached_target(np.array([25.0, 24.9, 30.0]), 25.0, Better.HIGHER)
    >>> found.count, found.n
    (2, 3)
    """
    if not isfinite(target):
        raise ValueError(f"the target must be a finite number, not {target}.")
    there = last >= target if better is Better.HIGHER else last <= target
    return wilson(int(np.sum(there)), len(last), confidence)
