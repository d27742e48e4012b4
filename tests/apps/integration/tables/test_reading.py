"""What can be read of a file, and the one sentence when it cannot."""

import gzip
import io
import time
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from gjenklang.apps.integration.tables.mapping import Duplicates, Meaning, guess, scores_of
from gjenklang.apps.integration.tables.reading import Table, Unreadable, read
from gjenklang.core.instruments import instrument

TODAY = date(2026, 11, 23)
BDI = instrument("bdi")


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def scores(text: str, **meaning):
    table = read("a.csv", text.encode())
    return scores_of(
        table, Meaning(**({"client": "id", "dates": "date", "total": "bdi"} | meaning)), BDI, TODAY
    )


def test_comma_semicolon_tab_gzip_and_a_byte_order_mark_read_the_same() -> None:
    plain = read("a.csv", b"id,date,bdi\n1,2026-01-31,7\n")
    assert read("a.csv", b"id;date;bdi\r\n1;2026-01-31;7\r\n") == plain
    assert read("a.tsv", b"id\tdate\tbdi\n1\t2026-01-31\t7\n") == plain
    assert read("a.csv.gz", gzip.compress(b"\xef\xbb\xbfid,date,bdi\n1,2026-01-31,7\n")) == plain


def test_a_workbook_reads_as_the_same_rows() -> None:
    content = workbook(
        ["id", "date", "bdi"], [1, date(2026, 1, 31), 7.0], [None, None, None], [2, "2026-02-01", 9]
    )
    table = read("a.xlsx", content)
    assert table.header == ("id", "date", "bdi")
    assert table.rows == ((2, ("1", "2026-01-31", "7")), (4, ("2", "2026-02-01", "9")))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", "id,date\nå,1\n".encode("latin-1"), "Rad 2 er ikke skrevet i UTF-8"),
        ("a.csv", b"", "ingen rader"),
        ("a.csv", b"id,date\n", "ingen rader"),
        ("a.csv", b"id,id\n1,2\n", "To kolonner heter det samme: id"),
        ("a.csv", b"id,date\n1,2,3\n", "Rad 2 har 3 celler; overskriften har 2"),
        ("a.csv.gz", b"not gzip", "ødelagt"),
        ("a.xlsx", b"not a workbook", "Arbeidsboka kan ikke åpnes"),
        ("a.csv", b"id,date\n\0,2\n", "ikke en tabell"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(name, content)


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), min_size=1, max_size=9))
def test_a_table_comes_back_as_it_was_packed(cells: list[list[str]]) -> None:
    table = Table(("a", "b"), tuple((n, (one, two)) for n, (one, two) in enumerate(cells, start=2)))
    assert Table.unpacked(table.packed()) == table


def test_norwegian_and_iso_dates_are_the_same_day() -> None:
    found, problems = scores("id,date,bdi\n1,31.01.2026,7\n1,2026-02-01,8\n")
    assert [one.day for one in found] == [date(2026, 1, 31), date(2026, 2, 1)]
    assert not problems


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("1,2027-01-01,7", "Rad 2: 2027-01-01 er i framtida."),
        ("1,01/02/2026,7", "Rad 2: «01/02/2026» er ikke en dato"),
        ("1,2026-01-01,64", "Rad 2: 64 ligger utenfor 0 til 63."),
        ("1,2026-01-0199,30", "Rad 2: «2026-01-0199» er ikke en dato."),
        ("1,2026-01-01xyz,30", "Rad 2: «2026-01-01xyz» er ikke en dato."),
        ("1,2026-01-01 25:99,30", "Rad 2: «2026-01-01 25:99» er ikke en dato."),
        ('"a\nb",2026-01-01,30', "Rad 2: koden har et linjeskift"),
        ("1,1850-01-01,30", "Rad 2: 1850-01-01 er for lenge siden."),
        ("1,2026-01-01,-1", "Rad 2: -1 ligger utenfor 0 til 63."),
        ("1,2026-01-01,7.5", "Rad 2: 7.5 går ikke opp i steg på 1."),
        ("1,2026-01-01,seven", "Rad 2: «seven» er ikke et tall."),
        ("1,2026-01-01,inf", "Rad 2: «inf» er ikke et tall."),
        (",2026-01-01,7", "Rad 2: det står ikke hvem det gjelder."),
        ("01017012345,2026-01-01,7", "Rad 2: koden ligner et fødselsnummer"),
    ],
)
def test_a_row_that_cannot_be_says_why(row: str, sentence: str) -> None:
    found, problems = scores(f"id,date,bdi\n{row}\n")
    assert not found
    assert [one.row for one in problems] == [2]
    assert problems[0].words.startswith(sentence)


