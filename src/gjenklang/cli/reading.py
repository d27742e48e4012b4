"""Read a file of scores by its columns: a large one with Arrow, any other row by row."""

from pathlib import Path

from gjenklang.cli.columns import Columns
from gjenklang.cli.table import read_table

__all__ = ["read_columns"]

#: Bytes from which Arrow is worth the time of its import.
_LARGE = 1_000_000


def read_columns(path: Path) -> Columns:
    """Read a whole file; what it may look like and what is refused is that of :func:`read_table`.

    A large file without anything unusual in it is read by Arrow. For everything else, and for every error, there is the
    plain reader: it alone says what is wrong.
    """
    if path.stat().st_size >= _LARGE:
        from gjenklang.cli.quick import quick_columns

        quick = quick_columns(path)
        if quick is not None:
            return quick
    return Columns.of(read_table(path))
