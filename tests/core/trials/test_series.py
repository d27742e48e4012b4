"""Before and after, against R."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.trials import (
    NoEstimate,
    run_chart,
    run_rules,
    segmented_regression,
    share_chart,
    xmr_chart,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
SIZES = {1: (24, 12), 2: (36, 20), 3: (48, 24), 4: (60, 15)}
SERIES = st.lists(st.integers(0, 60), min_size=24, max_size=40).map(
    lambda whole: np.array(whole, dtype=float)
)


def series(number: int) -> tuple[np.ndarray, int]:
    """The series of series.R, made again by its rule."""
    n, change = SIZES[number]
    state, rest, values = 100 + number, 0.0, []
    for t in range(1, n + 1):
        state = (state * 75 + 74) % 65537
        rest = 0.5 * rest + (state / 65537 - 0.5) * 8
        values.append(round(30 + 0.2 * t + (t > change) * 5 + rest, 3))
    return np.array(values), change


def rows(number: int, what: str) -> list[tuple[int, float, float]]:
    with (REFERENCE / "series.csv").open(encoding="utf-8") as file:
        return [
            (int(row["place"]), float(row["value"]), float(row["se"]))
            for row in csv.DictReader(file)
            if (int(row["series"]), row["what"]) == (number, what)
        ]


@pytest.mark.parametrize("method", ["ar1", "newey-west"])
@pytest.mark.parametrize("number", SIZES)
def test_the_two_lines_are_those_of_r(number: int, method: str) -> None:
    values, change = series(number)
    found = segmented_regression(values, change, method)
    pieces = (found.slope_before, found.step, found.slope_change)
    for piece, (_, value, se) in zip(pieces, rows(number, method), strict=True):
        assert (piece.value, piece.se) == pytest.approx((value, se), rel=1e-6)
        assert piece.low < piece.value < piece.high
    if method == "ar1":
        assert found.autocorrelation == pytest.approx(rows(number, "ar1_rho")[0][1], abs=1e-5)
    assert (found.n_before, found.n_after, found.df) == (change, len(values) - change, len(values) - 4)


@pytest.mark.parametrize("number", SIZES)
def test_the_charts_are_those_of_r(number: int) -> None:
    values, change = series(number)
    chart = xmr_chart(values, change)
    ((_, centre, half),) = rows(number, "xmr")
    assert (chart.centre, chart.high[0] - chart.centre) == pytest.approx((centre, half), rel=1e-8)
    assert list(chart.signals.beyond_limits) == [place for place, _, _ in rows(number, "xmr_beyond")]
    run = run_chart(list(values))
    assert [(run.longest_run, run.crossings, run.fewest_allowed)] == rows(number, "run")
    counts = np.floor(values * (number + 1))
    totals = 100.0 * (number + 1) + np.arange(len(values)) % 7
    shares = share_chart(counts, totals)
    ((_, centre, sigma_z),) = rows(number, "laney")
    assert (shares.centre, shares.sigma_z) == pytest.approx((centre, sigma_z), rel=1e-8)
    for place, high, _ in rows(number, "laney_high"):
        assert shares.high[place] == pytest.approx(high, rel=1e-8)


def test_fewer_than_12_points_on_a_side_have_no_regression() -> None:
    values, _ = series(1)
    with pytest.raises(NoEstimate, match="11 points before and 13 after; a regression needs 12"):
        segmented_regression(values, 11)
    with pytest.raises(NoEstimate, match="lines fit exactly"):
        segmented_regression(np.arange(24.0), 12)


def test_laney_is_taken_only_when_months_vary_more_than_chance() -> None:
    calm = share_chart(np.array([20.0, 21, 20, 21]), np.full(4, 100.0))
    assert calm.kind == "p"
    assert calm.sigma_z < 1
    assert calm.high[0] == pytest.approx(0.205 + 3 * np.sqrt(0.205 * 0.795 / 100))
    wild = share_chart(np.array([10.0, 30, 12, 28]), np.full(4, 100.0))
    assert wild.kind == "laney-p"
    assert wild.high[0] > 0.2 + 3 * np.sqrt(0.2 * 0.8 / 100)


@pytest.mark.parametrize(
    ("distance", "rule", "places"),
    [
        ([0, 3, 0], "beyond_limits", ()),
        ([0, 3.01, -3.01], "beyond_limits", (1, 2)),
        ([2.1, 0, 2.1], "two_of_three_beyond_2", (2,)),
        ([2.1, 0, -2.1], "two_of_three_beyond_2", ()),
        ([2.1, 2.1, 0], "two_of_three_beyond_2", ()),
        ([1.1, 1.1, 0, 1.1, 1.1], "four_of_five_beyond_1", (4,)),
        ([1.1, 1.1, 0, 0, 1.1], "four_of_five_beyond_1", ()),
        ([-0.1] * 8, "eight_on_one_side", (7,)),
        ([0.1] * 7, "eight_on_one_side", ()),
        ([0, 1, 2, 3, 4, 5], "six_in_a_row", (5,)),
        ([0, 1, 2, 3, 4, 4], "six_in_a_row", ()),
    ],
)
def test_each_run_rule_on_its_edge(distance, rule: str, places) -> None:
    assert getattr(run_rules(np.array(distance, dtype=float)), rule) == places


@given(values=SERIES)
def test_a_mirrored_series_breaks_the_same_rules(values) -> None:
    distance = (values - 30) / 10
    assert run_rules(distance) == run_rules(-distance)


@given(values=SERIES, constant=st.integers(-100, 100))
def test_a_constant_moves_no_step(values, constant) -> None:
    try:
        here = segmented_regression(values, 12, "newey-west")
    except NoEstimate:
        return
    there = segmented_regression(values + constant, 12, "newey-west")
    assert there.step.value == pytest.approx(here.step.value, abs=1e-6)
    assert there.step.se == pytest.approx(here.step.se, rel=1e-5, abs=1e-9)


@given(values=SERIES, method=st.sampled_from(["ar1", "newey-west"]))
def test_a_series_turned_over_has_its_step_turned_over(values, method) -> None:
    try:
        here = segmented_regression(values, 12, method)
    except NoEstimate:
        return
    there = segmented_regression(100 - values, 12, method)
    for name in ("slope_before", "step", "slope_change"):
        a, b = getattr(here, name), getattr(there, name)
        assert (a.value, a.low, a.high) == pytest.approx((-b.value, -b.high, -b.low), rel=1e-4, abs=1e-4)


@given(values=SERIES, constant=st.integers(-100, 100))
def test_a_constant_moves_a_chart_and_none_of_its_signals(values, constant) -> None:
    try:
        here = xmr_chart(values, 12)
    except NoEstimate:
        return
    there = xmr_chart(values + constant, 12)
    assert there.centre == pytest.approx(here.centre + constant)
    assert there.ranges_beyond == here.ranges_beyond
    assert (
        run_chart(list(values + constant + 0.5), 12).crossings == run_chart(list(values + 0.5), 12).crossings
    )


def test_what_cannot_be_charted_says_why() -> None:
    with pytest.raises(NoEstimate, match="only 2 points"):
        xmr_chart(np.array([1.0, 2.0]))
    with pytest.raises(NoEstimate, match="every point of the baseline is 4"):
        xmr_chart(np.array([4.0, 4, 4, 5]), 3)
    with pytest.raises(NoEstimate, match="the share is 0"):
        share_chart(np.zeros(4), np.full(4, 10.0))
    with pytest.raises(ValueError, match="each count must be"):
        share_chart(np.array([11.0, 1, 1]), np.full(3, 10.0))
    with pytest.raises(NoEstimate, match="every point is 4"):
        run_chart([4, 4, 4])
    with pytest.raises(NoEstimate, match="only 2 points"):
        run_chart([4, 5])


def test_a_shift_and_few_crossings_are_seen() -> None:
    found = run_chart([1, 2, 1, 2, *[9] * 12], baseline=4)
    assert found.shift
    assert found.few_crossings
    assert run_chart([1, 2, 2]).crossings == 0
