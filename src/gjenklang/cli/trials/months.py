"""The rows of a series: whether they stand in order, without gaps."""

import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from gjenklang.cli.pairing import same_time
from gjenklang.cli.table import BadInput, Table

__all__ = ["change_of", "months_of"]

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def months_of(table: Table, column: str) -> tuple[list[str], bool]:
    """Return the labels, and whether their order could be told: months (2026-01), days (2026-01-31) or whole numbers.

    Raises
    ------
    BadInput
        With the row, when a label is empty or there twice, when the rows are not in order, or when a month (or a
        number) is missing between them.
    """
    months = [month.strip() for month in table.column(column)]
    if len(months) < 3:
        raise BadInput(f"The file has {len(months)} rows; at least 3 are needed.")
    seen: dict[str, int] = {}
    for place, month in zip(table.places, months, strict=True):
        if not month:
            raise BadInput(f"Row {place}, column {column!r}: nothing is written.")
        if month in seen:
            raise BadInput(f"Row {place}, column {column!r}: {month!r} stands on row {seen[month]} too.")
        seen[month] = place
    numbers, even = _numbered(months)
    for at in range(1, len(numbers)):
        where = f"Row {table.places[at]}, column {column!r}: {months[at]!r}"
        if numbers[at] <= numbers[at - 1]:
            raise BadInput(f"{where} comes after {months[at - 1]!r}; the rows must be in order.")
        if even and numbers[at] != numbers[at - 1] + 1:
            raise BadInput(f"{where} follows {months[at - 1]!r}; a series has no gaps.")
    return months, bool(numbers)


def _numbered(months: Sequence[str]) -> tuple[list[int], bool]:
    """Return a number for each label and whether they must rise by 1; nothing where they are just words."""
    found = [_MONTH.fullmatch(month) for month in months]
    if all(one is not None and 1 <= int(one[2]) <= 12 for one in found):
        return [12 * int(one[1]) + int(one[2]) for one in found if one is not None], True
    if all(re.fullmatch(r"\d{1,6}", month) for month in months):
        return [int(month) for month in months], True
    try:
        return [date.fromisoformat(month).toordinal() for month in months], False
    except ValueError:
        return [], False


def change_of(months: Sequence[str], wanted: str, column: str) -> int:
    """Return the place of the first row after the change.

    Raises
    ------
    BadInput
        When no row is that, or it is the first row of all.
    """
    places = [at for at, month in enumerate(months) if same_time(month, wanted)]
    if len(places) != 1:
        near = get_close_matches(wanted, months, n=1, cutoff=0.6)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise BadInput(f"{len(places)} rows are {wanted!r} in column {column!r}.{hint}")
    if places[0] == 0:
        raise BadInput(
            f"{wanted!r} is the first row of column {column!r}: there is nothing before the change."
        )
    return places[0]
