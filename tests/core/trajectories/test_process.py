"""The process with a state that wanders agrees with nlme, and its forecasts with the textbook."""

import csv
from pathlib import Path

import numpy as np
import pytest

from gjenklang.core.trajectories.models import Basis, Bend, Process, Ratings, Seen, Unusable, fit_process

REFERENCE = Path(__file__).resolve().parents[2] / "reference" / "growth.csv"


def test_fit_process_agrees_with_nlme(enrichd: Ratings) -> None:
    """growth.csv, lme with corExp and a nugget: the deviance to two decimals, the fixed effects to three digits."""
    with REFERENCE.open(encoding="utf-8") as file:
        wanted = {
            row["what"]: float(row["value"]) for row in csv.DictReader(file) if row["data"] == "enrichd80"
        }
    ratings = enrichd.of_people(np.arange(enrichd.n_people) < 80).one_for_each_moment()
    found = fit_process(ratings, Basis(Bend.LOG1P))
    assert found.deviance == pytest.approx(wanted["deviance"], abs=0.02)
    assert found.fixed.tolist() == pytest.approx([wanted["intercept"], wanted["slope"]], rel=1e-3)


def test_the_state_that_wanders_buys_much_on_real_people(enrichd: Ratings) -> None:
    """Without it the process is the plain mixed model: its deviance is hundreds higher on these weekly scores."""
    from gjenklang.core.trajectories.models import Criterion, fit_growth

    single = enrichd.one_for_each_moment()
    plain = fit_growth(single, Basis(Bend.LOG1P), criterion=Criterion.ML).deviance
    assert plain - fit_process(single, Basis(Bend.LOG1P)).deviance > 700


def process(noise: float = 4.0) -> Process:
    return Process(
        Basis(Bend.LINEAR),
        np.array([20.0, -1.0]),
        np.zeros((2, 2)),
        np.diag([9.0, 0.0]),
        2.0,
        3.0,
        noise,
        0.0,
        1,
        1,
    )


def test_a_forecast_is_the_conditional_normal_of_the_textbook() -> None:
    seen = Seen(np.array([[0.0, 2.0]]), np.array([[25.0, 19.0]]), np.ones((1, 2), dtype=bool))
    mean, variance = process().ahead(seen, np.array([[4.0]]))
    times = np.array([0.0, 2.0, 4.0])
    joint = 9.0 + 2.0 * np.exp(-np.abs(times[:, None] - times) / 3.0) + 4.0 * np.eye(3)
    weights = joint[2, :2] @ np.linalg.inv(joint[:2, :2])
    assert mean[0, 0] == pytest.approx(16.0 + weights @ [5.0, 1.0])
    assert variance[0, 0] == pytest.approx(joint[2, 2] - weights @ joint[:2, 2])


def test_a_filled_up_row_changes_nothing() -> None:
    one = Seen(np.array([[0.0]]), np.array([[25.0]]), np.ones((1, 1), dtype=bool))
    more = Seen(np.array([[0.0, 7.0]]), np.array([[25.0, 99.0]]), np.array([[True, False]]))
    ahead = np.array([[1.0, 5.0]])
    for left, right in zip(process().ahead(one, ahead), process().ahead(more, ahead), strict=True):
        assert np.allclose(left, right)


def test_before_anything_is_seen_everyone_is_alike() -> None:
    nothing = Seen(np.zeros((1, 0)), np.zeros((1, 0)), np.zeros((1, 0), dtype=bool))
    mean, variance = process().ahead(nothing, np.array([[2.0]]))
    assert (mean[0, 0], variance[0, 0]) == (18.0, 15.0)


def test_too_few_people_and_a_constant_score_are_refused() -> None:
    with pytest.raises(Unusable, match="at least 3 people"):
        fit_process(Ratings.of(np.array([0, 0]), np.array([0.0, 1]), np.array([1.0, 2])), Basis(Bend.LINEAR))
    with pytest.raises(Unusable, match="every score is 4"):
        fit_process(
            Ratings.of(np.array([0, 0, 1, 2]), np.array([0.0, 1, 0, 0]), np.full(4, 4.0)), Basis(Bend.LINEAR)
        )
