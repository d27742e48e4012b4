"""The six indices of change, person by person, against R."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change.files import CUT_OFFS, SHARES, SLOPES, FileRule, Method, NotComputable, Pairs
from gjenklang.core.change.files.methods import Sample, change_index, passed_index, sample_of, true_score_c
from gjenklang.core.instruments import Better

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
SIX = [one for one in Method if one not in SLOPES | SHARES | CUT_OFFS | {Method.FIXED}]
FILES = {
    "hamd": ("claus_2020", 0.8),
    "bdi": ("claus_2020", 0.801),
    "das": ("jacobson_1989", 0.8),
    "gds": ("jacobson_1989", 0.9),
}
SCORES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=4, max_size=20)


def expected(outcome: str, method: str) -> dict[str, float]:
    with (REFERENCE / "change.csv").open(encoding="utf-8") as file:
        return {
            row["what"]: float(row["value"])
            for row in csv.DictReader(file)
            if (row["data"], row["method"]) == (outcome, method)
        }


def sample(pairs: Pairs, method: Method, reliability: float) -> Sample:
    return sample_of(pairs, FileRule(method=method, better=Better.HIGHER, reliability=reliability))


@pytest.mark.parametrize("outcome", FILES)
@pytest.mark.parametrize("method", SIX)
def test_an_index_is_that_of_r(pairs_of, outcome: str, method: Method) -> None:
    """Sums over people, printed with ten decimals; to 1e-7 because sums of squares reach hundreds."""
    data, reliability = FILES[outcome]
    pairs, _ = pairs_of(data, outcome)
    index = change_index(sample(pairs, method, reliability), method)
    found = {
        "index_sum": index.sum(),
        "index_square": (index**2).sum(),
        "index_min": index.min(),
        "index_max": index.max(),
        "index_with_first": (index * pairs.pre).sum(),
    }
    assert found == pytest.approx(expected(outcome, method.value), abs=1e-7)


@pytest.mark.parametrize("outcome", FILES)
def test_the_file_is_described_as_in_r(pairs_of, outcome: str) -> None:
    """Ten decimals printed; 1e-9 covers the order in which doubles are added."""
    data, reliability = FILES[outcome]
    pairs, _ = pairs_of(data, outcome)
    described = sample(pairs, Method.JT, reliability)
    found = {
        "n": len(pairs),
        "mean_pre": described.mean_pre,
        "sd_pre": described.sd,
        "s_diff": described.difference_error,
    }
    wanted = expected(outcome, "")
    assert found == pytest.approx(wanted, abs=1e-9)


def test_a_given_sd_takes_the_place_of_the_samples_own() -> None:
    pairs = Pairs(np.array([10.0, 20.0, 30.0]), np.array([12.0, 25.0, 31.0]))
    rule = FileRule(method=Method.JT, better=Better.HIGHER, reliability=0.8, sd=7.5)
    assert change_index(sample_of(pairs, rule), Method.JT)[1] == pytest.approx(5 / 4.743416, abs=1e-6)


def test_nk_takes_the_reliability_at_the_end_from_the_rule() -> None:
    pairs = Pairs(np.array([10.0, 20.0, 30.0]), np.array([13.0, 25.0, 31.0]))
    same = sample_of(pairs, FileRule(method=Method.NK, better=Better.HIGHER, reliability=0.8))
    less = sample_of(
        pairs, FileRule(method=Method.NK, better=Better.HIGHER, reliability=0.8, reliability_post=0.5)
    )
    assert same.reliability_post == 0.8
    ratio = change_index(same, Method.NK) / change_index(less, Method.NK)
    # sqrt of (r²(1-r) + 1-r_post): 0.328 and 0.628 with r .8.
    assert ratio == pytest.approx(np.full(3, (0.628 / 0.328) ** 0.5))


@given(scores=SCORES, method=st.sampled_from(SIX), shift=st.integers(-100, 100))
def test_a_shifted_scale_gives_the_same_index(
    scores: list[tuple[int, int]], method: Method, shift: int
) -> None:
    pre, post = (np.array(one, dtype=float) for one in zip(*scores, strict=True))
    if np.ptp(pre) == 0:
        return
    try:
        here = change_index(sample(Pairs(pre, post), method, 0.6), method)
        there = change_index(sample(Pairs(pre + shift, post + shift), method, 0.6), method)
    except NotComputable:
        return
    assert there == pytest.approx(here, rel=1e-6, abs=1e-6)


@given(scores=SCORES, method=st.sampled_from(SIX))
def test_a_mirrored_scale_gives_the_opposite_index(scores: list[tuple[int, int]], method: Method) -> None:
    pre, post = (np.array(one, dtype=float) for one in zip(*scores, strict=True))
    if np.ptp(pre) == 0:
        return
    try:
        here = change_index(sample(Pairs(pre, post), method, 0.6), method)
    except NotComputable:
        return
    there = change_index(sample(Pairs(400 - pre, 400 - post), method, 0.6), method)
    assert there == pytest.approx(-here, rel=1e-6, abs=1e-6)


def test_hll_says_nobody_changed_more_than_the_group_on_average() -> None:
    """HLL is relative to the group at the end: its indices sum to nought, so never for one client."""
    pairs = Pairs(np.array([10.0, 20.0, 35.0]), np.array([22.0, 25.0, 38.0]))
    assert change_index(sample(pairs, Method.HLL, 0.8), Method.HLL).sum() == pytest.approx(0)


def test_without_spread_beyond_error_ha_places_nobody() -> None:
    pairs = Pairs(np.array([10.0, 20.0, 30.0]), np.array([20.0, 20.1, 20.2]))
    with pytest.raises(NotComputable, match="the last scores spread no wider than measurement error"):
        passed_index(sample(pairs, Method.HA, 0.5), 20.0)
    with pytest.raises(NotComputable, match="functional SD is not above the measurement error"):
        true_score_c(sample(pairs, Method.HA, 0.5), 20.0, 1.0)
