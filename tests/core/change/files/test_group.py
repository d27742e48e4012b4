"""Hageman & Arrindell's shares of a group, against the R package and a jackknife in base R."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change.files import NotComputable, Pairs, true_change_share, true_functional_share
from gjenklang.core.instruments import Better

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
CUT_OFF = 20.209066
RELIABILITY = {"hamd": 0.8, "bdi": 0.801}
SCORES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=5, max_size=20)


@pytest.mark.parametrize("outcome", RELIABILITY)
def test_a_share_has_the_interval_of_r(pairs_of, outcome: str) -> None:
    with (REFERENCE / "group.csv").open(encoding="utf-8") as file:
        rows = {row["what"]: row for row in csv.DictReader(file) if row["outcome"] == outcome}
    pairs, _ = pairs_of("claus_2020", outcome)
    reliability = RELIABILITY[outcome]
    changed = true_change_share(pairs, Better.LOWER, reliability)
    functional = true_functional_share(pairs, Better.LOWER, CUT_OFF, reliability)
    for what, found in (("ha_changed", changed), ("ha_functional", functional)):
        expected = [float(rows[what][name]) for name in ("value", "low", "high")]
        assert [found.share, found.low, found.high] == pytest.approx(expected, abs=1e-9)
        assert found.n == 40


def test_the_shares_of_the_group_are_those_printed(pairs_of) -> None:
    """Expected results, section 3: hamd .80, 8/8, c: changed 90.31 %, functional 75.55 %."""
    pairs, _ = pairs_of("claus_2020", "hamd")
    assert true_change_share(pairs, Better.LOWER, 0.8).share == pytest.approx(0.9031, abs=5e-5)
    assert true_functional_share(pairs, Better.LOWER, CUT_OFF, 0.8).share == pytest.approx(0.7555, abs=5e-5)


def test_no_share_without_spread_or_people() -> None:
    alike = Pairs(np.array([10.0, 20.0, 30.0, 40.0]), np.array([12.0, 22.0, 32.0, 42.0]))
    with pytest.raises(NotComputable, match="the changes spread no wider than measurement error"):
        true_change_share(alike, Better.HIGHER, 0.8)
    narrow = Pairs(alike.pre, np.array([12.0, 12.1, 12.2, 12.3]))
    with pytest.raises(NotComputable, match="the last scores spread no wider than measurement error"):
        true_functional_share(narrow, Better.HIGHER, 20.0, 0.8)
    few = Pairs(alike.pre[:3], alike.post[:3])
    with pytest.raises(NotComputable, match="only 3 complete pairs"):
        true_change_share(few, Better.HIGHER, 0.8)


def test_another_sd_of_the_error_is_taken_as_known(pairs_of) -> None:
    pairs, _ = pairs_of("claus_2020", "hamd")
    own = true_change_share(pairs, Better.LOWER, 0.8, float(np.std(pairs.pre, ddof=1)))
    assert own.share == pytest.approx(true_change_share(pairs, Better.LOWER, 0.8).share, abs=1e-12)
    assert true_change_share(pairs, Better.LOWER, 0.8, 6.0).share > own.share


@given(scores=SCORES, shift=st.integers(-900, 900), chance=st.randoms(use_true_random=False))
def test_order_direction_and_a_constant_change_nothing(
    scores: list[tuple[int, int]], shift: int, chance
) -> None:
    pre, post = (np.array(one, dtype=float) / 10 for one in zip(*scores, strict=True))
    order = list(range(len(scores)))
    chance.shuffle(order)
    turned = Pairs(shift - pre[order], shift - post[order])
    try:
        here = [
            true_change_share(Pairs(pre, post), Better.LOWER, 0.9),
            true_functional_share(Pairs(pre, post), Better.LOWER, 18, 0.9),
        ]
        there = [
            true_change_share(turned, Better.HIGHER, 0.9),
            true_functional_share(turned, Better.HIGHER, shift - 18, 0.9),
        ]
    except NotComputable:
        return
    for one, other in zip(here, there, strict=True):
        assert [other.share, other.low, other.high] == pytest.approx([one.share, one.low, one.high], abs=1e-6)
