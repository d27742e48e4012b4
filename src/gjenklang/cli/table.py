"""Read a table of scores from a CSV file, plain or gzipped, with errors in one clear line."""

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite, nan
from pathlib import Path

import click

__all__ = [
    "LONGEST_CELL",
    "MISSING",
    "BadInput",
    "Table",
    "as_json",
    "bytes_of",
    "delimiter_of",
    "number_in",
    "place_of",
    "read_table",
    "shown",
]

#: What stands in a cell without a number.
MISSING = frozenset({"", "NA", "NaN", "nan", "."})
#: Letters that a cell may have; more is a quote that was never closed.
LONGEST_CELL = 131_072
_LONGEST_SHOWN = 60


class BadInput(click.ClickException):
    """What was given cannot be used: one line says why, and the exit status is 2."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text, with each row's place as a person counts in a spreadsheet, empty rows too."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]

    def column(self, name: str) -> list[str]:
        """One column as text.

        Raises
        ------
        BadInput
            When there is no such column (names the nearest) or more than one.
        """
        place = place_of(self.header, name)
        return [row[place] for row in self.rows]

    def numbers(self, name: str) -> list[float]:
        """One column as numbers, NaN where the cell is empty or NA; a comma may stand for the decimal point."""
        cells = zip(self.places, self.column(name), strict=True)
        return [number_in(text, name, row) for row, text in cells]


def shown(text: str) -> str:
    """Return a cell as a message shows it: in quotes, on one line, and not all of a very long one."""
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…")


def place_of(header: Sequence[str], name: str) -> int:
    """Return where a column stands, from 0.

    Raises
    ------
    BadInput
        When there is no such column (names the nearest) or more than one.
    """
    if name not in header:
        near = get_close_matches(name, header, n=1, cutoff=0.4)
        few = ", ".join(shown(one)[1:-1] for one in header[:12])
        hint = f" Did you mean {shown(near[0])}?" if near else f" There are: {few}."
        raise BadInput(f"The file has no column {shown(name)}.{hint}")
    if header.count(name) > 1:
        raise BadInput(f"The file has {header.count(name)} columns {shown(name)}.")
    return header.index(name)


def number_in(text: str, name: str, row: int) -> float:
    """Return the number in a cell of a column, NaN where there is none.

    Raises
    ------
    BadInput
        When it is something else; names the row and the column.
    """
    cleaned = text.strip().replace(",", ".")
    if cleaned in MISSING:
        return nan
    try:
        value = float(cleaned)
    except ValueError:
        value = nan
    if not isfinite(value) or "_" in cleaned:
        raise BadInput(f"Row {row}, column {shown(name)}: {shown(text)} is not a number.")
    return value


#: How an XLSX file (a zip archive) begins.
WORKBOOK = b"PK\x03\x04"


def bytes_of(path: Path) -> bytes:
    """Return what a file holds, unpacked when its name ends with ``.gz``.

    Raises
    ------
    BadInput
        When it cannot be read or unpacked.
    """
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as wrong:
        raise BadInput(f"{path.name} cannot be read: {wrong}.") from None


def read_table(path: Path) -> Table:
    """Read a whole file.

    Parameters
    ----------
    path
        CSV with a header, separated by comma, semicolon or tab; UTF-8, with or without a byte order mark; may be
        gzipped.

    Raises
    ------
    BadInput
        When the encoding is another, the file holds a NUL byte, it is empty, or a row has too many or too few cells.
    """
    raw = bytes_of(path)
    if raw.startswith(WORKBOOK):
        raise BadInput(f"{path.name} is a workbook: save the sheet as CSV UTF-8 and try again.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = raw[: wrong.start].count(b"\n") + 1
        raise BadInput(f"{path.name} is not UTF-8 (row {row}): save it as CSV UTF-8 and try again.") from None
    if "\0" in text:
        row = text.partition("\0")[0].count("\n") + 1
        raise BadInput(f"{path.name} is not a text file: row {row} holds a NUL byte.")
    rows = _rows(path.name, text)
    if not rows:
        raise BadInput(f"{path.name} is empty.")
    (_, first), *rest = rows
    header = tuple(cell.strip() for cell in first)
    for place, cells in rest:
        if len(cells) != len(header):
            raise BadInput(f"Row {place} has {len(cells)} cells; the header has {len(header)}.")
    return Table(header, tuple(tuple(cells) for _, cells in rest), tuple(place for place, _ in rest))


def _rows(name: str, text: str) -> Sequence[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with its place from 1."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text))
    try:
        return [(place, row) for place, row in enumerate(reader, start=1) if any(map(str.strip, row))]
    except csv.Error as wrong:
        raise BadInput(f"{name} is not a table: {wrong}.") from None


def delimiter_of(text: str) -> str:
    """Return the mark that the first row with anything in it has most of."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=first.count)


def as_json(value: object) -> str:
    """Write JSON that any program can read: no NaN, letters as they are."""
    import json

    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=None)
