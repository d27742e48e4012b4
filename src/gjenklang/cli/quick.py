"""Read a large, ordinary CSV with Arrow; whatever is unusual is left to the plain reader."""

import csv
import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from gjenklang.cli.columns import Coded, Columns
from gjenklang.cli.table import LONGEST_CELL, MISSING, BadInput, bytes_of, delimiter_of

__all__ = ["quick_columns"]

_MARK = b"\xef\xbb\xbf"
#: The first bytes of all letters that ``str.strip`` takes away.
_SPACES = np.frombuffer(b"\t\n\v\f\r\x1c\x1d\x1e\x1f \xc2\xe1\xe2\xe3", dtype=np.uint8)
_MISSING = f"^({'|'.join(map(re.escape, sorted(MISSING)))})$"


def quick_columns(path: Path) -> Columns | None:
    """Read a file, or return None when the plain reader should.

    The two give the same columns (``tests/cli/test_quick.py`` draws files and compares). Left to the plain reader: text
    that is not UTF-8, a NUL, a lone carriage return, a quote other than around a whole cell, a row with too many or too
    few cells, an empty row, and a very long cell.
    """
    try:
        raw = bytes_of(path).removeprefix(_MARK)
    except BadInput:
        return None
    end = raw.find(b"\n")
    if end < 0 or raw.startswith(_MARK, end + 1) or not _is_ordinary(raw):
        return None
    first = raw[:end].decode("utf-8").rstrip("\r")
    delimiter = delimiter_of(first)
    if first.count('"') % 2 or not _quotes_close(raw, delimiter):
        return None
    cells = next(csv.reader([first], delimiter=delimiter))
    if not any(map(str.strip, cells)):
        return None
    table = _table(memoryview(raw)[end + 1 :], len(cells), delimiter, newlines=b'"' in raw)
    if table is None or _has_long_cell(table) or _has_empty_row(table):
        return None
    return Columns(
        tuple(cell.strip() for cell in cells),
        np.arange(2, table.num_rows + 2),
        lambda place: _coded(table.column(place)),
        lambda place: _numbers(table.column(place)),
    )


def _is_ordinary(raw: bytes) -> bool:
    if b"\0" in raw or raw.count(b"\r") != raw.count(b"\r\n"):
        return False
    try:
        return raw.isascii() or bool(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _quotes_close(raw: bytes, delimiter: str) -> bool:
    """Whether each second quote begins a cell and the next one ends it; a doubled quote is left to the plain reader."""
    letters = np.frombuffer(raw, dtype=np.uint8)
    at = np.flatnonzero(letters == ord('"'))
    if len(at) % 2:
        return False
    opens, closes = at[::2], at[1::2]
    before = letters[opens[opens > 0] - 1]
    after = letters[closes[closes + 1 < len(raw)] + 1]
    begins, ends = np.zeros(256, dtype=np.bool_), np.zeros(256, dtype=np.bool_)
    begins[[ord(delimiter), ord("\n")]] = True
    ends[[ord(delimiter), ord("\n"), ord("\r")]] = True
    return bool(begins[before].all() and ends[after].all())


def _table(body: memoryview, n_columns: int, delimiter: str, *, newlines: bool) -> pa.Table | None:
    names = [str(place) for place in range(n_columns)]
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(body)),
            read_options=arrow_csv.ReadOptions(column_names=names),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, ignore_empty_lines=False, newlines_in_values=newlines
            ),
            convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string())),
        )
    except pa.ArrowInvalid:
        return None


def _has_long_cell(table: pa.Table) -> bool:
    return any(pc.max(pc.binary_length(column)).as_py() > LONGEST_CELL for column in table.columns)


def _has_empty_row(table: pa.Table) -> bool:
    """Whether a first cell is blank: perhaps the row is, which the plain reader finds out."""
    for chunk in table.column(0).chunks:
        _, offsets, letters = chunk.buffers()
        starts = np.frombuffer(offsets, dtype=np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
        if np.any(starts[1:] == starts[:-1]):
            return True
        first = np.frombuffer(letters, dtype=np.uint8)[starts[:-1]]
        uncertain = np.flatnonzero(np.isin(first, _SPACES))
        if any(not chunk[int(row)].as_py().strip() for row in uncertain):
            return True
    return False


def _coded(column: pa.ChunkedArray) -> Coded:
    coded = pc.dictionary_encode(pa.concat_arrays(column.chunks))
    return Coded(coded.dictionary.to_pylist(), _plain(coded.indices, np.dtype(np.int32)).astype(np.int64))


def _numbers(column: pa.ChunkedArray) -> NDArray[np.float64] | None:
    """Return the numbers, or None when a cell is neither a number nor missing in Arrow's eyes."""
    text = pc.replace_substring(pa.concat_arrays(column.chunks), ",", ".")
    values, missing = _cast(text), 0
    if values is None:
        missing = pc.sum(pc.match_substring_regex(text, _MISSING)).as_py()
        values = _cast(pc.replace_substring_regex(text, _MISSING, "nan"))
    if values is None or int(np.isfinite(values).sum()) != len(values) - missing:
        return None
    return values


def _cast(text: pa.Array) -> NDArray[np.float64] | None:
    try:
        return _plain(pc.cast(text, pa.float64()), np.dtype(np.float64))
    except pa.ArrowInvalid:
        return None


def _plain(array: pa.Array, kind: np.dtype[Any]) -> NDArray[Any]:
    """Share an array's memory; Arrow's own ``to_numpy`` imports pandas where it is installed."""
    return np.frombuffer(
        array.buffers()[1], dtype=kind, offset=array.offset * kind.itemsize, count=len(array)
    )
