"""Judge an expected course and a forecast on people they have not seen."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.trajectories.models.conformal import LEVELS, third_of
from gjenklang.core.trajectories.models.detection import Detection, area_under_curve, detection_of
from gjenklang.core.trajectories.models.expected import ExpectedModel
from gjenklang.core.trajectories.models.forecast import RIVALS, Cases, Forecast, Outcome, cases_of
from gjenklang.core.trajectories.models.process import Seen
from gjenklang.core.trajectories.models.ratings import Numbers, Ratings, Unusable

__all__ = ["Coverage", "Difference", "Evaluation", "Judged", "evaluate"]

_BOOTSTRAPS = 1000
#: Numbers of ratings seen at which the bands are judged.
BANDS_AFTER = (1, 3, 6)

FitOn = Callable[[Ratings], Forecast]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of later ratings inside the bands; each person counts once.

    Attributes
    ----------
    seen : int
    n : tuple of int
        People with a later rating: pooled, then by intake third.
    held : array, shape (4, 3)
        Pooled and thirds, by level.
    low, high : array, shape (4, 3)
        95 % limits from the spread between people, inside 0 and 1.
    """

    seen: int
    n: tuple[int, int, int, int]
    held: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True)
class Difference:
    """Of two areas on the same people, with a bootstrap interval by person."""

    rival: str
    auc_rival: float
    brier_rival: float
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judged:
    """How the forecast did after k ratings, beside its rivals.

    ``lead_time`` is the median time from the k-th rating to the last, of those rightly pointed out; ``low`` and
    ``high`` are bootstrap limits of the area, by person.
    """

    outcome: Outcome
    k: int
    found: Detection
    rivals: tuple[Difference, ...]
    lead_time: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of it; ``folds`` is 0 when the model came from other people altogether."""

    n_people: int
    n_ratings: int
    folds: int
    reliable_change: tuple[float, ...]
    coverage: tuple[Coverage, ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """Forecasts of people in one fold."""

    truth: NDArray[np.bool_]
    chance: Numbers
    cut: Numbers
    rivals: Numbers
    lead: Numbers


def _held(
    model: ExpectedModel, cases: Cases, people: NDArray[np.int64], k: int
) -> tuple[Numbers, NDArray[np.int64]]:
    """Return each person's share inside each level, shape (n, 3), and the third they started in."""
    seen = cases.seen
    part = Seen(seen.time[people], model.scale.forth(seen.value[people]), seen.real[people])
    mean, variance = model.process.ahead(part.first(k), part.time)
    factors = np.array([model.factors(k, float(one)) for one in cases.intake[people]])
    later = part.real.copy()
    later[:, :k] = False
    distance = np.abs(part.value - mean) / np.sqrt(variance)
    inside = (distance[:, :, None] <= factors[:, None, :]) & later[:, :, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = inside.sum(axis=1) / later.sum(axis=1, keepdims=True)
    return np.asarray(share), third_of(cases.intake[people], model.cuts)


def _coverage(k: int, share: Numbers, third: NDArray[np.int64]) -> Coverage:
    rows = [share, *(share[third == one] for one in range(3))]
    n = [int(np.isfinite(one[:, 0]).sum()) for one in rows]
    held = [
        np.nanmean(one, axis=0) if many else np.full(len(LEVELS), np.nan)
        for one, many in zip(rows, n, strict=True)
    ]
    half = [
        1.959964 * np.nanstd(one, axis=0, ddof=1) / np.sqrt(many)
        if many > 1
        else np.full(len(LEVELS), np.nan)
        for one, many in zip(rows, n, strict=True)
    ]
    centre, reach = np.array(held), np.array(half)
    low, high = np.clip(centre - reach, 0, 1), np.clip(centre + reach, 0, 1)
    return Coverage(k, (n[0], n[1], n[2], n[3]), centre, low, high)


def _row(forecast: Forecast, cases: Cases, people: NDArray[np.int64], k: int, outcome: Outcome) -> _Row:
    chance = forecast.chance(cases, people, k, outcome)
    return _Row(
        forecast.truth(cases, people, outcome),
        chance,
        np.full(len(people), forecast.cases[outcome, k].cut),
        np.array([forecast.rival(name, cases, people, k, outcome) for name in RIVALS]).reshape(
            len(RIVALS), -1
        ),
        cases.last_time[people] - cases.seen.time[people, k - 1],
    )


def _joined(rows: list[_Row]) -> _Row:
    return _Row(
        np.concatenate([one.truth for one in rows]),
        np.concatenate([one.chance for one in rows]),
        np.concatenate([one.cut for one in rows]),
        np.concatenate([one.rivals for one in rows], axis=1),
        np.concatenate([one.lead for one in rows]),
    )


def _differences(
    row: _Row, chance: np.random.Generator
) -> tuple[tuple[Difference, ...], tuple[float, float]]:
    """Return each rival beside the forecast, and the limits of the forecast's own area."""
    n = len(row.truth)
    draws: list[list[float]] = []
    while len(draws) < _BOOTSTRAPS:
        drawn = chance.integers(0, n, n)
        truth = row.truth[drawn]
        if truth.all() or not truth.any():
            continue
        own = area_under_curve(truth, row.chance[drawn])
        draws.append([*(own - area_under_curve(truth, rival[drawn]) for rival in row.rivals), own])
    low, high = np.quantile(np.array(draws), [0.025, 0.975], axis=0)
    own = area_under_curve(row.truth, row.chance)
    found = []
    for place, name in enumerate(RIVALS):
        rival = area_under_curve(row.truth, row.rivals[place])
        brier = float(np.mean((row.rivals[place] - row.truth) ** 2))
        found.append(Difference(name, rival, brier, own - rival, float(low[place]), float(high[place])))
    return tuple(found), (float(low[-1]), float(high[-1]))


def _judge(outcome: Outcome, k: int, row: _Row, chance: np.random.Generator) -> Judged:
    found = detection_of(row.truth, row.chance, row.cut)
    right = (row.chance >= row.cut) & row.truth
    lead = float(np.median(row.lead[right])) if right.any() else float("nan")
    rivals, (low, high) = _differences(row, chance)
    return Judged(outcome, k, found, rivals, lead, low, high)


def evaluate(
    ratings: Ratings,
    fit: FitOn | Forecast,
    visits: tuple[int, ...],
    chance: np.random.Generator,
    folds: int = 10,
) -> Evaluation:
    """Judge bands and forecasts on people that the model has not seen.

    Parameters
    ----------
    ratings : Ratings
        One for each person and moment; in points, and the forecast's unit of time.
    fit : callable or Forecast
        Fits a forecast on the ratings it is given, for cross-validation by person; or a forecast that was fitted on
        other people.
    visits : tuple of int
        Numbers of ratings seen.
    chance : numpy Generator
        Parts people into folds, and draws the bootstrap.
    folds : int

    Raises
    ------
    Unusable
        Fewer people than folds, or nobody of one kind.

    References
    ----------
    Hanley & McNeil 1982, doi:10.1148/radiology.143.1.7063747 (area); Efron & Tibshirani 1993,
    doi:10.1007/978-1-4899-4541-9 (bootstrap by person)

    Examples
    --------
    >>> from gjenklang.core.instruments import Better
    >>> from gjenklang.core.trajectories.models.basis import Basis, Bend
    >>> from gjenklang.core.trajectories.models.expected import fit_expected
    >>> from gjenklang.core.trajectories.models.forecast import fit_forecast
    >>> from gjenklang.core.trajectories.models.scale import ScoreScale
    >>> chance, scale = np.random.default_rng(1), ScoreScale(0, 40, Better.HIGHER)
    >>> def invented(n):
    ...     person, time = np.repeat(np.arange(n), 5), np.tile(np.arange(5.0), n)
    ...     score = 18 + np.repeat(chance.normal(1, 1, n), 5) * time + chance.normal(0, 2, 5 * n)
    ...     return Ratings.of(person, time, np.clip(score, 0, 40))
    >>> others = invented(60)
    >>> model = fit_expected(others, scale, chance, Basis(Bend.LINEAR), least=30)
    >>> forecast = fit_forecast(others, model, (3,), ahead=1.0, near=1.0)
    >>> found = evaluate(invented(80), forecast, (3,), chance)
    >>> found.n_people, found.coverage[0].n[0], [one.found.n for one in found.judged]
    (80, 80, [80, 80])
    """
    cases = cases_of(ratings)
    if isinstance(fit, Forecast):
        parts = [(fit, np.arange(ratings.n_people))]
    else:
        if ratings.n_people < 2 * folds:
            raise Unusable(f"{ratings.n_people} people are too few for {folds} folds.")
        fold = chance.permutation(ratings.n_people) % folds
        parts = [(fit(ratings.of_people(fold != one)), np.flatnonzero(fold == one)) for one in range(folds)]
    coverage = []
    for k in BANDS_AFTER:
        held = [_held(forecast.model, cases, people, k) for forecast, people in parts]
        coverage.append(
            _coverage(
                k, np.concatenate([one for one, _ in held]), np.concatenate([third for _, third in held])
            )
        )
    judged = []
    for outcome in Outcome:
        for k in visits:
            rows = [
                _row(forecast, cases, people[np.isin(people, cases.eligible(k, forecast.ahead))], k, outcome)
                for forecast, people in parts
            ]
            judged.append(_judge(outcome, k, _joined(rows), chance))
    return Evaluation(
        ratings.n_people,
        len(ratings.time),
        0 if isinstance(fit, Forecast) else folds,
        tuple(forecast.reliable_change for forecast, _ in parts),
        tuple(coverage),
        tuple(judged),
    )
