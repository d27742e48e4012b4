"""A group's mean change and the difference of two groups, against base R and the R package clinicalsignificance."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gjenklang.core.change.effects import (
    GroupChange,
    Importance,
    NoEffect,
    Verdict,
    group_change,
    group_difference,
    half_sd,
)
from gjenklang.core.change.files import Pairs
from gjenklang.core.instruments import Better

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
BETTER = {"bdi": Better.LOWER, "hamd": Better.LOWER, "who": Better.HIGHER}
SCORES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=4, max_size=20)
SEVEN = Importance(7, 7, "given")


def rows(*what: str) -> list[dict[str, str]]:
    with (REFERENCE / "group.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["what"] in what]


def numbers(row: dict[str, str]) -> list[float]:
    return [float(row[name]) for name in ("value", "low", "high")]


@pytest.fixture
def after(shared: Path) -> dict[str, np.ndarray]:
    """Last scores of the antidepressants data, by condition."""
    with (shared / "data" / "antidepressants.csv").open(encoding="utf-8") as file:
        table = [row for row in csv.DictReader(file) if row["measurement"] == "After"]
    arms = {row["condition"] for row in table}
    return {arm: np.array([float(row["mom_di"]) for row in table if row["condition"] == arm]) for arm in arms}


@pytest.mark.parametrize("row", rows("mean_change"), ids=lambda row: f"{row['outcome']}-{row['arm']}")
def test_a_mean_change_has_the_interval_of_r(arms_of, row: dict[str, str]) -> None:
    found = group_change(arms_of(row["outcome"])[row["arm"]], BETTER[row["outcome"]])
    assert [found.value, found.low, found.high] == pytest.approx(numbers(row), abs=1e-9)
    assert found.n == (int(row["n"]),)
    assert found.interval == "Student's t"


@pytest.mark.parametrize("row", rows("half_sd"), ids=lambda row: f"{row['outcome']}-{row['arm']}")
def test_half_an_sd_is_that_of_r(arms_of, row: dict[str, str]) -> None:
    found = half_sd(arms_of(row["outcome"])[row["arm"]])
    assert found.better == found.worse == pytest.approx(float(row["value"]), abs=1e-9)


@pytest.mark.parametrize("row", rows("difference"), ids=lambda row: row["arm"])
def test_a_difference_has_the_interval_of_r(after, row: dict[str, str]) -> None:
    found = group_difference(after[row["arm"]], after["Wait List"], Better.LOWER)
    assert [found.value, found.low, found.high] == pytest.approx(numbers(row), abs=1e-9)
    assert sum(found.n) == int(row["n"])


@pytest.mark.parametrize(
    ("arm", "n", "printed"),
    [
        ("Inactive Placebo", 130, (-11.81, -13.44, -10.18)),
        ("Active Placebo", 121, (-17.79, -19.54, -16.05)),
        ("Antidepressant", 152, (-18.52, -20.25, -16.79)),
    ],
)
def test_the_differences_from_the_wait_list_are_those_printed(after, arm: str, n: int, printed) -> None:
    """Expected results, section 6, group level, frequentist; printed as scores, where lower is better."""
    found = group_difference(after[arm], after["Wait List"], Better.LOWER, importance=Importance(8, 8, "MID"))
    assert found.n == (n, 152)
    assert [-found.value, -found.high, -found.low] == pytest.approx(list(printed), abs=0.005)
    assert found.verdict is Verdict.LARGE


@pytest.mark.parametrize(("arm", "verdict"), [("TAU", Verdict.NOT_SHOWN), ("PA", Verdict.LARGE)])
def test_the_verdicts_on_the_arms_are_the_packages(arms_of, arm: str, verdict: Verdict) -> None:
    """Its article on the anchor-based approach, bdi with MID 7: the same verdicts from a Bayesian interval."""
    assert group_change(arms_of("bdi")[arm], Better.LOWER, importance=SEVEN).verdict is verdict


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (3, -1, 7, Verdict.NOT_SHOWN),
        (3, 0, 6, Verdict.NOT_SHOWN),
        (9, -1, 19, Verdict.NOT_SHOWN),
        (3, 1, 5, Verdict.BELOW),
        (5, 1, 9, Verdict.NOT_LESS),
        (5, 3, 7, Verdict.NOT_LESS),
        (7, 5, 9, Verdict.PROBABLE),
        (9, 7, 11, Verdict.PROBABLE),
        (9, 7.1, 10.9, Verdict.LARGE),
    ],
)
@pytest.mark.parametrize("way", [1, -1])
def test_a_verdict_reads_the_interval(
    value: float, low: float, high: float, verdict: Verdict, way: int
) -> None:
    ends = sorted((way * low, way * high))
    found = GroupChange("", (9,), way * value, ends[0], ends[1], 8, "", 0.95, SEVEN)
    assert found.verdict is verdict


def test_worse_may_have_a_limit_of_its_own_and_none_is_shown_or_not() -> None:
    worse = GroupChange("", (9,), -4, -5, -3, 8, "", 0.95, Importance(7, 2, "given"))
    assert worse.verdict is Verdict.LARGE
    assert GroupChange("", (9,), -4, -5, -3, 8, "", 0.95, None).verdict is Verdict.SHOWN


def test_what_has_no_interval_says_so() -> None:
    two = Pairs(np.array([1.0, 2.0]), np.array([2.0, 4.0]))
    alike = Pairs(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0]))
    with pytest.raises(NoEffect, match="only 2 complete pairs"):
        group_change(two, Better.HIGHER)
    with pytest.raises(NoEffect, match="everyone changed alike"):
        group_change(alike, Better.HIGHER)
    with pytest.raises(NoEffect, match="half an SD needs 3 pairs"):
        half_sd(two)
    with pytest.raises(NoEffect, match="groups of 1 and 2"):
        group_difference(np.array([1.0]), np.array([1.0, 2.0]), Better.HIGHER)
    with pytest.raises(NoEffect, match="no score within the groups differs"):
        group_difference(np.ones(3), np.zeros(3), Better.HIGHER)
    for value in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(NoEffect, match="must be above 0"):
            Importance(7, value, "given")


@given(scores=SCORES, shift=st.integers(-900, 900), chance=st.randoms(use_true_random=False))
def test_order_direction_and_a_constant_change_nothing(
    scores: list[tuple[int, int]], shift: int, chance
) -> None:
    pre, post = (np.array(one, dtype=float) / 10 for one in zip(*scores, strict=True))
    assume(np.ptp(np.round(post - pre, 6)) > 0)
    order = list(range(len(scores)))
    chance.shuffle(order)
    here = group_change(Pairs(pre, post), Better.LOWER)
    turned = group_change(Pairs(-pre[order] + shift, -post[order] + shift), Better.HIGHER)
    assert [turned.value, turned.low, turned.high] == pytest.approx(
        [here.value, here.low, here.high], abs=1e-9
    )
    assume(np.ptp(pre) > 0 or np.ptp(post) > 0)
    one = group_difference(pre, post, Better.LOWER)
    other = group_difference(-pre[order] + shift, -post + shift, Better.HIGHER)
    assert [other.value, other.low, other.high] == pytest.approx([one.value, one.low, one.high], abs=1e-9)
