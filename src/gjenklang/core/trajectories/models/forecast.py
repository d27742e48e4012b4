"""A forecast for research and for judging models: whether the last visit shows no reliable change, or a low end.

Apart from everything else, and never shown on a client's page: a service must switch prediction on. The forecast
looks at the first k ratings only; the day of the last visit is never given to it, it weighs the last days of the
people it was fitted on.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr

from gjenklang.core.change.reliable import critical_value
from gjenklang.core.instruments import Better
from gjenklang.core.trajectories.models.detection import logistic
from gjenklang.core.trajectories.models.expected import ExpectedModel
from gjenklang.core.trajectories.models.process import Seen
from gjenklang.core.trajectories.models.ratings import Numbers, Ratings, Unusable

__all__ = [
    "RIVALS",
    "Case",
    "Cases",
    "Forecast",
    "Outcome",
    "cases_of",
    "fit_forecast",
    "local_reliable_change",
]

_HORIZONS = 15
_Flags = NDArray[np.bool_]


class Outcome(StrEnum):
    """What is forecast of the last visit."""

    NOT_IMPROVED = "not reliably improved"
    WORST_FIFTH = "worst fifth given intake"


#: The plain rivals, and what each looks at.
RIVALS = ("intake", "latest", "change", "intake and latest")


def local_reliable_change(ratings: Ratings, near: float, confidence: float = 0.95) -> float:
    """Return the reliable change of these people, from ratings that lie close in time.

    ``z * SD(difference of neighbouring ratings at most ``near`` apart)``: such a difference holds two errors, and
    what wandered in between. A plain number, in points.

    Parameters
    ----------
    ratings : Ratings
    near : float
        In the unit of time.
    confidence : float
        Between 0 and 1, both excluded.

    Raises
    ------
    Unusable
        Fewer than 30 such pairs, or none that differ.
    ValueError
        When the confidence is not between 0 and 1.

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> person, time = np.repeat(np.arange(40), 2), np.tile([0.0, 1.0], 40)
    >>> score = 20 + np.tile([0.0, 2.0, 2.0, 0.0], 20)
    >>> round(local_reliable_change(Ratings.of(person, time, score), near=2.0), 3)
    3.97
    """
    close = (np.diff(ratings.person) == 0) & (np.diff(ratings.time) <= near)
    differences = np.diff(ratings.score)[close]
    if len(differences) < 30 or float(np.std(differences)) == 0:
        raise Unusable(
            f"{len(differences)} pairs of ratings close in time are too few for a reliable change."
        )
    return critical_value(confidence) * float(np.std(differences, ddof=1))


@dataclass(frozen=True, slots=True)
class Cases:
    """People seen side by side with how it ended; arrays have shape (n,) or, in ``seen``, (n, m)."""

    seen: Seen
    intake: Numbers
    last: Numbers
    last_time: Numbers
    count: NDArray[np.int64]

    def eligible(self, k: int, ahead: float) -> NDArray[np.int64]:
        """Return the people with a later rating than their k-th, and their last at least ``ahead`` after it."""
        if k > self.seen.time.shape[1]:
            return np.array([], dtype=np.int64)
        return np.flatnonzero((self.count > k) & (self.last_time - self.seen.time[:, k - 1] >= ahead - 1e-9))


def cases_of(ratings: Ratings) -> Cases:
    """Lay out people; ratings hold one row for each person and moment.

    Parameters
    ----------
    ratings : Ratings
        In points and the unit of time; the first row of a person is the intake.

    Examples
    --------
    >>> cases = cases_of(Ratings.of(np.array([0, 0, 1]), np.array([0.0, 6, 0]), np.array([18.0, 25, 30])))
    >>> cases.intake.tolist(), cases.last.tolist(), cases.eligible(1, ahead=4.0).tolist()
    ([18.0, 30.0], [25.0, 30.0], [0])
    """
    seen = Seen.of(ratings, ratings.score)
    place = ratings.counts - 1
    row = np.arange(ratings.n_people)
    return Cases(seen, seen.value[:, 0], seen.value[row, place], seen.time[row, place], ratings.counts)


@dataclass(frozen=True, slots=True)
class Case:
    """What is kept for one outcome and one number of ratings seen.

    Attributes
    ----------
    line : tuple of float
        Intercept and slope that recalibrate the log odds.
    cut : float
        From which chance someone is pointed out: as many as the base rate, among the people fitted on.
    rivals : dict of str to array
        Coefficients of the logistic regressions, intercept first.
    base_rate : float
    n : int
    """

    line: tuple[float, float]
    cut: float
    rivals: dict[str, Numbers]
    base_rate: float
    n: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A fitted forecast.

    Attributes
    ----------
    model : ExpectedModel
    reliable_change : float
        In points.
    worst : tuple of float
        Intercept and slope of the last score on intake, and the residual that parts off the worst fifth.
    ahead : float
        How far ahead the last visit must at least lie, in the unit of time.
    last_times : array
        Of the people fitted on, sorted.
    cases : dict of (Outcome, int) to Case
    """

    model: ExpectedModel
    reliable_change: float
    worst: tuple[float, float, float]
    ahead: float
    last_times: Numbers
    cases: dict[tuple[Outcome, int], Case]

    @property
    def _way(self) -> int:
        return 1 if self.model.scale.better is Better.HIGHER else -1

    def truth(self, cases: Cases, people: NDArray[np.int64], outcome: Outcome) -> _Flags:
        """Return who it came true for."""
        if outcome is Outcome.NOT_IMPROVED:
            gain = self._way * (cases.last[people] - cases.intake[people])
            return np.asarray(gain <= self.reliable_change + 1e-9)
        return np.asarray(self._way * (cases.last[people] - self._bar(cases.intake[people])) < 0)

    def _bar(self, intake: Numbers) -> Numbers:
        intercept, slope, residual = self.worst
        return intercept + slope * intake + residual

    def _limit(self, intake: Numbers, outcome: Outcome) -> Numbers:
        """Return the score that the last visit must pass on the good side."""
        if outcome is Outcome.WORST_FIFTH:
            return self._bar(intake)
        return intake + self._way * self.reliable_change

    def raw(self, cases: Cases, people: NDArray[np.int64], k: int, outcome: Outcome) -> Numbers:
        """Return the model's own chance, averaged over when the last visit may be."""
        first = cases.seen.first(k)
        scale = self.model.scale
        seen = Seen(first.time[people], scale.forth(first.value[people]), first.real[people])
        when = self._horizons(first.time[people, k - 1])
        mean, variance = self.model.process.ahead(seen, when)
        limit = self._limit(cases.intake[people], outcome)
        beyond = (limit > scale.high) if self._way > 0 else (limit < scale.low)
        inside = scale.forth(np.clip(limit, scale.low, scale.high))
        gap = self._way * (inside[:, None] - mean) / np.sqrt(variance)
        return np.where(beyond, 1.0, ndtr(gap).mean(axis=1))

    def _horizons(self, now: Numbers) -> Numbers:
        shares = (np.arange(_HORIZONS) + 0.5) / _HORIZONS
        first = np.searchsorted(self.last_times, now + self.ahead)
        left = len(self.last_times) - first
        place = np.minimum(first[:, None] + np.floor(shares * left[:, None]), len(self.last_times) - 1)
        later: Numbers = np.maximum(self.last_times[place.astype(int)], (now + self.ahead)[:, None])
        return later

    def chance(self, cases: Cases, people: NDArray[np.int64], k: int, outcome: Outcome) -> Numbers:
        """Return the recalibrated chance, shape (people,)."""
        intercept, slope = self.cases[outcome, k].line
        return np.asarray(expit(intercept + slope * _log_odds(self.raw(cases, people, k, outcome))))

    def rival(self, name: str, cases: Cases, people: NDArray[np.int64], k: int, outcome: Outcome) -> Numbers:
        """Return the chance that a plain rival gives, shape (people,)."""
        intercept, *slopes = self.cases[outcome, k].rivals[name]
        return np.asarray(expit(intercept + _looked_at(name, cases, people, k) @ np.array(slopes)))


