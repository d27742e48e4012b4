"""Student's interval, against R."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.numerics import mean_interval


@pytest.mark.parametrize(
    ("n", "quantile"),
    [
        (2, 12.7062047361747),
        (3, 4.30265272974946),
        (4, 3.18244630528371),
        (5, 2.77644510519779),
        (6, 2.57058183563631),
        (10, 2.2621571627982),
        (11, 2.22813885198627),
        (31, 2.04227245630124),
        (200, 1.97195654425175),
    ],
)
def test_the_interval_is_as_wide_as_rs_qt_says(n: int, quantile: float) -> None:
    """qt(.975, n - 1) of R 4.2.2; values of nought and one, half of each or nearly."""
    values = [float(k % 2) for k in range(n)]
    mean = sum(values) / n
    error = (sum((one - mean) ** 2 for one in values) / (n - 1) / n) ** 0.5
    found = mean_interval(values)
    assert (found.high - found.mean) / error == pytest.approx(quantile, rel=1e-12)


def test_the_interval_is_that_of_t_test() -> None:
    """t.test(c(7.1, 8.0, 6.4, 9.2, 7.7)) of R 4.2.2."""
    found = mean_interval([7.1, 8.0, 6.4, 9.2, 7.7])
    assert (found.low, found.high) == pytest.approx((6.3795088, 8.9804912), abs=1e-7)


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
