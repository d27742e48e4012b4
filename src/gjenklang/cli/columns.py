"""A table by its columns, for commands that take a million rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gjenklang.cli.table import Table, number_in, place_of

__all__ = ["Coded", "Columns"]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column: its different texts in order of appearance, and which of them each row has, shape (n,)."""

    texts: list[str]
    codes: NDArray[np.int64]

    @classmethod
    def of(cls, cells: Sequence[str]) -> "Coded":
        """Code the cells of a column."""
        known: dict[str, int] = {}
        codes = np.array([known.setdefault(cell, len(known)) for cell in cells], dtype=np.int64)
        return cls(list(known), codes)

    def at(self, row: int) -> str:
        """Return the text of one row."""
        return self.texts[int(self.codes[row])]

    def rows_where(self, holds: Callable[[str], bool]) -> NDArray[np.int64]:
        """Return the rows whose text is such; each text is asked once."""
        such = np.fromiter(map(holds, self.texts), dtype=np.bool_, count=len(self.texts))
        return np.flatnonzero(such[self.codes])


@dataclass(frozen=True, slots=True)
class Columns:
    """A header, each row's place as a person counts in a spreadsheet, and columns that are read when asked for.

    Attributes
    ----------
    read : callable
        Column by its place from 0.
    quick_numbers : callable
        The same as numbers, or None where a cell wants a closer look.
    """

    header: tuple[str, ...]
    places: NDArray[np.int64]
    read: Callable[[int], Coded]
    quick_numbers: Callable[[int], NDArray[np.float64] | None]

    @classmethod
    def of(cls, table: Table) -> "Columns":
        """Take a table that was read row by row."""
        return cls(
            table.header,
            np.array(table.places, dtype=np.int64),
            lambda place: Coded.of([row[place] for row in table.rows]),
            lambda _: None,
        )

    def coded(self, name: str) -> Coded:
        """One column as text; errors as :meth:`Table.column`."""
        return self.read(place_of(self.header, name))

    def column(self, name: str) -> list[str]:
        """One column as text; errors as :meth:`Table.column`."""
        coded = self.coded(name)
        return [coded.texts[code] for code in coded.codes]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """One column as numbers, shape (n,), by the rules of :meth:`Table.numbers`."""
        place = place_of(self.header, name)
        quick = self.quick_numbers(place)
        if quick is not None:
            return quick
        coded = self.read(place)
        # Texts stand in the order they appear in, so the first that is refused is the first in the file.
        first = np.full(len(coded.texts), -1)
        first[coded.codes[::-1]] = np.arange(len(coded.codes))[::-1]
        values = [
            number_in(text, name, int(self.places[row])) for text, row in zip(coded.texts, first, strict=True)
        ]
        return np.array(values, dtype=np.float64)[coded.codes]
