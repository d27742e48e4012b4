"""How often a rule would fire although nothing changed."""

from dataclasses import dataclass
from math import exp, isfinite, pi, sqrt
from statistics import NormalDist

from gjenklang.core.change import false_gain_share

__all__ = ["Spread", "noise_falls", "noise_passes", "noise_stays"]

_NORMAL = NormalDist()
_REACH, _STEPS = 9.0, 720


@dataclass(frozen=True, slots=True)
class Spread:
    """How scores lie over people, taken as normal: mean, SD, and the correlation of two with no true change between."""

    mean: float
    sd: float
    retest: float

    def __post_init__(self) -> None:
        if not isfinite(self.mean):
            raise ValueError(f"the mean must be a finite number, not {self.mean}.")
        if not (isfinite(self.sd) and self.sd > 0):
            raise ValueError(f"the SD must be above 0, not {self.sd}.")
        if not 0 <= self.retest < 1:
            raise ValueError(f"the retest correlation must be from 0 to below 1, not {self.retest}.")


def noise_falls(fall: float, spread: Spread) -> float:
    """Return the share of pairs with no true change in which the second is ``fall`` or more below the first.

    ``1 - Phi(fall / (sd sqrt(2 (1 - retest))))``, the mean and any ceiling left aside.

    Parameters
    ----------
    fall : float
        In the units of the spread.
    spread : Spread

    Returns
    -------
    float
        A share from 0 to 1; 0.5 for a fall of 0.

    References
    ----------
    Both scores normal, by the standard error of a difference of Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> [round(noise_falls(1.0, Spread(36.0, 5.3, retest)), 3) for retest in (0.88, 0.64)]
    [0.35, 0.412]
    """
    return false_gain_share(fall, spread.sd, spread.retest)


def noise_stays(limit: float, spread: Spread, times: int) -> float:
    """Return the share of people with no true change whose next ``times`` scores are all at the limit or above.

    With the true part ``t`` standard normal, ``r`` the retest correlation and ``c`` the limit in SDs from the mean:
    the integral over t of ``phi(t) Phi((sqrt(r) t - c) / sqrt(1 - r))^times`` (Simpson's rule over ±9).

    Parameters
    ----------
    limit : float
        In the units of the spread.
    spread : Spread
    times : int
        At least 1.

    Returns
    -------
    float
        A share from 0 to 1.

    Raises
    ------
    ValueError
        When ``times`` is below 1.

    References
    ----------
    Our own model of noise: ``docs/science/alliance.md``

    Examples
    --------
    >>> round(noise_stays(36.0, Spread(36.0, 5.3, 0.5), 2), 6)
    0.333333
    """
    if times < 1:
        raise ValueError(f"at least one score is needed, not {times}.")
    away = (limit - spread.mean) / spread.sd
    root, rest = sqrt(spread.retest), sqrt(1 - spread.retest)
    step = 2 * _REACH / _STEPS
    total = 0.0
    for place in range(_STEPS + 1):
        t = -_REACH + place * step
        weight = 1 if place in {0, _STEPS} else 2 + 2 * (place % 2)
        total += weight * exp(-t * t / 2) * _NORMAL.cdf((root * t - away) / rest) ** times
    return total * step / 3 / sqrt(2 * pi)


def noise_passes(limit: float, spread: Spread) -> float:
    """Return the share of pairs with no true change that go from the limit or above to below it.

    ``P(1) - P(2)``, P(k) being the share whose k scores are all at the limit or above: :func:`noise_stays`.

    Parameters
    ----------
    limit : float
        In the units of the spread.
    spread : Spread

    Returns
    -------
    float
        A share from 0 to 0.25.

    References
    ----------
    Our own model of noise: ``docs/science/alliance.md``

    Examples
    --------
    >>> round(noise_passes(36.0, Spread(36.0, 5.3, 0.5)), 6)
    0.166667
    """
    return noise_stays(limit, spread, 1) - noise_stays(limit, spread, 2)
