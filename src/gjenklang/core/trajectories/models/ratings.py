"""The ratings of many people over time, as arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Exact", "Numbers", "Ratings", "Unusable"]

Numbers = NDArray[np.float64]
_Places = NDArray[np.int64]


class Unusable(ValueError):  # noqa: N818 — the house names what went wrong
    """Ratings that a model cannot be fitted to; the sentence says why."""


class Exact(Unusable):
    """Ratings that a model fits without any error, so that nothing can be estimated."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings sorted by person and time; arrays have shape (N,) unless said otherwise.

    Attributes
    ----------
    person : array of int
        0 to n - 1, in ascending order.
    time : array
        In the unit the caller chose (weeks, sessions); not negative.
    score : array
        In the units of the scale.
    covariates : array, shape (N, c)
        The same for all rows of a person, or changing with time.
    names : tuple of str
        Of the covariates.
    """

    person: _Places
    time: Numbers
    score: Numbers
    covariates: Numbers
    names: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        person: _Places,
        time: Numbers,
        score: Numbers,
        covariates: Numbers | None = None,
        names: tuple[str, ...] = (),
    ) -> "Ratings":
        """Sort rows by person and time, and number the people from 0 in that order.

        Raises
        ------
        Unusable
            When a value is not finite, or nothing is left.

        Examples
        --------
        >>> rows = Ratings.of(np.array([7, 3, 7]), np.array([1.0, 0, 0]), np.array([20.0, 10, 15]))
        >>> rows.person.tolist(), rows.score.tolist(), rows.n_people
        ([0, 1, 1], [10.0, 15.0, 20.0], 2)
        """
        extra = np.empty((len(person), 0)) if covariates is None else covariates
        if not len(person):
            raise Unusable("there are no ratings.")
        if not (np.isfinite(time).all() and np.isfinite(score).all() and np.isfinite(extra).all()):
            raise Unusable("a time, score or covariate is not a finite number.")
        moved = np.diff(person)
        if (moved < 0).any() or (np.diff(time)[moved == 0] < 0).any():
            order = np.lexsort((time, person))
            person, time, score, extra = person[order], time[order], score[order], extra[order]
        new = np.concatenate([[False], np.diff(person) != 0])
        return cls(np.cumsum(new), time, score, extra, names)

    @property
    def n_people(self) -> int:
        """How many people there are."""
        return int(self.person[-1]) + 1

    @property
    def starts(self) -> _Places:
        """The first row of each person, shape (n,)."""
        return np.flatnonzero(np.concatenate([[True], np.diff(self.person) != 0]))

    @property
    def counts(self) -> _Places:
        """How many ratings each person has, shape (n,)."""
        return np.diff(np.append(self.starts, len(self.person)))

    def of_people(self, chosen: NDArray[np.bool_]) -> "Ratings":
        """Return the ratings of the people chosen; ``chosen`` has shape (n,)."""
        rows = chosen[self.person]
        return Ratings.of(
            self.person[rows], self.time[rows], self.score[rows], self.covariates[rows], self.names
        )

    def rows(self, chosen: NDArray[np.bool_]) -> "Ratings":
        """Return the chosen rows; ``chosen`` has shape (N,)."""
        return Ratings.of(
            self.person[chosen], self.time[chosen], self.score[chosen], self.covariates[chosen], self.names
        )

    def one_for_each_moment(self) -> "Ratings":
        """Keep the last row of those that a person has at one and the same time, in the order they came."""
        same = (np.diff(self.person) == 0) & (np.diff(self.time) == 0)
        return self.rows(np.append(~same, True))
