"""The curve's geometry: nothing is moved to fit, the table says what the picture shows, words cover no point."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.apps.shell.charts import Limit, Look, Reading, Series, curve

values = st.decimals(0, 40, places=1)
readings = st.lists(
    st.tuples(st.integers(1, 60), st.none() | values), max_size=30, unique_by=lambda one: one[0]
)


@given(readings)
def test_every_mark_stands_in_the_frame_at_its_own_height(given_marks) -> None:
    drawn = curve([Series("D", [Reading(*one) for one in given_marks])], y_max=40)
    told = {session: value for session, value in given_marks if value is not None}
    left, right, top, bottom = map(float, (drawn.left, drawn.right, drawn.top, drawn.bottom))
    assert len(drawn.lines[0].marks) == len(told)
    for mark in drawn.lines[0].marks:
        height = (bottom - float(mark.y)) / (bottom - top) * 40
        assert height == pytest.approx(float(told[int(mark.session)]), abs=0.02)
        assert left <= float(mark.x) <= right


@given(readings)
def test_the_table_says_what_the_picture_shows(given_marks) -> None:
    drawn = curve([Series("D", [Reading(*one) for one in given_marks])], y_max=40)
    said = {int(row.session): row.values[0].replace(",", ".") for row in drawn.rows}
    assert set(said) == {session for session, _ in given_marks}
    for session, value in given_marks:
        assert (Decimal(said[session]) if said[session] != "–" else None) == value


def test_a_missing_total_breaks_the_line_and_a_session_passed_over_does_not() -> None:
    drawn = curve([Series("D", [Reading(1, 10), Reading(2, None), Reading(3, 12), Reading(5, 14)])], y_max=40)
    assert drawn.lines[0].path.count("M") == 2
    assert drawn.lines[0].path.count("L") == 1


@pytest.mark.parametrize("wrong", [Reading(0, 10), Reading(1, 40.1), Reading(1, -0.1)])
def test_what_cannot_be_is_refused_and_never_moved_to_fit(wrong: Reading) -> None:
    with pytest.raises(ValueError, match=r"session|outside"):
        curve([Series("D", [wrong])], y_max=40)


@given(st.lists(values, min_size=2, max_size=12), st.sampled_from([25, 28, 36]))
def test_the_words_of_a_limit_cover_a_mark_only_when_every_place_would(marks, limit: int) -> None:
    text = "samarbeid 36 (SRS, miller)"
    drawn = curve(
        [Series("D", [Reading(at, value) for at, value in enumerate(marks, 1)])],
        y_max=40,
        limits=[Limit(limit, text, Look.ALLIANCE)],
    )
    [label] = drawn.limits
    width = 6.6 * len(text)
    x, y = float(label.text_x), float(label.text_y)
    first, last = (x, x + width) if label.at_left else (x - width, x)
    covered = [
        mark
        for mark in drawn.lines[0].marks
        if first <= float(mark.x) <= last and y - 12 <= float(mark.y) <= y
    ]
    calm = all(abs(float(value) - limit) > 5 for value in marks)
    assert not (calm and covered)