def _log_odds(chance: Numbers) -> Numbers:
    kept = np.clip(chance, 1e-3, 1 - 1e-3)
    return np.log(kept / (1 - kept))


def _looked_at(name: str, cases: Cases, people: NDArray[np.int64], k: int) -> Numbers:
    intake, latest = cases.intake[people], cases.seen.value[people, k - 1]
    columns = {
        "intake": [intake],
        "latest": [latest],
        "change": [latest - intake],
        "intake and latest": [intake, latest],
    }
    chosen: Numbers = np.column_stack(columns[name])
    return chosen


def _worst_line(cases: Cases, people: NDArray[np.int64], better: Better) -> tuple[float, float, float]:
    slope, intercept = np.polyfit(cases.intake[people], cases.last[people], 1)
    left = cases.last[people] - intercept - slope * cases.intake[people]
    share = 0.2 if better is Better.HIGHER else 0.8
    return float(intercept), float(slope), float(np.quantile(left, share))


def fit_forecast(
    ratings: Ratings, model: ExpectedModel, visits: tuple[int, ...], ahead: float, near: float
) -> Forecast:
    """Fit what a forecast needs beside the expected course, on the same people.

    For each outcome and number k of ratings: the chance that the last visit lies beyond the limit, by the expected
    course and averaged over when it may be, recalibrated by ``logit p = a + b logit(raw)``; and the plain rivals.

    Parameters
    ----------
    ratings : Ratings
        One for each person and moment.
    model : ExpectedModel
        Fitted on these people.
    visits : tuple of int
        How many ratings have been seen, each at least 2.
    ahead, near : float
        In the unit of time of the ratings: the least time from the k-th rating to the last; how close two ratings are
        for the reliable change.

    Raises
    ------
    Unusable
        Too few people of either kind: 10 at each k.

    References
    ----------
    Cox 1958, doi:10.1093/biomet/45.3-4.562 (recalibration)

    Examples
    --------
    >>> from gjenklang.core.trajectories.models.basis import Basis, Bend
    >>> from gjenklang.core.trajectories.models.expected import fit_expected
    >>> from gjenklang.core.trajectories.models.scale import ScoreScale
    >>> chance = np.random.default_rng(1)
    >>> person, time = np.repeat(np.arange(60), 5), np.tile(np.arange(5.0), 60)
    >>> score = 18 + np.repeat(chance.normal(1, 1, 60), 5) * time + chance.normal(0, 2, 300)
    >>> ratings = Ratings.of(person, time, np.clip(score, 0, 40))
    >>> scale = ScoreScale(0, 40, Better.HIGHER)
    >>> model = fit_expected(ratings, scale, chance, Basis(Bend.LINEAR), least=30)
    >>> forecast = fit_forecast(ratings, model, (3,), ahead=1.0, near=1.0)
    >>> [case.n for case in forecast.cases.values()]
    [60, 60]
    """
    cases = cases_of(ratings)
    everyone = np.flatnonzero(cases.count > 1)
    unfinished = Forecast(
        model,
        local_reliable_change(ratings, near),
        _worst_line(cases, everyone, model.scale.better),
        ahead,
        np.sort(cases.last_time[everyone]),
        {},
    )
    for outcome in Outcome:
        for k in visits:
            unfinished.cases[outcome, k] = _case(unfinished, cases, k, outcome)
    return unfinished


def _case(forecast: Forecast, cases: Cases, k: int, outcome: Outcome) -> Case:
    people = cases.eligible(k, forecast.ahead)
    truth = forecast.truth(cases, people, outcome)
    if min(int(truth.sum()), int((~truth).sum())) < 10:
        raise Unusable(f"after {k} ratings fewer than 10 people ended one of the two ways.")
    happened = truth.astype(float)
    odds = _log_odds(forecast.raw(cases, people, k, outcome))
    intercept, slope = (float(one) for one in logistic(odds[:, None], happened))
    rivals = {name: logistic(_looked_at(name, cases, people, k), happened) for name in RIVALS}
    chance = expit(intercept + slope * odds)
    cut = float(np.quantile(chance, 1 - happened.mean()))
    return Case((intercept, slope), cut, rivals, float(happened.mean()), len(people))
