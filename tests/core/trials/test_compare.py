"""ANCOVA and clusters, against R."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.instruments import Better
from gjenklang.core.trials import (
    ArmPeople,
    NoEstimate,
    UnusableScores,
    compare_arms,
    ordinary_least_squares,
    random_intercept,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
BETTER = {"bdi": Better.LOWER, "hamd": Better.LOWER, "who": Better.HIGHER}


def rows() -> list[dict[str, str]]:
    with (REFERENCE / "compare.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def arms(shared: Path, outcome: str, clusters: str) -> list[ArmPeople]:
    with (shared / "data" / "claus_2020.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    first = {row["id"]: row for row in table if row["time"] == "1.0" and row[outcome]}
    last = {row["id"]: row[outcome] for row in table if row["time"] == "4.0" and row[outcome]}
    found = []
    for arm in ("PA", "TAU"):
        who = [one for one in first if one in last and first[one]["treatment"] == arm]
        numbers = [int(float(one)) for one in who]
        names = {
            "none": None,
            "nested": tuple(f"{arm} {number % 5}" for number in numbers),
            "crossed": tuple(str(number % 7) for number in numbers),
        }
        pre = np.array([float(first[one][outcome]) for one in who])
        found.append(ArmPeople(pre, np.array([float(last[one]) for one in who]), names[clusters]))
    return found


@pytest.mark.parametrize("row", rows(), ids=lambda row: "-".join(list(row.values())[:3]))
def test_the_difference_its_error_and_its_degrees_of_freedom_are_those_of_r(shared: Path, row) -> None:
    compared = compare_arms(*arms(shared, row["outcome"], row["clusters"]), BETTER[row["outcome"]])
    answer = compared.adjusted if row["adjusted"] == "1" else compared.unadjusted
    found = answer.estimate if row["clusters"] == "none" else answer.robust
    wanted = [float(row[key]) for key in ("value", "se", "df", "low", "high", "p")]
    assert [found.value, found.se, found.df, found.low, found.high, found.p] == pytest.approx(
        wanted, abs=1e-7
    )
    assert compared.n_clusters_small == (row["clusters"] != "none")


def test_swapping_the_arms_turns_the_sign(shared: Path) -> None:
    one, other = arms(shared, "bdi", "nested")
    here, there = compare_arms(one, other, Better.LOWER), compare_arms(other, one, Better.LOWER)
    for name in ("estimate", "robust"):
        a, b = getattr(here.adjusted, name), getattr(there.adjusted, name)
        assert (a.value, a.low, a.df) == pytest.approx((-b.value, -b.high, b.df), rel=1e-5)


@given(constant=st.floats(-50, 50), order=st.permutations(range(8)))
def test_a_constant_and_the_order_of_people_change_nothing(constant, order) -> None:
    pre, post = np.array([20.0, 18, 22, 25, 21, 17, 23, 24]), np.array([26.0, 27, 27, 30, 22, 20, 25, 24])
    arm, group = np.array([0, 1] * 4), np.array(list("aabbccdd"))

    def compared(pre, post, arm, group):
        people = [ArmPeople(pre[arm == k], post[arm == k], tuple(group[arm == k])) for k in (0, 1)]
        return compare_arms(*people, Better.HIGHER).adjusted.robust

    base = compared(pre, post, arm, group)
    moved = compared(pre + constant, post + constant, arm, group)
    assert (moved.value, moved.se, moved.df) == pytest.approx((base.value, base.se, base.df), rel=1e-6)
    order = list(order)
    turned = compared(pre[order], post[order], arm[order], group[order])
    assert (turned.value, turned.se, turned.df) == pytest.approx((base.value, base.se, base.df), rel=1e-9)


def test_in_clusters_the_mixed_model_answers(shared: Path) -> None:
    one, other = arms(shared, "hamd", "nested")
    found = compare_arms(one, other, Better.LOWER)
    pre = np.concatenate([one.pre, other.pre])
    x = np.column_stack([np.ones(len(pre)), np.arange(len(pre)) < len(one), pre])
    y = -np.concatenate([one.post, other.post])
    alone = random_intercept(y, x, [0, 1, 0], [*one.clusters, *other.clusters])
    here = found.adjusted.estimate
    assert (here.value, here.se, here.df) == pytest.approx(
        (alone.estimate.value, alone.estimate.se, alone.estimate.df), rel=1e-6
    )
    assert here.method == "mixed model, random intercept for the cluster (REML), Kenward-Roger"
    assert (here.n, here.clusters) == (40, 10)
    assert found.adjusted.icc == pytest.approx(alone.icc, abs=1e-6)
    assert found.n_clusters_small


def test_clusters_of_one_person_have_cr2_and_say_why(shared: Path) -> None:
    one, other = arms(shared, "hamd", "none")
    alone = [
        ArmPeople(arm.pre, arm.post, tuple(f"{at} {k}" for k in range(len(arm))))
        for at, arm in enumerate((one, other))
    ]
    found = compare_arms(*alone, Better.LOWER).adjusted
    assert (
        found.why_not_mixed == "40 rows in 40 clusters are too few: cluster and error cannot be told apart."
    )
    assert (found.robust, found.icc) == (None, None)
    assert "CR2" in found.estimate.method


def several(shared: Path, clusters: bool = False) -> list[ArmPeople]:
    with (shared / "data" / "btheb_bdi_wide.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    found = []
    for arm in ("BtheB", "TAU"):
        own = [row for row in table if row["treatment"] == arm and row["bdi.2m"]]
        later = [[float(row[f"bdi.{month}m"] or "nan") for month in (2, 4, 6, 8)] for row in own]
        names = tuple(str(int(row["rownames"]) % 12) for row in own) if clusters else None
        found.append(ArmPeople(np.array([float(row["bdi.pre"]) for row in own]), np.array(later), names))
    return found


def test_several_later_times_have_a_random_intercept_for_the_person(shared: Path) -> None:
    """mixed.csv: lme4's answer for the same people and times."""
    found = compare_arms(*several(shared), Better.LOWER)
    with (REFERENCE / "mixed.csv").open(encoding="utf-8") as file:
        wanted = {
            row["what"]: float(row["value"])
            for row in csv.DictReader(file)
            if row["trial"] == "btheb repeated"
        }
    here = found.adjusted.estimate
    assert [here.value, here.se, here.df, here.low, here.high] == pytest.approx(
        [wanted[name] for name in ("value", "se", "df", "low", "high")], rel=1e-5
    )
    assert (found.n_rows, here.n, here.clusters) == (wanted["n"], wanted["clusters"], None)
    assert here.method == "mixed model, random intercept for the person (REML), Kenward-Roger"
    assert "CR2" in found.adjusted.robust.method
    assert found.adjusted.robust.n == 97
    assert not found.n_clusters_small


