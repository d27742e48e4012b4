"""The expected course for people who started like this and still come.

*Marginal, not for this person; one point outside is normal.* Everyone who started is in the model, those with one
rating and those whose course is open too, so it is not a model of successes. A point outside a band never makes a
signal by itself.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.trajectories.models.basis import Basis, Bend
from gjenklang.core.trajectories.models.conformal import LEVELS, Thirds, factor_of, third_of
from gjenklang.core.trajectories.models.process import MOST_EPISODES, Process, Seen, fit_process
from gjenklang.core.trajectories.models.ratings import Numbers, Ratings, Unusable
from gjenklang.core.trajectories.models.scale import ScoreScale
from gjenklang.core.trajectories.models.turning import turning_once

__all__ = ["LEAST_EPISODES", "MEANING", "ExpectedCourse", "ExpectedModel", "expected_course", "fit_expected"]

MEANING = "marginal, not for this person; one point outside is normal"
#: A service's own model waits for this many started episodes, unless the service sets another number.
LEAST_EPISODES = 150
_SEEN = (1, 2, 3, 4, 5, 6)
_FOLDS = 5
_TAUS = (2.0, 4.0, 8.0, 16.0)
_People = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ExpectedModel:
    """A fitted expected course.

    Attributes
    ----------
    scale : ScoreScale
    process : Process
    cuts : tuple of float
        The intake scores that part the thirds.
    thirds : tuple of Thirds
        One for each number of ratings seen, rising from 1.
    begins : float
        The time of the first rating in the data, in the middle of people: 0, or 1 where sessions are numbered from 1.
    """

    scale: ScoreScale
    process: Process
    cuts: tuple[float, float]
    thirds: tuple[Thirds, ...]
    begins: float = 0.0

    def factors(self, seen: int, intake: float) -> Numbers:
        """Return the factor of each level, for someone with so many ratings and this first score, shape (3,)."""
        row = max((one for one in self.thirds if one.seen <= seen), key=lambda one: one.seen)
        return np.asarray(row.factors[third_of(np.array([intake]), self.cuts)[0]])


@dataclass(frozen=True, slots=True)
class ExpectedCourse:
    """Where the ratings of people like this lie; arrays have shape (f,), in the units of the scale.

    Attributes
    ----------
    time : array
        Rising.
    median : array
    bands : dict of float to (array, array)
        Level to low and high; they nest, stay inside the instrument's range and turn at most once.
    """

    time: Numbers
    median: Numbers
    bands: dict[float, tuple[Numbers, Numbers]]


def _on_scale(ratings: Ratings, scale: ScoreScale) -> Ratings:
    return replace(ratings, score=scale.forth(ratings.score))


def _drawn(ratings: Ratings, chance: np.random.Generator) -> Ratings:
    """Return everyone, or as many people drawn by chance as the process takes."""
    if ratings.n_people <= MOST_EPISODES:
        return ratings
    chosen = np.zeros(ratings.n_people, dtype=np.bool_)
    chosen[chance.permutation(ratings.n_people)[:MOST_EPISODES]] = True
    return ratings.of_people(chosen)


def _best_process(ratings: Ratings, basis: Basis | None) -> Process:
    if basis is not None:
        return fit_process(ratings, basis)
    tried = [fit_process(ratings, Basis(Bend.SATURATING, tau=tau)) for tau in _TAUS]
    return min(tried, key=lambda one: one.deviance)


def _distances(process: Process, seen: Seen, k: int) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return how far each later rating is from what k ratings expected, in SD, and which ratings are later."""
    mean, variance = process.ahead(seen.first(k), seen.time)
    later = seen.real.copy()
    later[:, :k] = False
    return np.abs(seen.value - mean) / np.sqrt(variance), later


def _held(distance: Numbers, later: NDArray[np.bool_], factor: Numbers) -> Numbers:
    """Return the share of each person's later ratings inside each level, shape (n, 3); NaN without any."""
    many = later.sum(axis=1)
    inside = [((distance <= factor[:, [level]]) & later).sum(axis=1) for level in range(len(LEVELS))]
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Numbers = np.array(inside).T / many[:, None]
    return share


def _by_third(share: Numbers, third: _People) -> Numbers:
    rows = [share, *(share[third == one] for one in range(3))]
    return np.array([np.nanmean(one, axis=0) if np.isfinite(one).any() else [np.nan] * 3 for one in rows])


def _factors(distance: Numbers, later: NDArray[np.bool_], third: _People) -> Numbers:
    return np.array(
        [
            [factor_of(distance[third == one], later[third == one], level) for level in LEVELS]
            for one in range(3)
        ]
    )


def _thirds(k: int, distance: Numbers, later: NDArray[np.bool_], third: _People, fold: _People) -> Thirds:
    """Return the factors of k ratings seen; what they hold is checked on folds that the factor left out."""
    normal = np.array([0.6744897501960817, 1.2815515655446004, 1.6448536269514722])
    before = _held(distance, later, np.broadcast_to(normal, (len(distance), 3)))
    after = np.full_like(before, np.nan)
    for one in range(_FOLDS):
        other = fold != one
        own = _factors(distance[other], later[other], third[other])
        after[~other] = _held(distance[~other], later[~other], own[third[~other]])
    have = later.any(axis=1)
    people = (
        int((have & (third == 0)).sum()),
        int((have & (third == 1)).sum()),
        int((have & (third == 2)).sum()),
    )
    return Thirds(
        k, people, _factors(distance, later, third), _by_third(before, third), _by_third(after, third)
    )


