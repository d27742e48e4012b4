"""Patterns of a course that rest on no one limit: two who rate apart, and the same answer again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from gjenklang.core.change import ChangeRule

__all__ = ["Apart", "raters_apart", "same_again"]


@dataclass(frozen=True, slots=True)
class Apart:
    """Two raters who part: the change of each since their first rating in common, in steps, and how often in a row."""

    first: int
    second: int
    times: int


def raters_apart(
    first: Sequence[int], second: Sequence[int], rules: tuple[ChangeRule, ChangeRule], times: int = 2
) -> Apart | None:
    """Return how two raters part when their *changes* differ by more than the measurement error, so often in a row.

    Levels are not compared: two may use a line differently. With the reliable changes ``a`` and ``b`` of the two, each
    the width of error of one change, the difference of two changes has the width ``sqrt(a² + b²)``. It counts only
    where it is larger, at each of the last ``times`` ratings, and always the same way.

    Parameters
    ----------
    first, second : sequence of int
        Scores in steps at the sessions in which both rated, in order.
    rules : pair of ChangeRule
        Of each; of one direction.
    times : int
        From 1.

    Returns
    -------
    Apart or None
        None when they do not part, or there are too few ratings in common.

    Raises
    ------
    ValueError
        When the rows differ in length, or ``times`` is below 1.

    References
    ----------
    Our own rule, not validated; the reliable change: Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12; errors of
    two raters taken as independent

    Examples
    --------
    >>> from gjenklang.core.instruments import Better, Edge
    >>> six = ChangeRule("six", Better.HIGHER, 60, Edge.INCLUSIVE, 250)
    >>> raters_apart([180, 200, 270, 280], [180, 180, 180, 190], (six, six))
    Apart(first=100, second=10, times=2)
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} ratings are not in common.")
    if times < 1:
        raise ValueError(f"at least one rating is needed, not {times}.")
    if len(first) <= times:
        return None
    error = rules[0].reliable ** 2 + rules[1].reliable ** 2
    parts = [(one - first[0]) - (two - second[0]) for one, two in zip(first, second, strict=True)]
    sign = 1 if parts[-1] > 0 else -1
    run = list(takewhile(lambda part: sign * part > 0 and part**2 > error, reversed(parts)))
    if len(run) < times:
        return None
    return Apart(first[-1] - first[0], second[-1] - second[0], len(run))


def same_again(forms: Sequence[tuple[int, ...]], times: int = 7) -> int:
    """Return how many of the latest forms are the same, line for line; 0 when that is fewer than ``times``.

    It asks whether the form still says something; many mark alike in good faith (Meier 2022,
    doi:10.3389/fpsyg.2022.949326).

    Parameters
    ----------
    forms : sequence of tuple of int
        The lines of each, in steps; a total that is known alone stands as one line.
    times : int
        From 2.

    Raises
    ------
    ValueError
        When ``times`` is below 2.

    References
    ----------
    Our own rule, not validated.

    Examples
    --------
    >>> same_again([(50, 40)] + [(60, 60)] * 7), same_again([(60, 60)] * 6)
    (7, 0)
    """
    if times < 2:
        raise ValueError(f"the same again needs at least 2 forms, not {times}.")
    run = sum(1 for _ in takewhile(lambda form: form == forms[-1], reversed(forms)))
    return run if run >= times else 0
