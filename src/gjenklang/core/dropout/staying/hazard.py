"""A local model of who will be lost, for judging models: off until a service switches it on, and apart from all else.

A discrete-time hazard: each week that someone is still there is one row, and what was known at the landmark stands in
every row. It shows which factors count, never gates access, and says nothing about one person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from gjenklang.core.dropout.staying.retention import Unfollowed
from gjenklang.core.trajectories.models import logistic

__all__ = ["HazardModel", "fit_hazard"]

_Numbers = NDArray[np.float64]
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class HazardModel:
    """A fitted hazard; arrays have shape (2 + p,): intercept, log of the week after the landmark, then the factors.

    Attributes
    ----------
    names : tuple of str
    coefficient, se : array
        On the log odds of being lost in a week; factors are centred on ``centre`` and divided by ``spread``, shape
        (p,), so that they can be set side by side.
    n_people, n_weeks, n_events : int
    """

    names: tuple[str, ...]
    coefficient: _Numbers
    se: _Numbers
    centre: _Numbers
    spread: _Numbers
    n_people: int
    n_weeks: int
    n_events: int

    def chance(self, factors: _Numbers, weeks: int) -> _Numbers:
        """Return the chance of being lost within so many weeks after the landmark, shape (n,).

        Examples
        --------
        >>> names, beta = ("week", "age"), np.array([-2.0, 0.0, 0.0])
        >>> model = HazardModel(names, beta, np.ones(3), np.zeros(1), np.ones(1), 9, 9, 9)
        >>> model.chance(np.zeros((1, 1)), 2).round(4).tolist()
        [0.2242]
        """
        standard = (factors - self.centre) / self.spread
        week = np.log(np.arange(1, weeks + 1))
        level = self.coefficient[0] + standard @ self.coefficient[2:]
        hazard = expit(level[:, None] + self.coefficient[1] * week[None, :])
        return np.asarray(1 - np.prod(1 - hazard, axis=1))


def fit_hazard(factors: _Numbers, names: Sequence[str], time: _Ints, event: NDArray[np.bool_]) -> HazardModel:
    """Fit a discrete-time hazard by logistic regression on the weeks that people were followed.

    ``log odds(lost in week t | there until t) = a + b log t + x'c``.

    Parameters
    ----------
    factors : array, shape (n, p)
        What was known of each at the landmark.
    names : sequence of str, length p
    time : array of int, shape (n,)
        Weeks after the landmark that each was followed, from 1.
    event : array of bool, shape (n,)
        Whether the person was lost in the last of them.

    Raises
    ------
    Unfollowed
        Nobody was lost, a week below 1, a factor that does not vary, or one that is a sum of others.

    References
    ----------
    Singer & Willett 1993, doi:10.3102/10769986018002155

    Examples
    --------
    >>> time, event = np.array([1, 2, 3, 4, 4, 4]), np.array([True, True, True, False, False, True])
    >>> found = fit_hazard(np.array([[1.0], [1], [0], [0], [1], [0]]), ["missing"], time, event)
    >>> found.n_weeks, found.n_events, found.names
    (18, 4, ('week', 'missing'))
    """
    if not event.any():
        raise Unfollowed("nobody was lost, so there is nothing to learn.")
    if (time < 1).any():
        raise Unfollowed("a time must be at least one week after the landmark.")
    centre, spread = factors.mean(axis=0), factors.std(axis=0)
    if (spread == 0).any():
        raise Unfollowed(f"{names[int(np.flatnonzero(spread == 0)[0])]} is the same for everyone.")
    person = np.repeat(np.arange(len(time)), time)
    last = np.cumsum(time) - 1
    week = np.arange(len(person)) - np.repeat(last + 1 - time, time) + 1
    lost = np.zeros(len(person))
    lost[last] = event
    design = np.column_stack([np.log(week), ((factors - centre) / spread)[person]])
    beta = logistic(design, lost)
    whole = np.column_stack([np.ones(len(person)), design])
    chance = expit(whole @ beta)
    info = (whole * (chance * (1 - chance))[:, None]).T @ whole
    if np.linalg.matrix_rank(info / np.outer(*[np.sqrt(np.diag(info))] * 2)) < len(info):
        raise Unfollowed("the factors are not all different: one is a sum of others.")
    se = np.sqrt(np.diag(np.linalg.inv(info)))
    return HazardModel(("week", *names), beta, se, centre, spread, len(time), len(person), int(event.sum()))
