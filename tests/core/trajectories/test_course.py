"""Early change, a good-enough level, a plateau."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change import Category, ChangeRule
from gjenklang.core.instruments import Better, Boundary, Edge
from gjenklang.core.trajectories import early_change, good_enough_level, plateau

SIX = ChangeRule("six", Better.HIGHER, 60, Edge.INCLUSIVE, 250)
TURNED = ChangeRule("six", Better.LOWER, 60, Edge.INCLUSIVE, 150, Boundary.AT_IS_BELOW)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], None),
        ([180], None),
        ([180, None, None, None, 300], None),
        ([180, 240], (2, 60, Category.IMPROVED, False)),
        ([180, 239, None, None], (2, 59, Category.UNCHANGED, True)),
        ([180, 300, 200, 120, 400], (4, -60, Category.DETERIORATED, True)),
        ([None, 180, 250], (3, 70, Category.IMPROVED, False)),
    ],
)
def test_early_change_is_that_of_the_last_rating_in_sessions_1_to_4(scores, expected) -> None:
    found = early_change(SIX, scores)
    assert (found and (found.session, found.gain, found.category, found.complete)) == expected


def test_early_change_needs_two_sessions() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        early_change(SIX, [1, 2], within=1)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([180, 260, 240, 260], None),
        ([180, 260, None, 250], (2, True, True, False)),
        ([180, 260, 255, 200], (2, False, False, False)),
        ([180, 260, 255, 200, 260, 270], (2, True, True, False)),
        ([300, 310], (1, True, False, True)),
    ],
)
def test_good_enough_is_a_run_on_the_functional_side(scores, expected) -> None:
    found = good_enough_level(SIX, scores)
    assert (found and (found.session, found.held, found.reliable, found.started_there)) == expected


def test_without_a_cut_off_no_level_is_good_enough() -> None:
    assert good_enough_level(ChangeRule("six", Better.HIGHER, 60, Edge.INCLUSIVE), [300, 300]) is None


@pytest.mark.parametrize(
    ("scores", "session"),
    [
        ([200, 200, 200, 200], None),
        ([200, 200, 200, 200, 200], 1),
        ([100, 200, 259, 200, 230, None, 220], 2),
        ([200, 220, 240, 260, 280], None),
        ([200, 205, 210, 215, 219], 1),
        ([200, 205, 210, 215, 220], None),
        ([200, 259, 200, 259, 260], None),
    ],
)
def test_a_plateau_neither_differs_reliably_nor_rises(scores, session) -> None:
    found = plateau(SIX, scores)
    assert (found and found.session) == session


@given(st.lists(st.one_of(st.none(), st.integers(0, 400)), max_size=14))
def test_turned_round_and_moved_they_say_the_same(scores: list[int | None]) -> None:
    turned = [None if score is None else 400 - score for score in scores]
    assert early_change(SIX, scores) == early_change(TURNED, turned)
    assert good_enough_level(SIX, scores) == good_enough_level(TURNED, turned)
    still, mirrored = plateau(SIX, scores), plateau(TURNED, turned)
    assert (still and (still.session, still.n_ratings)) == (
        mirrored and (mirrored.session, mirrored.n_ratings)
    )
    moved = ChangeRule("six", Better.HIGHER, 60, Edge.INCLUSIVE, 260)
    assert early_change(SIX, scores) == early_change(moved, [None if s is None else s + 10 for s in scores])


@pytest.mark.parametrize(("call", "times"), [(good_enough_level, 0), (plateau, 2)])
def test_too_few_ratings_to_ask_for_are_refused(call, times: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        call(SIX, [1, 2, 3], times)


def test_how_often_a_steady_gain_is_called_a_plateau() -> None:
    """The table of docs/science/status.md: eight ratings, an error of 2.05 points on each, a gain for each rating."""
    chance = np.random.default_rng(20261125)
    found = []
    for gain in (0, 10, 20):
        marks = 120 + gain * np.arange(8) + chance.normal(0, 20.5, (4000, 8))
        found.append(np.mean([plateau(SIX, one) is not None for one in np.rint(marks).astype(int).tolist()]))
    assert found == pytest.approx([0.66, 0.20, 0.01], abs=0.03)
