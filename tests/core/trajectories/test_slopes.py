"""A person's own slope, and the slope beside the others', on HAM-D in Claus 2020."""

import csv
from pathlib import Path

import numpy as np
import pytest

from gjenklang.core.trajectories.models import (
    Basis,
    Bend,
    GrowthModel,
    RandomPart,
    Ratings,
    Unusable,
    fit_growth,
    own_slope_index,
    relative_slope_index,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference" / "growth.csv"


@pytest.fixture(scope="module")
def model(claus: Ratings) -> GrowthModel:
    return fit_growth(claus, Basis(Bend.LINEAR))


def test_own_slope_index_and_relative_slope_index_agree_with_r(model: GrowthModel, claus: Ratings) -> None:
    """growth.csv: the relative one from lme4's ranef, the own one from Henderson's equations solved outright."""
    with REFERENCE.open(encoding="utf-8") as file:
        wanted = {
            row["what"]: float(row["value"]) for row in csv.DictReader(file) if row["model"] == "slopes"
        }
    own, relative = own_slope_index(model, claus), relative_slope_index(model, claus)
    for place in range(5):
        assert own[place] == pytest.approx(wanted[f"own {place + 1}"], rel=1e-3)
        assert relative[place] == pytest.approx(wanted[f"relative {place + 1}"], rel=1e-3)
    assert own.sum() == pytest.approx(wanted["own sum"], rel=1e-3)


def test_nobodys_own_slope_is_reliably_worse_where_the_relative_one_says_nine(
    model: GrowthModel, claus: Ratings
) -> None:
    assert (own_slope_index(model, claus) > 1.959964).sum() == 0
    assert (relative_slope_index(model, claus) > 1.959964).sum() == 9


def test_without_slopes_there_is_no_index(claus: Ratings) -> None:
    flat = fit_growth(claus, Basis(Bend.LINEAR), RandomPart.INTERCEPT)
    with pytest.raises(Unusable, match="do not differ in slope"):
        own_slope_index(flat, claus)
    person, time = np.repeat(np.arange(20), 5), np.tile(np.arange(5.0), 20)
    alike = Ratings.of(person, time, 3 + 2 * time + np.tile([0.5, -1.0, 1.0, -1.0, 0.5], 20))
    with pytest.raises(Unusable, match="slopes of these people do not differ"):
        relative_slope_index(fit_growth(alike, Basis(Bend.LINEAR)), alike)
