"""Bands of effect sizes, against base R's cut on the real data."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change.effects import BAND_SETS, NoEffect, band_shares, bands_of
from gjenklang.core.change.files import Pairs
from gjenklang.core.instruments import Better

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
BETTER = {"bdi": Better.LOWER, "hamd": Better.LOWER, "who": Better.HIGHER}
SCORES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=20)
NAMES = st.sampled_from(sorted(BAND_SETS))


def counted(outcome: str, arm: str, name: str) -> list[int]:
    with (REFERENCE / "group.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if (row["outcome"], row["arm"]) == (outcome, arm)]
    places = range(1, len(BAND_SETS[name].names) + 1)
    return [int(float(row["value"])) for place in places for row in rows if row["what"] == f"{name}-{place}"]


@pytest.mark.parametrize("name", BAND_SETS)
@pytest.mark.parametrize("outcome", BETTER)
@pytest.mark.parametrize("arm", ["all", "PA", "TAU"])
def test_the_counts_are_those_of_r(arms_of, outcome: str, arm: str, name: str) -> None:
    pairs = arms_of(outcome)[arm]
    shares = band_shares(pairs, BETTER[outcome], float(np.std(pairs.pre, ddof=1)), BAND_SETS[name])
    assert [share.count for share in shares.values()] == counted(outcome, arm, name)
    assert {share.n for share in shares.values()} == {len(pairs)}
    assert all(share.low <= share.share <= share.high for share in shares.values())


@pytest.mark.parametrize(
    ("gain", "name"),
    [
        (6.3, "much-better"),
        (6.2, "much-better"),  # 0.8 SD of 7.75, exactly on paper
        (6.1, "better"),
        (3.9, "better"),
        (3.875, "better"),
        (3.8, "about-the-same"),
        (-3.875, "about-the-same"),
        (-3.9, "worse"),
        (-6.2, "worse"),
        (-6.3, "much-worse"),
    ],
)
@pytest.mark.parametrize("first", [0.1, 12.3, 30.7])
def test_a_band_holds_its_least(gain: float, name: str, first: float) -> None:
    pairs = Pairs(np.array([first]), np.round(np.array([first + gain]), 6))
    bands = BAND_SETS["openfit"]
    assert bands.names[bands_of(pairs, Better.HIGHER, 7.75, bands)[0]] == name


def test_a_limit_in_doubles_is_that_on_paper() -> None:
    """0.8 * 7.0 is 5.6000000000000005 in doubles."""
    pairs = Pairs(np.array([10.0]), np.array([15.6]))
    assert bands_of(pairs, Better.HIGHER, 7.0, BAND_SETS["openfit"])[0] == 0


@pytest.mark.parametrize("name", BAND_SETS)
def test_a_set_of_bands_names_its_source_and_its_limits_fall(name: str) -> None:
    bands = BAND_SETS[name]
    assert len(bands.names) == len(bands.limits) + 1
    assert list(bands.limits) == sorted(bands.limits, reverse=True)
    assert bands.source
    assert bands.mark[0] == "C"


@pytest.mark.parametrize("sd", [0.0, -1.0, float("nan"), float("inf")])
def test_without_an_sd_there_is_no_band(sd: float) -> None:
    with pytest.raises(NoEffect, match="so no effect size exists"):
        bands_of(Pairs(np.zeros(1), np.ones(1)), Better.HIGHER, sd, BAND_SETS["openfit"])


@given(scores=SCORES, name=NAMES, shift=st.integers(-900, 900), chance=st.randoms(use_true_random=False))
def test_order_direction_and_a_constant_change_nothing(
    scores: list[tuple[int, int]], name: str, shift: int, chance
) -> None:
    def judge(order: list[int], way: int, more: int, better: Better) -> list[int]:
        pre, post = (np.array([way * scores[place][at] + more for place in order]) / 10 for at in (0, 1))
        return bands_of(Pairs(pre, post), better, 7.75, BAND_SETS[name]).tolist()

    order = list(range(len(scores)))
    here = judge(order, 1, 0, Better.LOWER)
    assert judge(order, -1, 0, Better.HIGHER) == here
    assert judge(order, 1, shift, Better.LOWER) == here
    chance.shuffle(order)
    assert judge(order, 1, 0, Better.LOWER) == [here[place] for place in order]
