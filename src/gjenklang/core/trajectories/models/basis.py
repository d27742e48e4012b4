"""How the expected course bends over time: the columns of the fixed effects that belong to time."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gjenklang.core.trajectories.models.ratings import Numbers, Unusable

__all__ = ["Basis", "Bend"]


class Bend(StrEnum):
    """The family of curves."""

    LINEAR = "linear"
    LOG1P = "log1p"
    SATURATING = "saturating"
    SPLINE = "spline"


@dataclass(frozen=True, slots=True)
class Basis:
    """Columns of time.

    ``linear``: t. ``log1p``: log(1 + t). ``saturating``: 1 - exp(-t / tau), with t = session - 1 where time is
    the number of the session. ``spline``: a natural cubic spline, k knots give k - 1 columns, in the truncated power
    form of Hastie, Tibshirani & Friedman 2009 (5.4-5.5), divided by (last - first knot)².

    Attributes
    ----------
    bend : Bend
    tau : float
        Of ``saturating``, in the unit of time.
    knots : tuple of float
        Of ``spline``, at least three and rising.

    References
    ----------
    Hastie, Tibshirani & Friedman 2009, doi:10.1007/978-0-387-84858-7, section 5.2.1

    Examples
    --------
    >>> Basis(Bend.LOG1P).columns(np.array([0.0, 1.0])).round(3).tolist()
    [[0.0], [0.693]]
    >>> Basis(Bend.SPLINE, knots=(0.0, 2.0, 8.0)).columns(np.array([0.0, 8.0])).shape
    (2, 2)
    """

    bend: Bend
    tau: float = 2.3
    knots: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.bend is Bend.SATURATING and not self.tau > 0:
            raise Unusable(f"tau must be above 0, not {self.tau}.")
        if self.bend is Bend.SPLINE and (
            len(self.knots) < 3 or any(b <= a for a, b in zip(self.knots, self.knots[1:], strict=False))
        ):
            raise Unusable("a spline needs at least three knots in rising order.")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns; a single one is the slope."""
        if self.bend is not Bend.SPLINE:
            return ("slope",)
        return tuple(f"spline{place}" for place in range(1, len(self.knots)))

    def columns(self, time: Numbers) -> Numbers:
        """Return the columns of time, shape (N, k).

        Raises
        ------
        Unusable
            ``log1p`` of a time at or below -1.
        """
        if self.bend is Bend.LINEAR:
            return time[:, None]
        if self.bend is Bend.SATURATING:
            return (1 - np.exp(-time / self.tau))[:, None]
        if self.bend is Bend.SPLINE:
            return _natural_spline(time, np.array(self.knots))
        if (time <= -1).any():
            raise Unusable("log1p needs times above -1; let time be counted from the start.")
        return np.log1p(time)[:, None]

    def slope_column(self, time: Numbers) -> Numbers:
        """Return the column that a person's own slope multiplies, shape (N,): linear in time for a spline."""
        return self.columns(time)[:, 0]


def _natural_spline(time: Numbers, knots: Numbers) -> Numbers:
    def bent(place: int) -> Numbers:
        cubes = np.maximum(time - knots[place], 0) ** 3 - np.maximum(time - knots[-1], 0) ** 3
        bend: Numbers = cubes / (knots[-1] - knots[place])
        return bend

    scale = (knots[-1] - knots[0]) ** 2
    last = bent(len(knots) - 2)
    turned = [(bent(place) - last) / scale for place in range(len(knots) - 2)]
    return np.column_stack([time, *turned])
