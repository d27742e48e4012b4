"""Ruptures, repairs, ceilings and patterns of answering."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.alliance import (
    ChangeReading,
    Episode,
    Form,
    Pattern,
    no_information,
    pattern_flags,
    read_change,
    rupture_episodes,
)

COURSE = st.lists(st.one_of(st.none(), st.integers(0, 400)), max_size=15)


def patterns(*forms: Form, **limits) -> dict[str, tuple[int, ...]]:
    return {flag.pattern.value: flag.places for flag in pattern_flags(forms, **limits)}


def test_a_rupture_is_repaired_at_the_first_rating_back_at_the_level() -> None:
    assert rupture_episodes([380, 340, 379, 380], fall=40) == (Episode(0, 1, 1, 40, 3),)
    assert rupture_episodes([380, 341, 380], fall=40) == ()
    assert rupture_episodes([380, 340, 360, 330], fall=40) == (Episode(0, 1, 3, 50, None),)
    assert rupture_episodes([380, 340, 380, 340, 376], fall=40, within=4) == (
        Episode(0, 1, 1, 40, 2),
        Episode(2, 3, 3, 40, 4),
    )
    assert rupture_episodes([], fall=40) == ()


@pytest.mark.parametrize(("fall", "within"), [(0, 0), (-1, 0), (10, 10), (10, -1)])
def test_an_impossible_rupture_is_refused(fall: int, within: int) -> None:
    with pytest.raises(ValueError, match="must be above 0"):
        rupture_episodes([1, 2], fall=fall, within=within)


@given(course=COURSE, fall=st.integers(1, 60), more=st.integers(1, 99))
def test_episodes_never_overlap_and_a_constant_changes_nothing(course, fall, more) -> None:
    found = rupture_episodes(course, fall=fall)
    for one in found:
        assert one.depth >= fall
        assert one.before < one.start <= one.lowest
    for one, other in pairwise(found):
        assert one.repaired is not None
        assert one.repaired <= other.before
    moved = [None if total is None else total + more for total in course]
    assert rupture_episodes(moved, fall=fall) == found


def test_a_flat_top_is_no_information() -> None:
    assert no_information([395, 400, 395], limit=395)
    assert not no_information([395, 400, 394], limit=395)
    assert not no_information([400, 400], limit=395)
    with pytest.raises(ValueError, match="at least one"):
        no_information([400], limit=395, times=0)


def test_four_swings_of_6_need_5_ratings() -> None:
    saw = [Form((total,)) for total in (200, 260, 200, 260, 200)]
    assert patterns(*saw)["saw-tooth"] == (0, 1, 2, 3, 4)
    assert "saw-tooth" not in patterns(*saw[:4])
    assert "saw-tooth" not in patterns(*(Form((total,)) for total in (200, 260, 201, 260, 200)))
    assert "saw-tooth" not in patterns(*(Form((total,)) for total in (100, 160, 220, 280, 340)))


def test_straight_lines_same_answers_and_seconds_are_noticed_on_their_edge() -> None:
    assert patterns(Form((90, 92, 91, 90), 3.0)) == {"straight-line": (0,)}
    assert patterns(Form((90, 93, 91, 90), 2.9)) == {"quick": (0,)}
    assert patterns(Form((1, 50)), Form((1, 50)), Form((1, 50))) == {"same-as-last": (1, 2)}
    assert patterns(Form((90,))) == {}
    assert set(Pattern) == {"straight-line", "same-as-last", "saw-tooth", "quick"}


@pytest.mark.parametrize(
    ("first", "last", "reading"),
    [
        (400, 400, ChangeReading.NO_INFORMATION),
        (380, 400, ChangeReading.RISE_CANNOT_SHOW),
        (351, 352, ChangeReading.RISE_CANNOT_SHOW),
        (350, 399, ChangeReading.UNCHANGED),
        (350, 400, ChangeReading.RISE),
        (400, 351, ChangeReading.UNCHANGED),
        (400, 350, ChangeReading.FALL),
        (300, 300, ChangeReading.UNCHANGED),
    ],
)
def test_a_change_near_the_top_is_read_with_care(first: int, last: int, reading: ChangeReading) -> None:
    assert read_change(first, last, threshold=50, ceiling=400) is reading


def test_a_score_above_the_top_is_refused() -> None:
    with pytest.raises(ValueError, match="no score above"):
        read_change(401, 300, threshold=50, ceiling=400)
