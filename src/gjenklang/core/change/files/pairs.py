"""The first and the last score of each person."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Numbers", "Pairs", "decimal_difference"]

Numbers = NDArray[np.float64]
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Pairs:
    """Complete pairs; ``pre`` and ``post`` have shape (n,), in the units of the scale, and are finite."""

    pre: Numbers
    post: Numbers

    def __len__(self) -> int:
        return len(self.pre)


def _decimals(values: Numbers) -> int | None:
    """Return the fewest decimals that write all values, or None when more than six are needed."""
    for decimals in range(_MOST_DECIMALS + 1):
        scaled = values * 10.0**decimals
        if np.all(np.abs(scaled - np.rint(scaled)) < 1e-6):
            return decimals
    return None


def decimal_difference(last: Numbers, first: Numbers) -> Numbers:
    """Return ``last - first`` as the decimals on paper have it, so that 8.2 - 2.2 is 6.0.

    Parameters
    ----------
    last, first : array, shape (n,)
        In the same units.

    Returns
    -------
    array, shape (n,)
        Each the double nearest to the exact difference, when the values have at most six decimals; otherwise
        the plain difference of doubles.

    References
    ----------
    Our own rule: ``docs/science/change.md``

    Examples
    --------
    >>> 8.2 - 2.2
    5.999999999999999
    >>> float(decimal_difference(np.array([8.2]), np.array([2.2]))[0])
    6.0
    """
    decimals = _decimals(np.concatenate([last, first]))
    if decimals is None:
        return last - first
    scale = 10.0**decimals
    exact: Numbers = (np.rint(last * scale) - np.rint(first * scale)) / scale
    return exact
