"""By a cut-off alone, by a percentage, by a fixed number: against the R package on the real data."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change import Category, Criterion, PopulationNumbers, clinical_cut_off
from gjenklang.core.change.files import (
    Direction,
    FileRule,
    Method,
    Pairs,
    by_cut_off,
    by_importance,
    by_percentage,
    change_of_people,
    tally,
)
from gjenklang.core.instruments import Better, Edge

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
SCORES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=20)


def published() -> list[dict[str, str]]:
    with (REFERENCE / "clinicalsignificance_simple.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(row: dict[str, str], name: str) -> float | None:
    return float(row[name]) if row[name] else None


def cut(pairs: Pairs, row: dict[str, str]) -> list[Direction]:
    functional = (number(row, "functional_mean") or np.nan, number(row, "functional_sd") or np.nan)
    numbers = PopulationNumbers(pairs.pre.mean(), pairs.pre.std(ddof=1), *functional)
    better = Better(row["better"])
    return by_cut_off(pairs, clinical_cut_off(Criterion(row["criterion"]), numbers, better), better)


def percentage(pairs: Pairs, row: dict[str, str]) -> list[Direction]:
    return by_percentage(pairs, Better(row["better"]), float(row["least"]), number(row, "least_worse"))


def mid(pairs: Pairs, row: dict[str, str]) -> list[Direction]:
    return by_importance(pairs, Better(row["better"]), float(row["least"]), number(row, "least_worse"))


def rule_of(row: dict[str, str]) -> FileRule:
    return FileRule(
        method=Method(row["approach"]),
        better=Better(row["better"]),
        least=number(row, "least"),
        least_worse=number(row, "least_worse"),
        criterion=Criterion(row["criterion"]) if row["criterion"] else None,
        functional_mean=number(row, "functional_mean"),
        functional_sd=number(row, "functional_sd"),
    )


APPROACHES = {"cutoff": cut, "percentage": percentage, "mid": mid}


@pytest.mark.parametrize(
    "row",
    published(),
    ids=lambda row: "-".join(
        row[key] for key in ("section", "row", "outcome", "least", "least_worse", "arm") if row[key]
    ),
)
def test_the_counts_are_those_of_the_r_package(pairs_of, row: dict[str, str]) -> None:
    """Whole people, so exact."""
    pairs, arms = pairs_of(row["data"], row["outcome"])
    found = APPROACHES[row["approach"]](pairs, row)
    counted = Counter(
        one.value for one, arm in zip(found, arms, strict=True) if arm == row["arm"] or not row["arm"]
    )
    assert {name: counted[name] for name in Direction} == {name: int(row[name]) for name in Direction}
    result = change_of_people(pairs, rule_of(row))
    assert [one.value for one in result.categories()] == [one.value for one in found]
    shares = tally(result, arms == row["arm"] if row["arm"] else None).shares
    assert {Direction(name.value): share.count for name, share in shares.items()} == counted | dict.fromkeys(
        set(Direction) - set(counted), 0
    )


def test_has_true_scores_pass_its_cut_off_as_printed(pairs_of) -> None:
    """Section 4, row 3: hamd, HA c 8/8, r .80: 23 / 17 / 0. Nobody is surely on the clinical side who was not."""
    pairs, _ = pairs_of("claus_2020", "hamd")
    rule = FileRule(
        method=Method.CUTOFF_HA,
        better=Better.LOWER,
        reliability=0.8,
        criterion=Criterion.C,
        functional_mean=8,
        functional_sd=8,
    )
    counted = tally(change_of_people(pairs, rule))
    assert {name.value: share.count for name, share in counted.shares.items()} == {
        "improved": 23,
        "unchanged": 17,
        "deteriorated": 0,
    }
    assert counted.crossed is None
    assert counted.started_above is not None


def test_a_minimal_important_difference_may_have_a_cut_off(pairs_of) -> None:
    """Section 3, row 13, "CWB": bdi, MID 7, 7.69/7.52, a: 13 / 12 / 11 / 4 / 0."""
    pairs, _ = pairs_of("claus_2020", "bdi")
    rule = FileRule(
        method=Method.MID,
        better=Better.LOWER,
        least=7,
        criterion=Criterion.A,
        functional_mean=7.69,
        functional_sd=7.52,
    )
    shares = tally(change_of_people(pairs, rule)).shares
    assert [share.count for share in shares.values()] == [13, 12, 11, 4, 0]


def test_every_published_row_is_held(shared: Path) -> None:
    """Sections 4 to 6, all rows but HA's cut-off, which test_categories holds."""
    text = (shared / "data" / "expected_clinicalsignificance.md").read_text("utf-8")
    there = set()
    for section in ("4", "5", "6"):
        body = text.split(f"\n## {section}. ")[1].split("\n## ")[0]
        lines = [one for one in body.splitlines() if one.startswith("| ")][1:]
        there |= {(section, str(place)) for place, one in enumerate(lines, start=1) if "HA c" not in one}
    assert {(row["section"], row["row"]) for row in published()} == there