def test_a_cell_without_a_score_is_passed_over() -> None:
    found, problems = scores("id,date,bdi\n1,2026-01-01,\n1,2026-01-02,NA\n1,2026-01-03,7\n")
    assert [one.total for one in found] == [7]
    assert not problems


def test_items_are_kept_one_by_one() -> None:
    table = read("a.csv", b"id,nr,q1,q2,q3,q4\n1,3,10,9.9,0,\n")
    meaning = Meaning(client="id", session="nr", items=("q1", "q2", "q3", "q4"))
    found, problems = scores_of(table, meaning, instrument("ors"), TODAY)
    assert not problems
    assert list(found[0].answers.values()) == [100, 99, 0, None]
    assert found[0].number == 3
    assert found[0].total is None


@pytest.mark.parametrize(
    ("meaning", "sentence"),
    [
        ({"total": "depression"}, "ingen kolonne «depression»"),
        ({"dates": ""}, "Si når"),
        ({"total": ""}, "21 kolonnene"),
        ({"wide": "hamd"}, "Ingen kolonne begynner med «hamd»"),
        ({"dates": "", "day": "date"}, "Si når"),
    ],
)
def test_a_meaning_that_cannot_be_is_said_before_any_row_is_read(meaning: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        scores("id,date,bdi\n1,2026-01-01,7\n", **meaning)


def test_a_wide_file_gives_one_score_for_each_session() -> None:
    found, _ = scores("id,bdi0,bdi1,bdi2,bdi_fu\n1.0,9,,7,5\n", dates="", total="", wide="bdi", prefix="S-")
    assert [(one.client, one.number, one.total) for one in found] == [("S-1", 0, 9), ("S-1", 2, 7)]


def test_a_guess_names_only_columns_that_are_there(shared) -> None:
    table = read("x.csv", (shared / "data/enrichd_bdi_dev.csv").read_bytes())
    proposed = guess(table)
    assert proposed["client"] == "ID"
    assert proposed["day"] == "time"
    assert proposed["total"] == "BDI"
    assert Duplicates("refuse") is Duplicates.REFUSE


@pytest.mark.parametrize("name", ["bomb.csv.gz", "bomb.xlsx"])
def test_a_small_file_that_unpacks_to_a_mountain_is_refused_before_it_fills_the_memory(name: str) -> None:
    if name.endswith(".gz"):
        content = gzip.compress(b"id,date,bdi\n" + b"1,2026-01-31,7\n" * 2_000_000)
    else:
        kept = io.BytesIO(workbook(["id", "date", "bdi"], [1, "2026-01-31", 7]))
        with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/media/bomb.bin", b"\0" * 210_000_000)
        content = kept.getvalue()
    assert len(content) < 1_000_000
    with pytest.raises(Unreadable, match="20 MB"):
        read(name, content)


def sparse(*cells: tuple[int, int]) -> bytes:
    book = Workbook()
    book.active.append(["id", "bdi"])
    for row, column in cells:
        book.active.cell(row, column, "7")
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("cells", [[(2, 16_384)], [(1_048_576, 1)], [(2, 1), (1_048_576, 16_384)]])
def test_a_sheet_that_is_huge_and_empty_is_refused_at_once(cells: list[tuple[int, int]]) -> None:
    content = sparse(*cells)
    began = time.monotonic()
    with pytest.raises(Unreadable):
        read("a.xlsx", content)
    assert time.monotonic() - began < 5


def test_a_day_with_its_hour_is_that_day() -> None:
    (one,), problems = scores("id,date,bdi\n1,2026-01-31 14:30,7\n")
    assert (one.day, problems) == (date(2026, 1, 31), [])


def test_a_line_beyond_its_end_is_said_as_the_file_says_it() -> None:
    table = read("a.csv", b"id,date,a,b,c,d\n1,2026-01-31,20,1,1,1\n")
    meaning = Meaning(client="id", dates="date", items=("a", "b", "c", "d"))
    _none, problems = scores_of(table, meaning, instrument("ors"), TODAY)
    assert [one.words for one in problems] == ["Rad 2: 20 ligger utenfor 0 til 10."]


def test_no_column_is_two_items() -> None:
    table = read("a.csv", b"id,date,a\n1,2026-01-31,2\n")
    with pytest.raises(ValueError, match="«a» er nevnt for to ledd"):
        scores_of(table, Meaning(client="id", dates="date", items=("a",) * 4), instrument("ors"), TODAY)
