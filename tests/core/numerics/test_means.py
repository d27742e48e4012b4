"""Student's interval, against R."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.numerics import mean_interval

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


def test_the_interval_is_that_of_r() -> None:
    """t.test; to 1e-9, its output is printed with 12 decimals."""
    with (REFERENCE / "means.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 80
    for row in rows:
        found = mean_interval([float(one) for one in row["values"].split()], float(row["confidence"]))
        expected = [float(row[name]) for name in ("mean", "low", "high")]
        assert [found.mean, found.low, found.high] == pytest.approx(expected, abs=1e-9), row["confidence"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60), st.floats(0.05, 0.99))
def test_the_mean_lies_in_the_middle_and_more_confidence_is_wider(values: list[float], within: float) -> None:
    narrow, wide = mean_interval(values, within), mean_interval(values, (1 + within) / 2)
    assert wide.low <= narrow.low <= narrow.mean <= narrow.high <= wide.high
    assert narrow.high - narrow.mean == pytest.approx(narrow.mean - narrow.low, rel=1e-6, abs=1e-6)


def test_one_value_tells_nothing_of_the_ends() -> None:
    found = mean_interval([3.0])
    assert (found.mean, found.low, found.high) == (3.0, float("-inf"), float("inf"))


@pytest.mark.parametrize(("values", "confidence"), [([], 0.95), ([1.0, 2.0], 0.0), ([1.0, 2.0], 1.0)])
def test_what_cannot_be_asked_is_refused(values: list[float], confidence: float) -> None:
    with pytest.raises(ValueError, match=r"at least one|between 0 and 1"):
        mean_interval(values, confidence)
