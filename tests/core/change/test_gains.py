"""Sudden gains, against the R package's printed figures and our own base R."""

import csv
from pathlib import Path
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change.gains import GainRule, Jumps, Third, sudden_gains, sudden_losses
from gjenklang.core.instruments import Better

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
RULE = GainRule(size=7)
COURSE = st.lists(st.one_of(st.none(), st.integers(0, 63)), min_size=4, max_size=16)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def courses(shared: Path, measure: str, first: int) -> dict[int, list[float | None]]:
    return {
        int(float(row["id"])): [
            float(row[f"{measure}_s{session}"]) if row[f"{measure}_s{session}"] else None
            for session in range(first, 13)
        ]
        for row in read(shared / "data" / "sgdata.csv")
    }


@pytest.mark.parametrize("third", list(Third))
@pytest.mark.parametrize("kind", ["gain", "loss"])
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("measure", ["bdi", "rq"])
def test_each_gain_is_where_r_finds_it(shared: Path, measure, first, kind, third) -> None:
    """The scripted values in gains.csv."""
    find = sudden_gains if kind == "gain" else sudden_losses
    rule = GainRule(size=7, third=third)
    found = [
        (who, first + jump.place, jump.magnitude, round(jump.critical, 8), jump.reversed_at is not None)
        for who, course in courses(shared, measure, first).items()
        for jump in find(course, rule).found
    ]
    wanted = [
        (
            int(row["id"]),
            int(row["session"]),
            float(row["magnitude"]),
            round(float(row["critical"]), 8),
            row["reversed"] == "1",
        )
        for row in read(REFERENCE / "gains.csv")
        if (row["measure"], int(row["from"]), row["kind"], row["third"])
        == (measure, first, kind, third.value)
    ]
    assert found == wanted
    assert found or kind == "loss"


def test_the_figures_are_those_the_package_prints(shared: Path) -> None:
    """suddengains.csv: vignette of suddengains, describe_sg and count_intervals, sessions 1 to 12, cut-off 7."""
    printed = {row["what"]: float(row["value"]) for row in read(REFERENCE / "suddengains.csv")}
    jumps = [sudden_gains(course, RULE) for course in courses(shared, "bdi", 1).values()]
    every = [jump for one in jumps for jump in one.found]
    firsts = [one.found[0] for one in jumps if one.found]
    assert {
        "n_people": len(jumps),
        "n_gains": len(every),
        "people_with_one": len(firsts),
        "people_with_several": sum(len(one.found) > 1 for one in jumps),
        "reversed": sum(jump.reversed_at is not None for jump in every),
        "magnitude_mean": fmean(jump.magnitude for jump in every),
        "magnitude_sd": round(stdev(jump.magnitude for jump in every), 2),
        "first_reversed": sum(jump.reversed_at is not None for jump in firsts),
        "first_magnitude_mean": fmean(jump.magnitude for jump in firsts),
        "first_magnitude_sd": round(stdev(jump.magnitude for jump in firsts), 2),
        "examined": sum(one.examined for one in jumps),
    } == printed


@pytest.mark.parametrize(
    ("course", "alpha", "critical"),
    [
        ([32, 31, 33, 5, 6, 7], 0.05, 2.776),
        ([32, 31, 33, 5, 6, 7], 0.01, 4.604),
        ([None, 31, 33, 5, None, 7], 0.01, 9.925),
    ],
)
def test_the_packages_examples_of_one_step(course, alpha, critical) -> None:
    (jump,) = sudden_gains(course, GainRule(size=7, alpha=alpha)).found
    assert round(jump.critical, 3) == critical
    assert (jump.mean_before, jump.mean_after) == (32, 6)


def test_each_edge_is_inside() -> None:
    assert sudden_gains([28, 28, 28, 21, 21, 21], RULE).found
    assert not sudden_gains([29, 29, 29, 22, 22, 22], RULE).found  # 7 of 29 is below a quarter
    assert not sudden_gains([20, 20, 20, 13.1, 13, 13], RULE).found
    assert sudden_gains([20.1, 20.1, 20.1, 13.1, 13.1, 13.1], RULE).found  # 7 as on paper
    (jump,) = sudden_gains([28, 28, 28, 18, 18, 18, 23], RULE).found
    assert (jump.turns_at, jump.reversed_at) == (23, 6)
    assert sudden_gains([28, 28, 28, 18, 18, 18, 22.9], RULE).found[0].reversed_at is None


def test_two_of_three_are_needed_on_each_side() -> None:
    assert sudden_gains([None, None, 33, 5, 6, 7], RULE) == Jumps((), 1, 3)
    assert sudden_gains([31, None, 33, 5, None, 7], RULE).examined == 1
    assert sudden_gains([30, 20, 10], RULE) == Jumps((), 0, 0)


@pytest.mark.parametrize(
    "wrong", [{"size": 0}, {"size": float("inf")}, {"size": 7, "share": 1}, {"size": 7, "alpha": 0}]
)
def test_an_impossible_rule_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="must be"):
        GainRule(**wrong)


def test_an_infinite_score_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        sudden_gains([1, 2, float("inf"), 3], RULE)


@given(course=COURSE, constant=st.integers(1, 50))
def test_without_the_share_a_mirror_and_a_constant_change_nothing(course, constant) -> None:
    rule = GainRule(size=7, share=0)
    turned = [None if score is None else 100 - score for score in course]
    moved = [None if score is None else constant + score for score in course]
    places = [jump.place for jump in sudden_gains(course, rule).found]
    assert [jump.place for jump in sudden_losses(turned, rule).found] == places
    up = GainRule(size=7, share=0, better=Better.HIGHER)
    assert [jump.place for jump in sudden_gains(turned, up).found] == places
    assert [jump.place for jump in sudden_gains(moved, rule).found] == places


@given(course=COURSE)
def test_the_plain_t_test_finds_whatever_the_stricter_one_finds(course) -> None:
    strict = {jump.place for jump in sudden_gains(course, RULE).found}
    assert strict <= {jump.place for jump in sudden_gains(course, GainRule(size=7, third=Third.T)).found}
