"""Wilson's interval, against R."""

import csv
from math import isnan, nan
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gjenklang.core.numerics import Share, wilson

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
#: Counts from 0 to n.
COUNTS = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
CONFIDENCES = st.floats(0.01, 0.999)


def test_the_interval_is_that_of_r() -> None:
    """prop.test(correct = FALSE); to 1e-9, its output is printed with 12 decimals."""
    with (REFERENCE / "proportions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 150
    for row in rows:
        found = wilson(int(row["count"]), int(row["n"]), float(row["confidence"]))
        expected = [float(row[name]) for name in ("share", "low", "high")]
        assert [found.share, found.low, found.high] == pytest.approx(expected, abs=1e-9), row


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_newcombes_table(count: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, table I, method 3; recalled, and R agrees.

    doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E
    """
    found = wilson(count, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_nobody_and_everybody_reach_the_ends_exactly() -> None:
    assert wilson(0, 10).low == 0.0
    assert wilson(10, 10).high == 1.0
    assert wilson(0, 10).high > 0.25


def test_of_nobody_there_is_no_share() -> None:
    found = wilson(0, 0)
    assert (found.count, found.n) == (0, 0)
    assert all(map(isnan, (found.share, found.low, found.high)))


@pytest.mark.parametrize(("count", "n"), [(-1, 10), (11, 10), (1, 0), (0, -1)])
def test_what_is_no_share_is_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"{count} of {n} is not a share"):
        wilson(count, n)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, nan])
def test_an_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence must be between 0 and 1"):
        wilson(1, 10, confidence)


@given(counts=COUNTS, confidence=CONFIDENCES)
def test_the_interval_holds_the_share_and_stays_within_0_and_1(
    counts: tuple[int, int], confidence: float
) -> None:
    found = wilson(*counts, confidence)
    assert 0 <= found.low <= found.share + 1e-15
    assert found.share <= found.high + 1e-15
    assert found.high <= 1


@given(counts=COUNTS, confidence=CONFIDENCES)
def test_those_with_and_those_without_mirror_each_other(counts: tuple[int, int], confidence: float) -> None:
    count, n = counts
    here, there = wilson(count, n, confidence), wilson(n - count, n, confidence)
    assert (1 - there.high, 1 - there.low) == pytest.approx((here.low, here.high), abs=1e-12)


@given(counts=COUNTS, some=CONFIDENCES, more=CONFIDENCES)
def test_more_confidence_is_never_a_narrower_interval(
    counts: tuple[int, int], some: float, more: float
) -> None:
    low, high = sorted((some, more))
    narrow, wide = wilson(*counts, low), wilson(*counts, high)
    assert wide.low <= narrow.low + 1e-12
    assert narrow.high <= wide.high + 1e-12


@given(counts=COUNTS, times=st.integers(2, 20))
def test_more_people_with_the_same_share_narrow_the_interval(counts: tuple[int, int], times: int) -> None:
    count, n = counts
    assume(n > 1)
    one, many = wilson(count, n), wilson(times * count, times * n)
    assert many.high - many.low < one.high - one.low
    assert isinstance(many, Share)
