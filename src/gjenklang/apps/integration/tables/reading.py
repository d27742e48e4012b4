"""Turn the bytes of a CSV or XLSX file into rows of text, with one clear sentence when they cannot be read."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

__all__ = ["Table", "Unreadable", "read"]

LARGEST = 20_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
#: A workbook is XML that packs well: 20 MB of scores unpack to less than this.
MOST_UNPACKED = 10 * LARGEST


class Unreadable(ValueError):  # noqa: N818 - the house names what went wrong
    """The file cannot be read; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text; each row keeps the number that a spreadsheet shows, the header being 1."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def packed(self) -> str:
        """The table as text, to be kept until it is stored."""
        return json.dumps([self.header, self.rows], ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> "Table":
        """What ``packed`` made, read again."""
        header, rows = json.loads(text)
        return cls(tuple(header), tuple((number, tuple(cells)) for number, cells in rows))


def read(name: str, content: bytes) -> Table:
    """Read a whole file.

    Parameters
    ----------
    name
        The file's name; ``.xlsx`` is read as a workbook (its first sheet), everything else as CSV.
    content
        CSV in UTF-8, with or without a byte order mark, separated by comma, semicolon or tab, maybe gzipped.

    Raises
    ------
    Unreadable
        When it is too large, in another encoding, empty, without a header, or a row has another width.
    """
    if len(content) > LARGEST:
        raise _too_large()
    rows = _workbook(content) if name.lower().endswith((".xlsx", ".xlsm")) else _csv(name, content)
    numbered = [(number, cells) for number, cells in enumerate(rows, start=1) if any(cells)]
    if len(numbered) < 2:
        raise Unreadable(_("The file has no rows under its header."))
    if len(numbered) > MOST_ROWS:
        raise _too_many_rows()
    header = _header(numbered[0][1])
    return Table(header, tuple((number, _fitted(number, cells, header)) for number, cells in numbered[1:]))


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    twice = {name for name in cells if name and list(cells).count(name) > 1}
    if twice:
        raise Unreadable(
            _("Two columns have the same name: %(name)s. Give each its own.") % {"name": min(twice)}
        )
    return tuple(name or f"#{place}" for place, name in enumerate(cells, start=1))


def _fitted(number: int, cells: Sequence[str], header: Sequence[str]) -> tuple[str, ...]:
    if len(cells) > len(header) and any(cells[len(header) :]):
        words = _("Row %(row)s has %(cells)s cells; the header has %(columns)s.")
        raise Unreadable(words % {"row": number, "cells": len(cells), "columns": len(header)})
    padding = [""] * (len(header) - len(cells))
    return (*cells[: len(header)], *padding)


def _csv(name: str, content: bytes) -> list[list[str]]:
    try:
        raw = _unpacked(content) if name.endswith(".gz") else content
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = raw[: wrong.start].count(b"\n") + 1
        words = _("Row %(row)s is not written in UTF-8. Save the file as «CSV UTF-8» and try again.")
        raise Unreadable(words % {"row": row}) from None
    except (OSError, EOFError):
        raise Unreadable(_("The file is broken and cannot be unpacked.")) from None
    if "\0" in text:
        raise Unreadable(_("This is not a table. Choose a CSV or XLSX file."))
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error:
        raise Unreadable(_("This is not a table. Choose a CSV or XLSX file.")) from None


def _unpacked(content: bytes) -> bytes:
    """Unpack no further than the limit: a small file can hold a mountain of zeros."""
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
        raw = packed.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise _too_large()
    return raw


def _too_many_rows() -> Unreadable:
    return Unreadable(_("The file has more than 200,000 rows. Divide it and read the parts one by one."))


def _too_large() -> Unreadable:
    return Unreadable(_("The file is larger than 20 MB. Divide it and read the parts one by one."))


def _workbook(content: bytes) -> list[list[str]]:
    # Imported when a workbook comes: it brings numpy, and a web worker stays small without it.
    openpyxl = import_module("openpyxl")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise _too_large()
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return list(_filled(book.worksheets[0]))
    except Unreadable:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError):
        raise Unreadable(
            _("The workbook cannot be opened. Save it again as XLSX, or as CSV UTF-8.")
        ) from None


def _filled(sheet: Any) -> Iterator[list[str]]:
    """The rows of a sheet as far as each is filled: what a sheet says of its own size may be a million empty rows."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if len(row) > MOST_COLUMNS:
            raise Unreadable(
                _("The workbook has something far to the right, after column 1,000. Delete those columns.")
            )
        if number > MOST_ROWS:
            raise _too_many_rows()
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
