"""Noise and ceilings, against R's integrate."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.alliance import Spread, noise_falls, noise_passes, noise_stays, under_ceiling

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
FIELDS = {
    "ceiling_share": "share_at_ceiling",
    "ceiling_mean": "mean",
    "ceiling_sd": "sd",
    "ceiling_reliability": "reliability",
    "ceiling_change": "reliability_of_change",
}


def rows(begin: str) -> list[dict[str, str]]:
    with (REFERENCE / "alliance.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["what"].startswith(begin)]


def spread(row: dict[str, str]) -> Spread:
    return Spread(float(row["mean"]), float(row["sd"]), float(row["r"]))


def test_the_noise_of_every_rule_is_that_of_r() -> None:
    for row in rows("falls"):
        assert noise_falls(float(row["k"]), spread(row)) == pytest.approx(float(row["value"]), abs=1e-9)
    for row in rows("stays"):
        found = noise_stays(float(row["limit"]), spread(row), int(row["k"]))
        assert found == pytest.approx(float(row["value"]), abs=1e-9)
    for row in rows("passes"):
        assert noise_passes(float(row["limit"]), spread(row)) == pytest.approx(float(row["value"]), abs=1e-9)
    assert len(rows("stays")) == 96


def test_what_a_ceiling_leaves_is_that_of_r() -> None:
    for row in rows("ceiling_"):
        found = under_ceiling(float(row["mean"]), float(row["sd"]), float(row["r"]), 40.0, 0.5)
        assert getattr(found, FIELDS[row["what"]]) == pytest.approx(float(row["value"]), abs=1e-7), row
    assert len(rows("ceiling_")) == 30


def test_a_fall_of_1_on_the_srs_is_noise_in_more_than_a_third_of_pairs() -> None:
    low, high = (noise_falls(1.0, Spread(36.0, 5.3, retest)) for retest in (0.88, 0.64))
    assert (round(100 * low), round(100 * high)) == (35, 41)


@given(r=st.floats(0.05, 0.95), rho=st.floats(0, 0.95))
def test_far_below_the_ceiling_the_closed_form_holds(r: float, rho: float) -> None:
    found = under_ceiling(0.0, 1.0, r, 20.0, rho)
    assert found.reliability == pytest.approx(r, abs=1e-6)
    assert found.reliability_of_change == pytest.approx((r - r * rho) / (1 - r * rho), abs=1e-5)


@given(mean=st.floats(20, 44), r=st.floats(0.3, 0.95))
def test_a_ceiling_never_makes_a_score_more_reliable(mean: float, r: float) -> None:
    found = under_ceiling(mean, 5.3, r, 40.0, 0.5)
    assert found.reliability <= r + 1e-6
    assert found.mean <= min(mean, 40) + 1e-9
    assert found.sd <= 5.3


@given(limit=st.floats(20, 45), r=st.floats(0, 0.95), times=st.integers(1, 5))
def test_staying_longer_is_never_likelier(limit: float, r: float, times: int) -> None:
    one = Spread(36.0, 5.3, r)
    assert noise_stays(limit, one, times + 1) <= noise_stays(limit, one, times) + 1e-12
    assert 0 <= noise_passes(limit, one) <= 0.25 + 1e-9


@pytest.mark.parametrize("wrong", [(float("nan"), 1, 0.5), (0, 0, 0.5), (0, 1, 1.0), (0, 1, -0.1)])
def test_an_impossible_spread_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="must be"):
        Spread(*wrong)


def test_impossible_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        noise_stays(36, Spread(36, 5, 0.5), 0)
    with pytest.raises(ValueError, match="finite"):
        under_ceiling(36, 0, 0.8, 40, 0.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        under_ceiling(36, 5, 1.0, 40, 0.5)
    with pytest.raises(ValueError, match="nearly every score is at the ceiling"):
        under_ceiling(36, 1, 0.8, -40, 0.5)
