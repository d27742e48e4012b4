"""What stands above the plot never covers itself, and every number is there once."""

import re

from hypothesis import given
from hypothesis import strategies as st

from gjenklang.apps.shell.charts import Band, Beside, Note, Reading, Series, Span, curve

PLACES = st.lists(st.integers(2, 60).map(lambda half: half / 2), max_size=40)
SPANS = st.lists(
    st.tuples(st.floats(1, 30), st.none() | st.floats(0, 12), st.text("abcde", max_size=12)), max_size=6
)


def drawn(places: list[float], spans: list[tuple[float, float | None, str]], sessions: int = 30):
    notes = [Note(place, number) for number, place in enumerate(sorted(places), start=1)]
    bars = [Span(first, None if last is None else first + last, text) for first, last, text in spans]
    readings = [Reading(session, 20.0) for session in range(1, sessions + 1)]
    return curve([Series("D", readings)], y_max=40, beside=Beside(notes, bars))


@given(places=PLACES, spans=SPANS)
def test_no_disc_touches_another(places, spans) -> None:
    found = drawn(places, spans).notes
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if one.y == other.y:
                left, right = sorted((one, other), key=lambda each: float(each.left))
                assert float(left.left) + float(left.width) <= float(right.left) + 0.2


@given(places=PLACES, spans=SPANS)
def test_every_number_is_drawn_once(places, spans) -> None:
    numbers = []
    for note in drawn(places, spans).notes:
        first, _, last = note.number.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    assert sorted(numbers) == list(range(1, len(places) + 1))


@given(places=PLACES, spans=SPANS)
def test_everything_stands_above_the_plot_and_nothing_runs_off_its_sides(places, spans) -> None:
    found = drawn(places, spans)
    assert all(float(note.y) + 9 <= float(found.top) for note in found.notes)
    for bar in found.spans:
        assert float(bar.y) < float(found.top)
        ends = [float(number) for number in re.findall(r"[MH]([\d.]+)", bar.path)]
        assert float(found.left) <= min(ends) <= max(ends) <= float(found.right)


def test_the_picture_grows_by_what_stands_above_it_and_the_plot_stays_as_large() -> None:
    bare, full = drawn([], []), drawn([1, 1, 1, 2], [(1, None, "hjemme")])
    assert int(full.height) > int(bare.height)
    sizes = [float(one.bottom) - float(one.top) for one in (bare, full)]
    assert abs(sizes[0] - sizes[1]) < 0.11


def test_many_at_one_session_become_one_box() -> None:
    assert [note.number for note in drawn([4.0] * 6, []).notes] == ["1", "2", "3–6"]


def test_the_table_says_which_numbers_stand_at_which_session() -> None:
    rows = drawn([3, 3, 5.5], []).rows
    assert {row.session: row.notes for row in rows if row.notes} == {"3": "1, 2", "5": "3"}


def test_a_band_is_drawn_along_its_edges_and_told_in_the_table() -> None:
    band = Band("80 % of others", "80 %", [(1, 14, 14), (2, 10.0, 22.5)], wide=True)
    found = curve([Series("D", [Reading(1, 14), Reading(2, 15)])], y_max=40, beside=Beside(bands=[band]))
    assert found.heads == ("D", "80 %")
    assert found.rows[1].values == ("15", "10–22")
    assert found.bands[0].path.startswith("M")
    assert found.bands[0].look == "wide"
