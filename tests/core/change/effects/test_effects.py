"""Effect sizes, against base R and metafor."""

import csv
from collections.abc import Callable
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gjenklang.core.change.effects import (
    Definition,
    Effect,
    NoEffect,
    average_sd_effect,
    between_groups,
    bias_corrected_average,
    change_sd_effect,
    difference_of_changes,
    paired_effects,
    raw_effect,
    reached_target,
    reference_of,
    relative_effect,
    severity_adjusted,
    small_sample_factor,
    standardised_mean_change,
)
from gjenklang.core.change.files import Pairs
from gjenklang.core.instruments import Better

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
MAKERS = {
    "raw": raw_effect,
    "smcr": standardised_mean_change,
    "average_sd": average_sd_effect,
    "g": bias_corrected_average,
    "d_z": change_sd_effect,
}
BETTER = {"bdi": Better.LOWER, "hamd": Better.LOWER, "who": Better.HIGHER}
CUT_OFF = {"bdi": 18.0, "hamd": 20.0, "who": 13.0}
TENTHS = arrays(np.int64, 8, elements=st.integers(0, 400)).map(lambda whole: whole / 10)


def rows() -> list[dict[str, str]]:
    with (REFERENCE / "effects.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def claus(shared: Path) -> Callable[[str], dict[str, Pairs]]:
    def read(outcome: str) -> dict[str, Pairs]:
        with (shared / "data" / "claus_2020.csv").open(encoding="utf-8") as file:
            table = list(csv.DictReader(file))
        first = {row["id"]: row for row in table if row["time"] == "1.0" and row[outcome]}
        last = {row["id"]: row[outcome] for row in table if row["time"] == "4.0" and row[outcome]}
        groups = {}
        for arm in ("all", "PA", "TAU"):
            who = [one for one in first if one in last and arm in {"all", first[one]["treatment"]}]
            pre = np.array([float(first[one][outcome]) for one in who])
            groups[arm] = Pairs(pre, np.array([float(last[one]) for one in who]))
        return groups

    return read


def effect_of(row: dict[str, str], groups: dict[str, Pairs]) -> Effect:
    better = BETTER[row["outcome"]]
    if row["effect"] in MAKERS:
        return MAKERS[row["effect"]](groups[row["arm"]], better)
    if row["effect"] == "between_at_end":
        return between_groups(groups["PA"].post, groups["TAU"].post, better)
    if row["effect"] == "difference_of_changes":
        return difference_of_changes(groups["PA"], groups["TAU"], better)
    reference = reference_of(groups["all"], better, CUT_OFF[row["outcome"]])
    return severity_adjusted(groups[row["arm"]], reference, Definition(row["effect"])).effect


@pytest.mark.parametrize("row", rows(), ids=lambda row: "-".join(list(row.values())[:3]))
def test_the_effect_and_its_interval_are_those_of_r(claus, row: dict[str, str]) -> None:
    found = effect_of(row, claus(row["outcome"]))
    assert found.n == int(row["n"])
    expected = [float(row[key]) for key in ("value", "low", "high")]
    assert [found.value, found.low, found.high] == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(
    ("df", "printed"), [(2, 0.5642), (4, 0.7979), (10, 0.9227), (20, 0.9619), (50, 0.9849)]
)
def test_the_small_sample_factor_is_that_of_hedges_table(df: int, printed: float) -> None:
    """Hedges 1981, table 1, as R's gamma() has it: exp(lgamma(m/2)-log(sqrt(m/2))-lgamma((m-1)/2))."""
    assert small_sample_factor(df) == pytest.approx(printed, abs=5e-5)


def test_one_degree_of_freedom_has_no_factor() -> None:
    with pytest.raises(ValueError, match="must be above 1"):
        small_sample_factor(1)


def test_the_two_severity_adjusted_effects_differ_by_the_references_own_mean(claus) -> None:
    groups = claus("bdi")
    reference = reference_of(groups["all"], Better.LOWER, 18.0)
    brown, seidel = (severity_adjusted(groups["PA"], reference, kind) for kind in Definition)
    assert brown.effect.value - seidel.effect.value == pytest.approx(reference.mean_gain / reference.sd)
    assert (brown.effect.name, seidel.effect.name) == (
        "severity-adjusted, brown",
        "severity-adjusted, seidel-miller-chow-2",
    )
    assert brown.left_out + brown.effect.n == len(groups["PA"])


def test_a_norm_known_exactly_moves_the_interval_as_it_is(claus) -> None:
    unit = raw_effect(claus("bdi")["all"], Better.LOWER)
    norm = Effect(unit.name, 9000, 0.8, 0.8, 0.8, "", 0.95)
    found = relative_effect(unit, norm)
    moved = (unit.value - 0.8, unit.low - 0.8, unit.high - 0.8)
    assert (found.value, found.low, found.high) == pytest.approx(moved)
    with pytest.raises(ValueError, match="not of one kind"):
        relative_effect(unit, Effect("smcr", 9, 1, 1, 1, "", 0.95))


def test_with_equal_halves_mover_is_the_root_of_squares() -> None:
    one, other = Effect("raw", 40, 1.0, 0.7, 1.3, "", 0.95), Effect("raw", 40, 0.5, 0.1, 0.9, "", 0.95)
    found = relative_effect(one, other)
    assert found.high - found.value == pytest.approx(sqrt(0.3**2 + 0.4**2))


def test_the_target_itself_counts_as_reached() -> None:
    last = np.array([12.0, 12.1, 11.0, 30.0])
    assert reached_target(last, 12.0, Better.LOWER).count == 2
    assert reached_target(last, 12.0, Better.HIGHER).count == 3
    with pytest.raises(ValueError, match="finite"):
        reached_target(last, float("inf"), Better.LOWER)


def test_too_few_or_all_alike_have_no_effect() -> None:
    few = Pairs(np.array([1.0, 2.0]), np.array([1.0, 3.0]))
    alike = Pairs(np.array([10.0, 10.0, 10.0]), np.array([1.0, 3.0, 2.0]))
    with pytest.raises(NoEffect, match="only 2 complete pairs"):
        paired_effects(few, Better.LOWER)
    with pytest.raises(NoEffect, match="every first score is 10"):
        raw_effect(alike, Better.LOWER)
    with pytest.raises(NoEffect, match="every first score of the reference is 10"):
        reference_of(alike, Better.LOWER)
    with pytest.raises(NoEffect, match="only 2 pairs"):
        reference_of(few, Better.LOWER)
    reference = reference_of(Pairs(np.array([1.0, 2, 3]), np.array([3.0, 2, 2])), Better.LOWER, 0.0)
    with pytest.raises(NoEffect, match="only 0 pairs"):
        severity_adjusted(Pairs(-few.pre, few.post), reference, Definition.BROWN)
    with pytest.raises(NoEffect, match="groups of 2 and 2"):
        between_groups(few.pre, few.post, Better.LOWER)
    with pytest.raises(NoEffect, match="no score within the groups differs"):
        between_groups(alike.pre, alike.pre + 1, Better.LOWER)


def test_who_all_change_alike_have_no_d_z_but_the_others() -> None:
    found = paired_effects(Pairs(np.array([8.2, 9.1, 4.0]), np.array([2.2, 3.1, -2.0])), Better.LOWER)
    assert isinstance(found["d_z"], NoEffect)
    assert isinstance(found["raw"], Effect)


@given(pre=TENTHS, post=TENTHS)
def test_the_mirror_and_a_constant_change_nothing_and_the_interval_holds(pre, post) -> None:
    if np.ptp(pre) == 0:
        return
    one = paired_effects(Pairs(pre, post), Better.LOWER)
    mirrored = paired_effects(Pairs(40 - pre, 40 - post), Better.HIGHER)
    for name, effect in one.items():
        other = mirrored[name]
        if isinstance(effect, NoEffect):
            assert isinstance(other, NoEffect)
            continue
        assert (other.value, other.low) == pytest.approx((effect.value, effect.low), abs=1e-7)
        assert effect.low <= effect.value <= effect.high


@given(pre=TENTHS, post=TENTHS, order=st.permutations(range(8)))
def test_the_order_of_rows_does_not_matter(pre, post, order) -> None:
    if np.ptp(pre) == 0:
        return
    one, other = (
        raw_effect(Pairs(pre, post), Better.LOWER),
        raw_effect(Pairs(pre[order], post[order]), Better.LOWER),
    )
    assert one.value == pytest.approx(other.value, abs=1e-9)
