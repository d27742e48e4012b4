"""ANCOVA and clusters, against R."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.instruments import Better
from gjenklang.core.trials import ArmPeople, NoEstimate, compare_arms, ordinary_least_squares

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
    found = compared.adjusted if row["adjusted"] == "1" else compared.unadjusted
    wanted = [float(row[key]) for key in ("value", "se", "df", "low", "high", "p")]
    assert [found.value, found.se, found.df, found.low, found.high, found.p] == pytest.approx(
        wanted, abs=1e-7
    )
    assert compared.n_clusters_small == (row["clusters"] != "none")


def test_swapping_the_arms_turns_the_sign(shared: Path) -> None:
    one, other = arms(shared, "bdi", "nested")
    here, there = compare_arms(one, other, Better.LOWER), compare_arms(other, one, Better.LOWER)
    assert here.adjusted.value == pytest.approx(-there.adjusted.value)
    assert here.adjusted.df == pytest.approx(there.adjusted.df)


@given(constant=st.floats(-50, 50), order=st.permutations(range(8)))
def test_a_constant_and_the_order_of_people_change_nothing(constant, order) -> None:
    pre, post = np.array([20.0, 18, 22, 25, 21, 17, 23, 24]), np.array([26.0, 27, 27, 30, 22, 20, 25, 24])
    arm, group = np.array([0, 1] * 4), np.array(list("aabbccdd"))

    def compared(pre, post, arm, group):
        people = [ArmPeople(pre[arm == k], post[arm == k], tuple(group[arm == k])) for k in (0, 1)]
        return compare_arms(*people, Better.HIGHER).adjusted

    base = compared(pre, post, arm, group)
    moved = compared(pre + constant, post + constant, arm, group)
    assert (moved.value, moved.se, moved.df) == pytest.approx((base.value, base.se, base.df), rel=1e-6)
    order = list(order)
    turned = compared(pre[order], post[order], arm[order], group[order])
    assert (turned.value, turned.se, turned.df) == pytest.approx((base.value, base.se, base.df), rel=1e-9)


def test_what_cannot_be_compared_says_why() -> None:
    three = ArmPeople(np.array([1.0, 2, 3]), np.array([1.0, 3, 2]))
    grouped = ArmPeople(three.pre, three.post, ("a", "b", "c"))
    alike = ArmPeople(np.array([2.0, 2, 2]), np.array([1.0, 3, 2]))
    with pytest.raises(NoEstimate, match="arms of 2 and 3"):
        compare_arms(ArmPeople(three.pre[:2], three.post[:2]), three, Better.HIGHER)
    with pytest.raises(NoEstimate, match="one arm has clusters"):
        compare_arms(three, grouped, Better.HIGHER)
    with pytest.raises(NoEstimate, match="every first score is 2"):
        compare_arms(alike, alike, Better.HIGHER)
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