def test_several_times_in_clusters_have_cr2_over_all_rows(shared: Path) -> None:
    found = compare_arms(*several(shared, clusters=True), Better.LOWER)
    assert found.adjusted.estimate.clusters == 12
    assert "CR2" in found.adjusted.estimate.method
    assert found.adjusted.why_not_mixed == "clusters and several times are two levels; it has one."
    assert found.adjusted.estimate.n == 97


def test_a_later_time_that_nobody_has_changes_nothing(shared: Path) -> None:
    one, other = several(shared)
    empty = [
        ArmPeople(arm.pre, np.column_stack([arm.post, np.full(len(arm), np.nan)])) for arm in (one, other)
    ]
    here, there = (compare_arms(*arms, Better.LOWER) for arms in ((one, other), empty))
    assert here.adjusted == there.adjusted


def test_what_cannot_be_compared_says_why() -> None:
    three = ArmPeople(np.array([1.0, 2, 3]), np.array([1.0, 3, 2]))
    grouped = ArmPeople(three.pre, three.post, ("a", "b", "c"))
    alike = ArmPeople(np.array([2.0, 2, 2]), np.array([1.0, 3, 2]))
    flat = ArmPeople(three.pre, np.array([2.0, 2, 2]))
    with pytest.raises(UnusableScores, match="arms of 2 and 3"):
        compare_arms(ArmPeople(three.pre[:2], three.post[:2]), three, Better.HIGHER)
    with pytest.raises(NoEstimate, match="one arm has clusters"):
        compare_arms(three, grouped, Better.HIGHER)
    with pytest.raises(NoEstimate, match="one arm is one cluster"):
        compare_arms(grouped, ArmPeople(three.pre, three.post, ("d", "d", "d")), Better.HIGHER)
    with pytest.raises(NoEstimate, match="there is only one cluster"):
        compare_arms(*[ArmPeople(three.pre, three.post, ("d", "d", "d"))] * 2, Better.HIGHER)
    with pytest.raises(UnusableScores, match="every first score is 2"):
        compare_arms(alike, alike, Better.HIGHER)
    with pytest.raises(UnusableScores, match="every later score is 2"):
        compare_arms(flat, flat, Better.HIGHER)
    x, y = np.column_stack([np.ones(6), [0, 0, 0, 1, 1, 1]]), np.arange(6.0)
    with pytest.raises(NoEstimate, match="only one cluster"):
        ordinary_least_squares(y, x, [0, 1], ["a"] * 6)
    with pytest.raises(NoEstimate, match="say the same"):
        ordinary_least_squares(y, np.column_stack([x, x[:, 1]]), [0, 1, 0])
    with pytest.raises(NoEstimate, match="too few"):
        ordinary_least_squares(y[:2], x[:2], [0, 1])
    with pytest.raises(NoEstimate, match="nothing is left unexplained"):
        ordinary_least_squares(x[:, 1], x, [0, 1])
    with pytest.raises(NoEstimate, match="no error for this contrast"):
        ordinary_least_squares(y, x, [0, 1], list("aaabbb"))
