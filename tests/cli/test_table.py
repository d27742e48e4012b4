"""A file that cannot be read is refused in one line, with the row a person sees in the spreadsheet."""

import gzip
from pathlib import Path

import pytest

from gjenklang.cli.table import BadInput, as_json, read_table

CHANGE = (
    "--id",
    "id",
    "--when",
    "t",
    "--score",
    "s",
    "--pre",
    1,
    "--post",
    2,
    "--better",
    "lower",
    "--rci",
    5,
)
GOOD = "id,t,s\n1,1,20\n1,2,10\n2,1,20\n2,2,19\n"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comma_semicolon_and_tab_are_read_alike(written, mark: str, encoding: str, end: str) -> None:
    text = f"id{mark} navn {mark}s{end}1{mark}Åse{mark}3{end}2{mark}Bo{mark}4{end}"
    table = read_table(written(text.encode(encoding)))
    assert table.header == ("id", "navn", "s")
    assert table.column("navn") == ["Åse", "Bo"]
    assert table.numbers("s") == [3, 4]


def test_a_gzipped_file_is_read_too(written) -> None:
    assert read_table(written(gzip.compress(GOOD.encode()), "file.csv.gz")).numbers("s") == [20, 10, 20, 19]


def test_a_decimal_comma_is_a_decimal_point(written) -> None:
    assert read_table(written('id;s\n1;"3,5"\n2;3.5\n')).numbers("s") == [3.5, 3.5]


@pytest.mark.parametrize("cell", ["", " ", "NA", "NaN", "nan", "."])
def test_an_empty_cell_is_no_number_and_no_error(written, cell: str) -> None:
    (value,) = read_table(written(f"id,s\n1,{cell}\n")).numbers("s")
    assert value != value  # noqa: PLR0124 - NaN


@pytest.mark.parametrize("cell", ["abc", "1 0", "1_000", "inf", "-Infinity", "3.4.5", "10%"])
def test_what_is_no_number_is_refused_with_its_row(type_in, written, cell: str) -> None:
    path = written(GOOD.replace("2,10", f"2,{cell}"))
    assert type_in("change", path, *CHANGE).line == f"Row 3, column 's': {cell!r} is not a number."


def test_empty_rows_are_counted_as_the_spreadsheet_counts_them(type_in, written) -> None:
    path = written("\nid,t,s\n\n1,1,20\n,,\n1,2,ten\n")
    assert type_in("change", path, *CHANGE).line == "Row 6, column 's': 'ten' is not a number."


@pytest.mark.parametrize("content", ["", "\n\n", " , \n", "\ufeff"])
def test_an_empty_file_is_refused(type_in, written, content: str) -> None:
    assert type_in("change", written(content), *CHANGE).line == "file.csv is empty."


@pytest.mark.parametrize(("row", "cells"), [("1,2", 2), ("1,2,10,9", 4)])
def test_a_ragged_row_is_refused(type_in, written, row: str, cells: int) -> None:
    path = written(GOOD.replace("1,2,10", row))
    assert type_in("change", path, *CHANGE).line == f"Row 3 has {cells} cells; the header has 3."


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16"])
def test_another_encoding_is_refused_with_the_row(type_in, written, encoding: str) -> None:
    path = written("id,navn\n1,Bo\n2,Åse\n".encode(encoding))
    row = 1 if encoding == "utf-16" else 3
    line = type_in("change", path, *CHANGE).line
    assert line == f"file.csv is not UTF-8 (row {row}): save it as CSV UTF-8 and try again."


@pytest.mark.parametrize(("asked", "near"), [("bdl", "bdi"), ("BDI", "bdi"), ("tid", "id")])
def test_a_missing_column_names_the_nearest(written, asked: str, near: str) -> None:
    table = read_table(written("id,bdi,when\n1,2,3\n"))
    with pytest.raises(BadInput, match=f"The file has no column '{asked}'") as wrong:
        table.column(asked)
    assert near in wrong.value.message


def test_a_column_like_none_is_answered_with_those_there_are(type_in, written) -> None:
    line = type_in("change", written("a,b\n1,2\n"), *CHANGE).line
    assert line == "The file has no column 'id'. There are: a, b."


def test_a_column_that_is_there_twice_is_refused(type_in, written) -> None:
    line = type_in("change", written("id,t,s,s\n1,1,2,3\n"), *CHANGE).line
    assert line == "The file has 2 columns 's'."


@pytest.mark.parametrize(
    "broken", [b"no gzip", gzip.compress(b"id,s\n" * 999, mtime=0)[:30], b""], ids=["none", "cut", "empty"]
)
def test_a_broken_gzip_is_refused(type_in, written, broken: bytes) -> None:
    path = written(broken, "file.csv.gz")
    assert "file.csv.gz" in type_in("change", path, *CHANGE).line


def test_a_gzip_with_a_damaged_middle_is_refused(type_in, written) -> None:
    whole = bytearray(gzip.compress("".join(f"{place},{place**3}\n" for place in range(999)).encode()))
    whole[40:60] = bytes(20)
    assert type_in("change", written(bytes(whole), "file.csv.gz"), *CHANGE).line.startswith(
        "file.csv.gz cannot be read"
    )


def test_a_quote_that_is_never_closed_is_refused(type_in, written) -> None:
    path = written('id,t,s\n1,1,"' + "2\n" * 100_000)
    assert type_in("change", path, *CHANGE).line.startswith("file.csv is not a table")


def test_a_file_that_is_not_there_is_refused(type_in, tmp_path: Path) -> None:
    said = type_in("change", tmp_path / "nowhere.csv", *CHANGE)
    assert said.status == 2
    assert "does not exist" in said.result.stderr


def test_json_has_no_nan() -> None:
    assert as_json({"navn": "Åse"}) == '{"navn": "Åse"}'
    with pytest.raises(ValueError, match="Out of range float"):
        as_json(float("nan"))