def test_a_score_at_the_cut_off_is_on_neither_side() -> None:
    pairs = Pairs(np.array([20.0, 25.0, 20.0]), np.array([10.0, 20.0, 30.0]))
    assert by_cut_off(pairs, 20.0, Better.LOWER) == [Direction.UNCHANGED] * 3


def test_half_is_half_enough() -> None:
    pairs = Pairs(np.array([20.0, 20.0, 10.1]), np.array([10.0, 10.1, 20.2]))
    assert by_percentage(pairs, Better.LOWER, 0.5) == [
        Direction.IMPROVED,
        Direction.UNCHANGED,
        Direction.DETERIORATED,
    ]


def test_a_tenth_of_three_is_three_tenths() -> None:
    """0.1 * 3.0 is 0.30000000000000004 in doubles, and 3.0 - 2.7 is 0.3 on paper."""
    pairs = Pairs(np.array([3.0, 3.0, 0.7]), np.array([2.7, 3.3, 0.63]))
    changed = [Direction.IMPROVED, Direction.DETERIORATED, Direction.IMPROVED]
    assert by_percentage(pairs, Better.LOWER, 0.1) == changed
    strict = FileRule(method=Method.PERCENTAGE, better=Better.LOWER, least=0.1, edge=Edge.STRICT)
    assert change_of_people(pairs, strict).categories() == [Category.UNCHANGED] * 3


def test_from_nought_any_change_counts_in_its_direction() -> None:
    pairs = Pairs(np.zeros(3), np.array([1.0, 0.0, -1.0]))
    assert by_percentage(pairs, Better.HIGHER, 0.3) == [
        Direction.IMPROVED,
        Direction.UNCHANGED,
        Direction.DETERIORATED,
    ]


@given(scores=SCORES, cut_off=st.integers(0, 400))
def test_a_mirrored_scale_passes_the_mirrored_cut_off(scores: list[tuple[int, int]], cut_off: int) -> None:
    pre, post = (np.array(one, dtype=float) for one in zip(*scores, strict=True))
    here = by_cut_off(Pairs(pre, post), cut_off, Better.HIGHER)
    assert by_cut_off(Pairs(400 - pre, 400 - post), 400 - cut_off, Better.LOWER) == here


@given(scores=SCORES, some=st.floats(0, 1), more=st.floats(0, 1))
def test_a_larger_share_never_makes_more_people_change(
    scores: list[tuple[int, int]], some: float, more: float
) -> None:
    pre, post = (np.array(one, dtype=float) for one in zip(*scores, strict=True))
    low, high = sorted((some, more))
    loose, tight = (by_percentage(Pairs(pre, post), Better.LOWER, one) for one in (low, high))
    for one, other in zip(loose, tight, strict=True):
        assert other in {one, Direction.UNCHANGED}
