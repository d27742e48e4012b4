"""Read a table of scores from a CSV file, plain or gzipped, with errors in one clear line."""

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import nan
from pathlib import Path

import click

__all__ = ["Table", "as_json", "read_table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text; row numbers count as a person does in a spreadsheet, the header being 1."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        """One column as text.

        Raises
        ------
        click.UsageError
            When there is no such column; names the nearest.
        """
        if name not in self.header:
            near = get_close_matches(name, self.header, n=1, cutoff=0.4)
            hint = f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(self.header[:12])}."
            raise click.UsageError(f"The file has no column {name!r}.{hint}")
        place = self.header.index(name)
        return [row[place] for row in self.rows]

    def numbers(self, name: str) -> list[float]:
        """One column as numbers, NaN where the cell is empty or NA; a comma may stand for the decimal point."""
        return [_number(text, name, row) for row, text in enumerate(self.column(name), start=2)]


def _number(text: str, name: str, row: int) -> float:
    cleaned = text.strip().replace(",", ".")
    if cleaned in {"", "NA", "NaN", "nan", "."}:
        return nan
    try:
        return float(cleaned)
    except ValueError:
        raise click.UsageError(f"Row {row}, column {name!r}: {text!r} is not a number.") from None


def read_table(path: Path) -> Table:
    """Read a whole file.

    Parameters
    ----------
    path
        CSV with a header, separated by comma, semicolon or tab; UTF-8, with or without a byte order mark; may be
        gzipped.

    Raises
    ------
    click.UsageError
        When the encoding is another, the file is empty, or a row has too many or too few cells.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = raw[: wrong.start].count(b"\n") + 1
        raise click.UsageError(
            f"{path.name} is not UTF-8 (row {row}): save it as CSV UTF-8 and try again."
        ) from None
    except (OSError, EOFError) as wrong:
        raise click.UsageError(f"{path.name} cannot be read: {wrong}.") from None
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    if not rows:
        raise click.UsageError(f"{path.name} is empty.")
    header = tuple(cell.strip() for cell in rows[0])
    _same_width(header, rows[1:])
    return Table(header, tuple(tuple(row) for row in rows[1:] if any(cell.strip() for cell in row)))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _same_width(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for number, row in enumerate(rows, start=2):
        if row and len(row) != len(header):
            raise click.UsageError(f"Row {number} has {len(row)} cells; the header has {len(header)}.")


def as_json(value: object) -> str:
    """Write JSON that any program can read: no NaN, letters as they are."""
    import json

    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=None)
