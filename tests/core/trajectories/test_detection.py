"""The judges of a forecast agree with R, and the forecast beats the plain rivals on people it has not seen."""

import csv
from pathlib import Path

import numpy as np
import pytest

from gjenklang.core.instruments import Better
from gjenklang.core.trajectories.models import (
    Bending,
    Evaluation,
    Forecast,
    Outcome,
    Ratings,
    ScoreScale,
    Unusable,
    area_under_curve,
    calibration_line,
    cases_of,
    detection_of,
    evaluate,
    fit_expected,
    fit_forecast,
    local_reliable_change,
    logistic,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference" / "growth.csv"
SCALE = ScoreScale(0, 63, Better.LOWER, Bending.ROOT)


def reference(model: str) -> dict[str, float]:
    with REFERENCE.open(encoding="utf-8") as file:
        return {row["what"]: float(row["value"]) for row in csv.DictReader(file) if row["model"] == model}


@pytest.fixture(scope="module")
def ends(enrichd: Ratings) -> tuple[np.ndarray, np.ndarray]:
    first, last = enrichd.starts, enrichd.starts + enrichd.counts - 1
    return enrichd.score[first], enrichd.score[last] > 10


def test_logistic_agrees_with_glm(ends: tuple[np.ndarray, np.ndarray]) -> None:
    """growth.csv, six digits."""
    found = logistic(ends[0][:, None], ends[1].astype(float), ridge=0.0)
    wanted = reference("logistic")
    assert found.tolist() == pytest.approx([wanted["intercept"], wanted["slope"]], rel=1e-5)


def test_area_under_curve_agrees_with_the_rank_sum(ends: tuple[np.ndarray, np.ndarray]) -> None:
    """growth.csv."""
    assert area_under_curve(ends[1], ends[0]) == pytest.approx(reference("area")["auc"], abs=1e-5)


def test_calibration_line_of_a_true_chance_is_near_one_and_nought() -> None:
    chance = np.random.default_rng(5)
    forecast = chance.uniform(0.02, 0.98, 20_000)
    slope, intercept = calibration_line(chance.uniform(size=20_000) < forecast, forecast)
    assert (slope, intercept) == pytest.approx((1, 0), abs=0.06)


def test_detection_of_counts_what_is_pointed_out() -> None:
    truth = np.array([True, True, False, False, False])
    found = detection_of(truth, np.array([0.8, 0.3, 0.7, 0.2, 0.1]), 0.5)
    assert (found.sensitivity, found.specificity, found.ppv) == pytest.approx((1 / 2, 2 / 3, 1 / 2))


def test_an_area_needs_people_of_both_kinds() -> None:
    with pytest.raises(Unusable, match="both kinds"):
        area_under_curve(np.array([True, True]), np.array([0.1, 0.2]))


def test_local_reliable_change_is_that_of_neighbouring_ratings(enrichd: Ratings) -> None:
    assert local_reliable_change(enrichd.one_for_each_moment(), 2.0) == pytest.approx(8.444, abs=5e-4)
    with pytest.raises(Unusable, match="too few"):
        local_reliable_change(enrichd.of_people(np.arange(398) < 2), 0.01)


def fitted(part: Ratings) -> Forecast:
    model = fit_expected(part, SCALE, np.random.default_rng(3))
    return fit_forecast(part, model, (3, 6), 4.0, 2.0)


@pytest.fixture(scope="module")
def found(enrichd: Ratings) -> Evaluation:
    return evaluate(enrichd.one_for_each_moment(), fitted, (3, 6), np.random.default_rng(1), folds=3)


def test_evaluate_finds_an_area_above_each_rival(found: Evaluation) -> None:
    for one in (one for one in found.judged if one.outcome is Outcome.NOT_IMPROVED):
        assert all(rival.difference > -0.005 for rival in one.rivals)
        assert 0.7 < one.found.calibration_slope < 1.3
        both = next(rival for rival in one.rivals if rival.rival == "intake and latest")
        assert one.found.brier < both.brier_rival
        assert both.low < both.difference < both.high


def test_evaluate_finds_bands_that_hold_on_people_not_seen(found: Evaluation) -> None:
    for one in found.coverage:
        assert one.held[0, 1] == pytest.approx(0.8, abs=0.03)
        assert np.abs(one.held[1:, 1] - 0.8).max() < 0.06


def test_the_last_visit_must_lie_far_enough_ahead(enrichd: Ratings) -> None:
    cases = cases_of(enrichd.one_for_each_moment())
    people = cases.eligible(3, 4.0)
    assert (cases.count[people] > 3).all()
    assert (cases.last_time[people] - cases.seen.time[people, 2] >= 4 - 1e-9).all()
    assert not len(cases.eligible(99, 4.0))


def test_what_comes_later_is_never_looked_at(enrichd: Ratings) -> None:
    """Change everything after the third rating but for its being there: no forecast moves."""
    single = enrichd.one_for_each_moment()
    forecast = fitted(single)
    place = np.arange(len(single.time)) - np.repeat(single.starts, single.counts)
    other = Ratings(
        single.person,
        np.where(place > 2, single.time * 1.5 + 0.1, single.time),
        np.where(place > 2, 63 - single.score, single.score),
        single.covariates,
    )
    first, second = cases_of(single), cases_of(other)
    people = first.eligible(3, 4.0)
    for outcome in Outcome:
        assert np.array_equal(
            forecast.chance(first, people, 3, outcome), forecast.chance(second, people, 3, outcome)
        )
