"""A difference as paper has it."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change.files import Pairs
from gjenklang.core.change.files.pairs import decimal_difference

TENTHS = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=1, max_size=10)


def test_8_2_less_2_2_is_six() -> None:
    assert 8.2 - 2.2 != 6.0
    assert decimal_difference(np.array([8.2]), np.array([2.2]))[0] == 6.0


@given(scores=TENTHS, decimals=st.integers(0, 4))
def test_a_difference_is_the_nearest_double_to_the_exact_one(
    scores: list[tuple[int, int]], decimals: int
) -> None:
    step = Decimal(1).scaleb(-decimals)
    last = np.array([float(one * step) for one, _ in scores])
    first = np.array([float(one * step) for _, one in scores])
    assert list(decimal_difference(last, first)) == [float((one - other) * step) for one, other in scores]


def test_more_than_six_decimals_are_left_to_doubles() -> None:
    last, first = np.array([1 / 3]), np.array([1 / 7])
    assert decimal_difference(last, first)[0] == 1 / 3 - 1 / 7


@given(scores=TENTHS)
def test_there_and_back_is_nought(scores: list[tuple[int, int]]) -> None:
    last, first = (np.array(one, dtype=float) / 10 for one in zip(*scores, strict=True))
    assert list(decimal_difference(last, first)) == list(-decimal_difference(first, last))


@pytest.mark.parametrize("n", [1, 5])
def test_pairs_know_how_many_they_are(n: int) -> None:
    assert len(Pairs(np.zeros(n), np.ones(n))) == n
