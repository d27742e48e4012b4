"""The move that regression to one's own mean alone gives, held against a line that R fits."""

import csv
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change import return_to_own_mean

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
SCORES = st.floats(0, 40)


def rows() -> list[tuple[list[float], float, float, float]]:
    with (REFERENCE / "returning.csv").open(encoding="utf-8") as file:
        return [
            (
                [float(one) for one in row["before"].split()],
                *(float(row[key]) for key in ("then", "r", "value")),
            )
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize(("before", "then", "r", "value"), rows())
def test_it_is_what_a_fitted_line_expects(before: list[float], then: float, r: float, value: float) -> None:
    assert return_to_own_mean(before, then, r) == pytest.approx(value, abs=1e-8)


@given(before=st.lists(SCORES, min_size=1), then=SCORES, r=st.floats(0, 1))
def test_it_leads_towards_the_mean_and_never_past_it(before: list[float], then: float, r: float) -> None:
    move, whole = return_to_own_mean(before, then, r), return_to_own_mean(before, then, 0)
    assert abs(move) <= abs(whole)
    assert move * whole >= 0


@given(before=st.lists(SCORES, min_size=1), then=SCORES, some=st.floats(0, 1), more=st.floats(0, 1))
def test_a_steadier_score_returns_less(before: list[float], then: float, some: float, more: float) -> None:
    low, high = sorted((some, more))
    assert abs(return_to_own_mean(before, then, high)) <= abs(return_to_own_mean(before, then, low)) + 1e-12


@given(before=st.lists(SCORES, min_size=1), then=SCORES)
def test_a_score_without_error_does_not_return(before: list[float], then: float) -> None:
    assert return_to_own_mean(before, then, 1) == 0


@given(before=st.lists(SCORES, min_size=1), then=SCORES, r=st.floats(0, 1))
def test_turned_round_it_is_its_negative(before: list[float], then: float, r: float) -> None:
    turned = return_to_own_mean([-one for one in before], -then, r)
    assert turned == pytest.approx(-return_to_own_mean(before, then, r), abs=1e-9)


@pytest.mark.parametrize(
    ("before", "then", "r"),
    [([], 1, 0.5), ([nan], 1, 0.5), ([1], inf, 0.5), ([1], 1, -0.1), ([1], 1, 1.1), ([1], 1, nan)],
)
def test_what_cannot_be_is_refused(before: list[float], then: float, r: float) -> None:
    with pytest.raises(ValueError, match="must be"):
        return_to_own_mean(before, then, r)
