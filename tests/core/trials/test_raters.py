"""Raters who disagree on change, and what became of everyone."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.trials import Way, change_disagreement, flow_of

SCORE = st.integers(0, 400).map(lambda tenths: tenths / 10)
WAY = st.builds(
    Way,
    arm=st.sampled_from(["fb", "tau"]),
    not_received=st.sampled_from(["", "declined"]),
    lost=st.sampled_from(["", "moved", "died"]),
    not_analysed=st.sampled_from(["", "no scores"]),
)


def test_the_threshold_is_that_of_a_difference_of_two_changes() -> None:
    """change_disagreement: 1.96 sqrt(2 (SEM_A² + SEM_B²))."""
    found = change_disagreement((18, 27), (14, 15), (2, 1))
    assert found.threshold == pytest.approx(1.959963984540054 * sqrt(10))
    assert (found.change_a, found.change_b, found.difference, found.beyond) == (9, 1, 8, True)
    assert not change_disagreement((18, 27), (14, 17), (2, 1)).beyond


@given(a=st.tuples(SCORE, SCORE), b=st.tuples(SCORE, SCORE), level=st.integers(-40, 40))
def test_a_level_of_ones_own_is_no_disagreement_and_either_may_come_first(a, b, level) -> None:
    here = change_disagreement(a, b, (2.05, 3.0))
    moved = change_disagreement((a[0] + level, a[1] + level), b, (2.05, 3.0))
    assert moved.difference == pytest.approx(here.difference, abs=1e-9)
    assert change_disagreement(b, a, (3.0, 2.05)).beyond == here.beyond


@pytest.mark.parametrize(
    ("a", "sem"), [((1, float("nan")), (1, 1)), ((1, 2), (0, 1)), ((1, 2), (1, float("inf")))]
)
def test_impossible_numbers_are_refused(a, sem) -> None:
    with pytest.raises(ValueError, match="must be"):
        change_disagreement(a, (1, 2), sem)


def test_everyone_is_somewhere() -> None:
    """flow_of: reasons are counted as they are written."""
    stopped = Way("tau", "", "declined", "moved", "no scores")
    found = flow_of([Way("fb"), Way("fb", lost="moved"), stopped, Way("", "no")])
    assert (found.assessed, found.randomised, found.excluded) == (4, 3, {"no": 1})
    fb, tau = found.arms["fb"], found.arms["tau"]
    assert (fb.allocated, fb.received, fb.followed, fb.analysed, fb.lost) == (2, 2, 1, 2, {"moved": 1})
    assert (tau.allocated, tau.received, tau.followed, tau.analysed) == (1, 0, 0, 0)


@pytest.mark.parametrize("way", [Way(""), Way("fb", excluded="declined")])
def test_neither_and_both_are_refused(way: Way) -> None:
    with pytest.raises(ValueError, match="person 1 must have either"):
        flow_of([way])


@given(ways=st.lists(WAY, max_size=30))
def test_the_numbers_of_each_arm_add_up(ways) -> None:
    found = flow_of(ways)
    assert sum(arm.allocated for arm in found.arms.values()) == found.randomised == len(ways)
    for arm in found.arms.values():
        assert arm.received + sum(arm.not_received.values()) == arm.allocated
        assert arm.followed + sum(arm.lost.values()) == arm.allocated
        assert arm.analysed + sum(arm.not_analysed.values()) == arm.allocated


@given(ways=st.lists(WAY, max_size=20), seed=st.randoms())
def test_the_order_of_people_changes_no_flow(ways, seed) -> None:
    turned = list(ways)
    seed.shuffle(turned)
    assert flow_of(turned) == flow_of(ways)
