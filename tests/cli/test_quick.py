"""The quick reader gives what the plain one gives, or leaves the file to it."""

import gzip
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gjenklang.cli import quick, reading
from gjenklang.cli.columns import Columns
from gjenklang.cli.quick import quick_columns
from gjenklang.cli.reading import read_columns
from gjenklang.cli.table import BadInput, read_table

DRAWN = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
TEXTS = ("a", "7", "007", "Åse", "NA", "1.0", "-3", "2,5", "1e5", " 8", "", " ", ".", "nan")
ODD = (
    "\x1c",
    "\x85",
    "\xa0",
    "\u2028",
    "\ufeff",
    "\\",
    "'",
    "1_0",
    "+5",
    "inf",
    "-nan",
    "1e400",
    "0x1",
    "٣",
    "#",
)
MARKS = (",", ";", "\t", "\n", "\n", "\r\n", "\r", '"', '"', "\0")


def same(path: Path) -> bool:
    """Hold the two readers against each other; return whether the quick one read the file."""
    fast = quick_columns(path)
    if fast is None:
        return False
    plain = Columns.of(read_table(path))
    assert fast.header == plain.header
    assert fast.places.tolist() == plain.places.tolist()
    for name in {one for one in plain.header if plain.header.count(one) == 1}:
        assert fast.column(name) == plain.column(name) == read_table(path).column(name)
        assert said(fast, name) == said(plain, name)
    return True


def said(read: Columns, name: str) -> str:
    try:
        return repr(read.numbers(name).tolist())
    except BadInput as wrong:
        return wrong.message


@DRAWN
@given(text=st.lists(st.sampled_from(TEXTS + ODD + MARKS), max_size=40).map("".join), head=st.booleans())
def test_whatever_is_in_a_file_both_read_the_same(text: str, head: bool, written) -> None:
    same(written(f"a,b\n{text}" if head else text))


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """Draw the bytes of an ordinary table, as a spreadsheet or R writes it."""
    width = draw(st.integers(2, 4))
    mark, end = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\n", "\r\n"]))
    cell = st.one_of(
        st.sampled_from([one for one in TEXTS if "," not in one or mark != ","]), st.floats().map(repr)
    )
    quote = draw(st.sampled_from(["", '"']))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=12))
    ids = [[f"{quote}{place:03}{quote}", *row[1:]] for place, row in enumerate(rows)]
    text = end.join(mark.join(row) for row in [[f"c{place}" for place in range(width)], *ids])
    return (text + draw(st.sampled_from(["", end]))).encode(draw(st.sampled_from(["utf-8", "utf-8-sig"])))


@DRAWN
@given(content=tables(), packed=st.booleans())
def test_an_ordinary_table_is_read_quickly(content: bytes, packed: bool, written) -> None:
    path = written(gzip.compress(content), "file.csv.gz") if packed else written(content)
    assert same(path)


@pytest.mark.parametrize(
    "odd",
    ["1,2,3", "1", "", ",", '1,"a', '1,a"b', '1,"a""b"', "1,\0", "1,a\rb", "1," + "9" * 131_073],
    ids=["wide", "narrow", "empty", "blank", "open", "inner", "doubled", "nul", "return", "long"],
)
def test_what_is_unusual_is_left_to_the_plain_reader(written, odd: str) -> None:
    assert same(written("id,s\n1,2\n3,4\n"))
    assert not same(written(f"id,s\n1,2\n{odd}\n3,4\n"))


def test_a_line_break_within_quotes_is_part_of_the_cell(written) -> None:
    path = written('id,s\n"a\nb",1\n"c",2\n')
    assert same(path)
    assert quick_columns(path).column("id") == ["a\nb", "c"]


def test_a_byte_order_mark_in_the_second_row_is_part_of_the_cell(written) -> None:
    assert not same(written("id,s\n\ufeff7,1\n"))


def test_the_first_bytes_of_all_blank_letters_are_known() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    assert {one.encode()[0] for one in letters if not one.strip()} == set(quick._SPACES.tolist())


def test_ids_are_text_and_stay_so(written) -> None:
    assert quick_columns(written("id,s\n007,1\n7,2\n7.0,3\n")).column("id") == ["007", "7", "7.0"]


@pytest.mark.parametrize("cell", ["ten", "inf", "1_0"])
def test_a_large_file_names_the_row_of_what_is_no_number(type_in, written, cell: str, monkeypatch) -> None:
    monkeypatch.setattr(reading, "_LARGE", 0)
    rows = [f"{place},{time},{place}" for place in range(50) for time in (1, 2)]
    path = written("\n".join(["id,t,s", *rows[:7], f"7,3,{cell}", *rows[7:]]))
    words = ("--id", "id", "--when", "t", "--score", "s", "--pre", 1, "--post", 2, "--better", "lower")
    assert type_in("change", path, *words, "--rci", 5).line == f"Row 9, column 's': {cell!r} is not a number."


def test_a_large_file_is_read_quickly_and_a_small_one_is_not(written, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr("gjenklang.cli.quick.quick_columns", asked.append)
    for rows in (10, 200_000):
        assert len(read_columns(written("id,s\n" + "12,34\n" * rows)).places) == rows
    assert len(asked) == 1


def test_codes_stand_in_the_order_the_texts_appear_in(written) -> None:
    coded = quick_columns(written("id,s\nb,1\na,1\nb,1\nc,1\n")).coded("id")
    assert (list(coded.texts), coded.codes.tolist()) == (["b", "a", "c"], [0, 1, 0, 2])
    assert all(one < other for one, other in pairwise(np.unique(coded.codes, return_index=True)[1]))
