"""Do two raters disagree about a change; plain Python."""

from dataclasses import dataclass
from math import isfinite, sqrt

from gjenklang.core.change import critical_value

__all__ = ["Disagreement", "change_disagreement"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """``difference`` is rater A's change minus rater B's, in units; ``beyond`` whether it is more than error."""

    change_a: float
    change_b: float
    difference: float
    threshold: float
    beyond: bool


def change_disagreement(
    a: tuple[float, float], b: tuple[float, float], sem: tuple[float, float], confidence: float = 0.95
) -> Disagreement:
    """Return whether two raters disagree on *change*, not on level.

    ``|ΔA - ΔB| > z sqrt(2 (SEM_A² + SEM_B²))``: each rater may sit on their own level all along.

    Parameters
    ----------
    a, b : (float, float)
        First and last score of each rater, in the same units.
    sem : (float, float)
        Each rater's standard error of measurement, in those units.
    confidence : float

    Raises
    ------
    ValueError
        When a score is not finite, a standard error not above 0, or the confidence not between 0 and 1.

    References
    ----------
    Our own rule, from the standard error of a difference of Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> found = change_disagreement((18.0, 27.0), (14.0, 15.0), (2.05, 2.05))
    >>> found.difference, round(found.threshold, 3), found.beyond
    (8.0, 8.036, False)
    """
    if not all(map(isfinite, (*a, *b))):
        raise ValueError("each score must be a finite number.")
    if not all(isfinite(one) and one > 0 for one in sem):
        raise ValueError(f"each standard error of measurement must be above 0, not {sem[0]} and {sem[1]}.")
    change_a, change_b = a[1] - a[0], b[1] - b[0]
    threshold = critical_value(confidence) * sqrt(2 * (sem[0] ** 2 + sem[1] ** 2))
    difference = change_a - change_b
    return Disagreement(change_a, change_b, difference, threshold, abs(difference) > threshold)
