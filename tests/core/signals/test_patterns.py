"""Two who rate apart, and the same answer again; held against R where there is arithmetic."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change import ChangeRule
from gjenklang.core.instruments import Better, Edge
from gjenklang.core.signals import Apart, at_least_one, raters_apart, same_again

VALUES = Path(__file__).resolve().parents[2] / "reference" / "signals.csv"
SCORES = st.lists(st.integers(0, 400), min_size=2, max_size=12)


def rule(reliable: int | Fraction, better: Better = Better.HIGHER) -> ChangeRule:
    return ChangeRule("rule", better, reliable, Edge.INCLUSIVE, 250)


SIX = (rule(60), rule(60))


def test_it_parts_at_its_edge() -> None:
    """sqrt(60² + 60²) is 84.85: 84 does not part, 85 does."""
    assert raters_apart([100, 184, 184], [100, 100, 100], SIX) is None
    assert raters_apart([100, 185, 185], [100, 100, 100], SIX) == Apart(85, 0, 2)
    assert raters_apart([100, 100, 185], [100, 100, 100], SIX) is None
    assert raters_apart([100, 185, 100, 185], [100] * 4, SIX) is None
    assert raters_apart([200, 290, 100], [200, 200, 200], SIX) is None, "apart, and then apart the other way"


def test_levels_are_not_compared() -> None:
    assert raters_apart([100, 110, 120], [300, 310, 320], SIX) is None


def test_too_few_in_common_say_nothing_and_what_is_not_in_common_is_refused() -> None:
    assert raters_apart([100, 300], [100, 100], SIX) is None
    assert raters_apart([100, 300], [100, 100], SIX, times=1) == Apart(200, 0, 1)
    with pytest.raises(ValueError, match="in common"):
        raters_apart([1], [1, 2], SIX)
    with pytest.raises(ValueError, match="at least one"):
        raters_apart([1], [1], SIX, times=0)


@given(SCORES, st.data(), st.integers(-50, 50))
def test_who_is_named_first_and_where_a_line_lies_changes_nothing(
    first: list[int], data: st.DataObject, level: int
) -> None:
    second = data.draw(st.lists(st.integers(0, 400), min_size=len(first), max_size=len(first)))
    found, turned = raters_apart(first, second, SIX), raters_apart(second, first, SIX)
    assert (found is None) == (turned is None)
    if found and turned:
        assert (found.first, found.second, found.times) == (turned.second, turned.first, turned.times)
    assert raters_apart([one + level for one in first], second, SIX) == found


@given(SCORES)
def test_one_who_rates_as_the_other_is_never_apart(scores: list[int]) -> None:
    assert raters_apart(scores, scores, SIX) is None


def test_against_r() -> None:
    rows = list(csv.DictReader(VALUES.read_text("utf-8").splitlines()))
    seen = set()
    for row in rows:
        seen.add(row["function"])
        if row["function"] == "at_least_one":
            got = at_least_one((float(row["x"]),) * int(row["y"]))
            assert got == pytest.approx(float(row["value"]), abs=1e-9)
        else:
            rules = (rule(int(row["x"])), rule(int(row["y"])))
            width = float(row["value"])
            below, above = int(width), int(width) + 1
            assert raters_apart([0, below], [0, 0], rules, times=1) is None
            assert raters_apart([0, above], [0, 0], rules, times=1) == Apart(above, 0, 1)
    assert seen == {"at_least_one", "raters_apart"}


@pytest.mark.parametrize(
    ("forms", "times", "expected"),
    [
        ([(1, 2)] * 7, 7, 7),
        ([(1, 2)] * 6, 7, 0),
        ([(1, 3), *[(1, 2)] * 7], 7, 7),
        ([*[(1, 2)] * 7, (1, 3)], 7, 0),
        ([(2, 1), (1, 2)] * 4, 2, 0),
        ([], 7, 0),
    ],
)
def test_the_same_again(forms: list[tuple[int, ...]], times: int, expected: int) -> None:
    assert same_again(forms, times) == expected


def test_the_same_again_needs_two() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        same_again([], 1)