def fit_expected(
    ratings: Ratings,
    scale: ScoreScale,
    chance: np.random.Generator,
    basis: Basis | None = None,
    least: int = LEAST_EPISODES,
) -> ExpectedModel:
    """Fit the expected course of a service's own people, with bands that hold what they promise.

    The bands are widened or narrowed by cross-conformal prediction: distances come from models that had not seen
    the person (five folds), the person is the unit, and each third of the intake score has factors of its own.

    Parameters
    ----------
    ratings : Ratings
        Every started episode; one rating for each person and moment; scores inside the scale's range. Of more than
        20,000 people as many are drawn by chance.
    scale : ScoreScale
    chance : numpy Generator
        Draws people where there are too many, and parts them into folds.
    basis : Basis, optional
        Of time; when left out ``1 - exp(-t / tau)`` with the most likely of tau = 2, 4, 8, 16.
    least : int
        The fewest episodes that a model may rest on.

    Raises
    ------
    Unusable
        Fewer episodes than ``least``, or so few later ratings in a third that no band can be promised.

    References
    ----------
    Vovk 2015, doi:10.1007/s10472-013-9368-4 (cross-conformal); Lei et al. 2018,
    doi:10.1080/01621459.2017.1307116

    Examples
    --------
    >>> from gjenklang.core.instruments import Better
    >>> chance = np.random.default_rng(1)
    >>> person, time = np.repeat(np.arange(60), 5), np.tile(np.arange(5.0), 60)
    >>> score = 18 + np.repeat(chance.normal(1, 1, 60), 5) * time + chance.normal(0, 2, 300)
    >>> ratings = Ratings.of(person, time, np.clip(score, 0, 40))
    >>> model = fit_expected(ratings, ScoreScale(0, 40, Better.HIGHER), chance, Basis(Bend.LINEAR), least=30)
    >>> model.process.n_people, [one.seen for one in model.thirds], model.process.fixed.round().tolist()
    (60, [1, 2, 3, 4], [18.0, 1.0])
    """
    if ratings.n_people < least:
        raise Unusable(
            f"no expected course yet: {ratings.n_people} started episodes, and {least} are needed."
        )
    ratings = _drawn(ratings, chance)
    bent = _on_scale(ratings, scale)
    process = _best_process(bent, basis)
    fold = chance.permutation(ratings.n_people) % _FOLDS
    intake = ratings.score[ratings.starts]
    low, high = np.quantile(intake, [1 / 3, 2 / 3])
    cuts = (float(low), float(high))
    seen = Seen.of(bent, bent.score)
    shape = (len(_SEEN), *seen.real.shape)
    distance, later = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    for one in range(_FOLDS):
        model = fit_process(bent.of_people(fold != one), process.basis, start=process)
        held = np.flatnonzero(fold == one)
        part = Seen(seen.time[held], seen.value[held], seen.real[held])
        for place, k in enumerate(_SEEN):
            distance[place, held], later[place, held] = _distances(model, part, k)
    third = third_of(intake, cuts)
    rows = []
    for place, k in enumerate(_SEEN):
        try:
            rows.append(_thirds(k, distance[place], later[place], third, fold))
        except Unusable:
            if k == 1:
                raise
            break
    return ExpectedModel(scale, process, cuts, tuple(rows), float(np.median(ratings.time[ratings.starts])))


def expected_course(model: ExpectedModel, time: Numbers, score: Numbers, ahead: Numbers) -> ExpectedCourse:
    """Return where the next ratings of people like this lie, given what has been seen.

    ``mean ± factor * SD`` on the model's scale, taken back to points; mean and SD are those of a later rating given
    the ones seen, and the factor is the conformal one of the intake third and the number seen.

    Parameters
    ----------
    model : ExpectedModel
    time, score : array, shape (m,)
        What has been seen, rising in time; the first is the intake. m is at least 1.
    ahead : array, shape (f,)
        Times to look at, rising, after the last that was seen.

    Raises
    ------
    Unusable
        Nothing seen, times that do not rise, a time that is not ahead, or a score outside the range.

    References
    ----------
    Lei et al. 2018, doi:10.1080/01621459.2017.1307116 (conformal bands)

    Examples
    --------
    >>> from gjenklang.core.instruments import Better
    >>> process = Process(
    ...     Basis(Bend.LINEAR), np.array([20.0, 1.0]), np.zeros((2, 2)), np.eye(2) * [[9.0], [0.1]],
    ...     4.0, 4.0, 3.0, 0.0, 500, 3000)
    >>> bands = Thirds(1, (50, 50, 50), np.tile([0.67, 1.28, 1.64], (3, 1)), np.zeros((4, 3)), np.zeros((4, 3)))
    >>> model = ExpectedModel(ScoreScale(0, 40, Better.HIGHER), process, (15.0, 25.0), (bands,))
    >>> course = expected_course(model, np.array([0.0]), np.array([12.0]), np.array([1.0, 3.0]))
    >>> course.median.round(1).tolist(), [side.round(1).tolist() for side in course.bands[0.5]]
    ([14.9, 17.6], [[13.2, 15.5], [16.7, 19.6]])
    """
    if not len(time):
        raise Unusable("there is no expected course before the first rating.")
    if (np.diff(time) <= 0).any() or (np.diff(ahead) <= 0).any() or (len(ahead) and ahead[0] <= time[-1]):
        raise Unusable("times must rise, and what is looked at must lie ahead of what was seen.")
    seen = Seen(time[None, :], model.scale.forth(score)[None, :], np.ones((1, len(time)), dtype=np.bool_))
    mean, variance = model.process.ahead(seen, ahead[None, :])
    half = np.sqrt(variance[0]) * model.factors(len(time), float(score[0]))[:, None]
    lows, median, highs = turning_once(mean[0] - half, mean[0], mean[0] + half)
    back = model.scale.back
    return ExpectedCourse(
        ahead,
        back(median),
        {level: (back(lows[place]), back(highs[place])) for place, level in enumerate(LEVELS)},
    )
