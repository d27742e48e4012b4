"""The standard errors and the limit, held against R and against the published client."""

import csv
from collections.abc import Callable
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change import (
    critical_value,
    false_gain_share,
    reliable_change_index,
    reliable_change_threshold,
    standard_error_of_difference,
    standard_error_of_measurement,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
SDS, RELIABILITIES = st.floats(0.01, 1000), st.floats(0, 0.999)


def index(first: float, last: float, sd: float, reliability: float) -> float:
    return reliable_change_index(first, last, standard_error_of_difference(sd, reliability))


FUNCTIONS: dict[str, Callable[..., float]] = {
    "critical_value": critical_value,
    "standard_error_of_measurement": standard_error_of_measurement,
    "standard_error_of_difference": standard_error_of_difference,
    "reliable_change_index": index,
    "reliable_change_threshold": reliable_change_threshold,
    "false_gain_share": false_gain_share,
}


def rows(what: str) -> list[tuple[list[float], float]]:
    with (REFERENCE / "reliable.csv").open(encoding="utf-8") as file:
        return [
            ([float(row[key]) for key in "abcd" if row[key]], float(row["value"]))
            for row in csv.DictReader(file)
            if row["what"] == what
        ]


@pytest.mark.parametrize("what", FUNCTIONS)
def test_the_arithmetic_is_that_of_r(what: str) -> None:
    """To 1e-9: both are double arithmetic, and R's output is printed with 12 decimals."""
    found = rows(what)
    assert found
    for arguments, expected in found:
        assert FUNCTIONS[what](*arguments) == pytest.approx(expected, abs=1e-9), arguments


@pytest.mark.parametrize(
    ("reliability", "sem", "s_diff", "rc"), [(0.80, 3.354, 4.743, 3.162), (0.88, 2.598, 3.674, 4.082)]
)
def test_the_hypothetical_client_of_jacobson_and_truax(
    reliability: float, sem: float, s_diff: float, rc: float
) -> None:
    """measures.md T1: SD 7.5, from 32.5 to 47.5; printed with three decimals."""
    assert standard_error_of_measurement(7.5, reliability) == pytest.approx(sem, abs=5e-4)
    assert standard_error_of_difference(7.5, reliability) == pytest.approx(s_diff, abs=5e-4)
    assert index(32.5, 47.5, 7.5, reliability) == pytest.approx(rc, abs=5e-4)


@pytest.mark.parametrize(("alpha", "rci"), [(0.79, 9.8), (0.90, 6.8), (0.93, 5.7), (0.96, 4.3)])
def test_what_five_points_would_need(alpha: float, rci: float) -> None:
    """measures.md 1.4, SD 7.75; one decimal. Its 7.8 for alpha .87 is left out: the sum is 7.745, so 7.7."""
    assert reliable_change_threshold(7.75, alpha) == pytest.approx(rci, abs=0.05)


@pytest.mark.parametrize(
    ("points", "retest", "share"),
    [(5, 0.49, 0.26), (5, 0.66, 0.22), (6, 0.49, 0.22), (6, 0.66, 0.17), (5, 0.8, 0.15), (6, 0.8, 0.11)],
)
def test_how_often_noise_alone_gains_five_or_six_points(points: int, retest: float, share: float) -> None:
    """measures.md 1.4; printed as whole per cent."""
    assert false_gain_share(points, 7.75, retest) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(
    ("sd", "reliability"),
    [(0.0, 0.8), (-1.0, 0.8), (nan, 0.8), (inf, 0.8), (1.0, -0.1), (1.0, 1.1), (1.0, nan)],
)
def test_an_impossible_sd_or_reliability_is_refused(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="must be"):
        standard_error_of_measurement(sd, reliability)
    with pytest.raises(ValueError, match="must be"):
        reliable_change_threshold(sd, reliability)


@pytest.mark.parametrize("confidence", [0.0, 1.0, -1.0, 95.0, nan])
def test_an_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence must be between 0 and 1"):
        critical_value(confidence)


def test_without_measurement_error_there_is_no_index() -> None:
    assert standard_error_of_difference(7.5, 1.0) == 0
    with pytest.raises(ValueError, match="must be above 0"):
        reliable_change_index(10, 20, 0.0)
    with pytest.raises(ValueError, match="must be above 0"):
        false_gain_share(5, 7.5, 1.0)


@given(first=st.floats(-1e3, 1e3), last=st.floats(-1e3, 1e3), sd=SDS, reliability=RELIABILITIES)
def test_the_index_backwards_is_its_negative(
    first: float, last: float, sd: float, reliability: float
) -> None:
    assert index(first, last, sd, reliability) == -index(last, first, sd, reliability)


@given(sd=SDS, reliability=RELIABILITIES, scale=st.floats(0.1, 10))
def test_the_limit_follows_the_units(sd: float, reliability: float, scale: float) -> None:
    limit = reliable_change_threshold(sd, reliability)
    assert reliable_change_threshold(scale * sd, reliability) == pytest.approx(scale * limit, rel=1e-12)


@given(sd=SDS, some=RELIABILITIES, more=RELIABILITIES)
def test_a_more_reliable_score_needs_no_larger_change(sd: float, some: float, more: float) -> None:
    low, high = sorted((some, more))
    assert reliable_change_threshold(sd, high) <= reliable_change_threshold(sd, low)


@given(sd=SDS, reliability=RELIABILITIES, some=st.floats(0.01, 0.999), more=st.floats(0.01, 0.999))
def test_more_confidence_needs_no_smaller_change(
    sd: float, reliability: float, some: float, more: float
) -> None:
    low, high = sorted((some, more))
    assert reliable_change_threshold(sd, reliability, low) <= reliable_change_threshold(sd, reliability, high)


@given(points=st.floats(0, 100), sd=SDS, retest=RELIABILITIES)
def test_noise_gains_at_most_half_of_the_time(points: float, sd: float, retest: float) -> None:
    assert 0 <= false_gain_share(points, sd, retest) <= 0.5
