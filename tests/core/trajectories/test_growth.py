"""The mixed model agrees with lme4 on real people, and knows what it cannot fit."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.trajectories.models import (
    Basis,
    Bend,
    Criterion,
    GrowthModel,
    RandomPart,
    Ratings,
    Unusable,
    fit_growth,
    growth_part,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


def reference() -> dict[tuple[str, str, str], dict[str, float]]:
    found: dict[tuple[str, str, str], dict[str, float]] = {}
    with (REFERENCE / "growth.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (
                row["what"]
                and row["data"] in ("enrichd", "riesby", "anxiety", "btheb")
                and " " in row["model"]
            ):
                key = (row["data"], row["model"], row["criterion"])
                found.setdefault(key, {})[row["what"]] = float(row["value"])
    return found


def fitted(ratings: Ratings, model: str, criterion: str) -> GrowthModel:
    bend, random = model.split(" ")
    return fit_growth(ratings, Basis(Bend(bend)), RandomPart(random), Criterion(criterion))


def as_printed(model: GrowthModel, ratings: Ratings) -> dict[str, float]:
    spread = model.random_covariance
    found = {
        "deviance": model.deviance,
        "intercept": model.fixed[0],
        "intercept se": model.fixed_se[0],
        "slope": model.fixed[1],
        "slope se": model.fixed_se[1],
        "intercept variance": spread[0, 0],
        "residual": model.residual,
    }
    if len(spread) == 2:
        effects, covariance = model.own_effects(ratings)
        found |= {
            "slope variance": spread[1, 1],
            "covariance": spread[0, 1],
            "first own slope": effects[0, 1],
            "first own slope variance": covariance[0, 1, 1],
        }
    return found


@pytest.mark.parametrize("key", reference(), ids=" ".join)
def test_fit_growth_agrees_with_lme4(real: dict[str, Ratings], key: tuple[str, str, str]) -> None:
    """growth.csv: six digits of lme4 at a tight tolerance; 2e-5 is what two optimisers may differ."""
    data, model, criterion = key
    found = as_printed(fitted(real[data], model, criterion), real[data])
    for what, value in reference()[key].items():
        assert found[what] == pytest.approx(value, rel=2e-5, abs=2e-5), what


def test_growth_part_names_everything_that_was_fitted(enrichd: Ratings) -> None:
    part = growth_part(fitted(enrichd, "log1p intercept+slope", "reml"))
    assert (part["n_people"], part["n_ratings"]) == (398, 5200)
    assert part["fixed"]["slope"]["estimate"] == pytest.approx(-3.8379, abs=5e-5)
    assert part["variance"]["correlation"] == pytest.approx(-0.5974, abs=5e-5)
    assert part["icc"] == pytest.approx(0.7405, abs=5e-5)


@given(st.integers(0, 2**32 - 1), st.floats(-50, 50))
def test_shuffled_rows_and_a_moved_zero_change_nothing_that_matters(seed: int, moved: float) -> None:
    chance = np.random.default_rng(seed)
    person, time = np.repeat(np.arange(12), 4), np.tile(np.arange(4.0), 12)
    score = chance.normal(0, 4, 12)[person] + time + chance.normal(0, 2, 48)
    first = fit_growth(Ratings.of(person, time, score), Basis(Bend.LINEAR), RandomPart.INTERCEPT)
    order = chance.permutation(48)
    again = fit_growth(
        Ratings.of(person[order], time[order], score[order] + moved), Basis(Bend.LINEAR), RandomPart.INTERCEPT
    )
    assert again.fixed[1] == pytest.approx(first.fixed[1], abs=1e-6)
    assert again.fixed[0] == pytest.approx(first.fixed[0] + moved, abs=1e-6)
    assert again.residual == pytest.approx(first.residual, rel=1e-5)


def test_covariates_are_fitted_beside_time(enrichd: Ratings) -> None:
    intake = enrichd.score[enrichd.starts][enrichd.person]
    ratings = Ratings.of(enrichd.person, enrichd.time, enrichd.score, intake[:, None], ("intake",))
    model = fit_growth(ratings, Basis(Bend.LOG1P))
    assert model.names == ("intercept", "slope", "intake")
    assert 0 < model.fixed[2] < 1


def test_a_spline_has_a_column_for_all_knots_but_one(enrichd: Ratings) -> None:
    model = fit_growth(enrichd, Basis(Bend.SPLINE, knots=(0.0, 4.0, 12.0, 30.0)))
    assert model.names == ("intercept", "spline1", "spline2", "spline3")
    assert model.deviance < fit_growth(enrichd, Basis(Bend.LINEAR)).deviance


@pytest.mark.parametrize(
    ("person", "time", "score", "says"),
    [
        ([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1], [5, 5, 5, 5, 5, 5], "every score is 5"),
        ([0, 0, 1, 1], [0, 1, 0, 1], [5, 6, 7, 8], "only 2 people"),
        ([0, 1, 2, 3], [0, 1, 2, 3], [5, 6, 7, 9], "nobody has more than one"),
        ([0, 0, 1, 1, 2, 2], [1, 1, 1, 1, 1, 1], [5, 6, 7, 8, 9, 9], "not all different"),
        ([], [], [], "no ratings"),
        ([0, 0], [0, np.inf], [5, 6], "not a finite number"),
    ],
)
def test_what_cannot_be_fitted_is_said(
    person: list[int], time: list[float], score: list[float], says: str
) -> None:
    with pytest.raises(Unusable, match=says):
        fit_growth(
            Ratings.of(np.array(person, dtype=int), np.array(time, float), np.array(score, float)),
            Basis(Bend.LINEAR),
        )


def test_a_spread_of_nought_is_found_as_nought() -> None:
    """All people alike: the variance between them is at its edge, and the fit is that of a line."""
    person, time = np.repeat(np.arange(20), 5), np.tile(np.arange(5.0), 20)
    score = 3 + 2 * time + np.tile([0.5, -1.0, 1.0, -1.0, 0.5], 20)
    model = fit_growth(Ratings.of(person, time, score), Basis(Bend.LINEAR))
    assert model.random_covariance[0, 0] < 1e-6
    assert model.fixed.tolist() == pytest.approx([3, 2], abs=1e-6)


def test_a_spline_is_the_natural_one_whatever_its_columns(enrichd: Ratings) -> None:
    """R's ``ns`` spans the same curves by other columns, so likelihood, variances and curve must agree."""
    with (REFERENCE / "growth.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["model"] == "spline"]
    held = {row["what"]: float(row["value"]) for row in rows}
    basis = Basis(Bend.SPLINE, knots=(0.0, 6.0, 13.0, 26.0))
    found = fit_growth(enrichd, basis, criterion=Criterion.ML)
    spread = found.random_covariance
    assert found.deviance == pytest.approx(held["deviance"], abs=0.06)
    assert (found.residual, spread[0, 0], spread[1, 1]) == pytest.approx(
        (held["residual"], held["intercept variance"], held["slope variance"]), rel=1e-4
    )
    weeks = np.array([0.0, 8.0, 30.0])
    curve = found.fixed[0] + basis.columns(weeks) @ found.fixed[1:]
    assert curve == pytest.approx([held[f"expected {week:.0f}"] for week in weeks], rel=2e-5)
