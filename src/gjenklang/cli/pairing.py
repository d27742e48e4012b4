"""Pair the first and the last score of each person of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from gjenklang.cli.columns import Coded, Columns
from gjenklang.cli.table import BadInput, Table, shown
from gjenklang.core.change.files import Pairs

__all__ = ["PAIR_CHOICES", "People", "check_scores", "paired_people", "same_time", "score_numbers"]

#: No score is larger, or smaller without being 0: beyond it sums of squares lose their digits.
_LARGEST, _LEAST = 1e9, 1e-9


#: What every command about a first and a last score asks for.
PAIR_CHOICES = (
    click.option("--id", "id_column", required=True, help="Column that names the person."),
    click.option("--when", required=True, help="Column that names the time."),
    click.option("--score", "score_column", required=True, help="Column of the score."),
    click.option("--pre", required=True, help="Value of the time column at the start."),
    click.option("--post", required=True, help="Value of the time column at the end."),
    click.option(
        "--better", type=click.Choice(["higher", "lower"]), required=True, help="Which way is better."
    ),
)


@dataclass(frozen=True, slots=True)
class People:
    """Who has both scores, and who has not; ``groups`` is empty when none were asked for."""

    ids: list[str]
    pairs: Pairs
    groups: dict[str, NDArray[np.bool_]]
    n_read: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of each person's first and last score, each of shape (people,); -1 where there is none."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]


def same_time(cell: str, wanted: str) -> bool:
    """Whether a cell names this time; 1 and 1.0 are the same."""
    try:
        return Decimal(cell.strip()) == Decimal(wanted)
    except ArithmeticError:
        return cell.strip() == wanted


def paired_people(table: Table | Columns, given: Mapping[str, Any]) -> People:
    """Pair the scores; someone with one of them missing is counted and left out.

    Raises
    ------
    BadInput
        When there are no rows, a row names nobody, a person has two scores at the same time or two groups, or nobody
        has both scores.
    """
    columns = Columns.of(table) if isinstance(table, Table) else table
    who, when = columns.coded(given["id_column"]), columns.coded(given["when"])
    scores = score_numbers(columns, given["score_column"])
    group = None if given["group"] is None else columns.coded(given["group"])
    if not len(columns.places):
        raise BadInput("The file has no rows.")
    _check_names(columns, who, given["id_column"])
    rows = _rows_of_each(columns, who, when, given)
    have = np.flatnonzero((rows.first >= 0) & (rows.last >= 0))
    whole = have[np.isfinite(scores[rows.first[have]]) & np.isfinite(scores[rows.last[have]])]
    if not len(whole):
        raise BadInput(f"Nobody has a score at both {given['pre']!r} and {given['post']!r}.")
    whole = whole[np.argsort(np.minimum(rows.first[whole], rows.last[whole]), kind="stable")]
    both = _Rows(rows.first[whole], rows.last[whole])
    return People(
        [who.texts[one] for one in whole.tolist()],
        Pairs(scores[both.first], scores[both.last]),
        {} if group is None else _groups(columns, both, (who, group), given["group"]),
        len(who.texts),
    )


def score_numbers(columns: Columns, name: str) -> NDArray[np.float64]:
    """Return a column of scores, NaN where there is none.

    Raises
    ------
    BadInput
        A cell that is no number, or a number that no score can be.
    """
    scores = columns.numbers(name)
    check_scores(scores, columns.places, name)
    return scores


def check_scores(scores: NDArray[np.float64], places: NDArray[np.int64], name: str) -> None:
    """Refuse a number that no score can be, with its row and column."""
    size = np.abs(scores)
    odd = np.flatnonzero((size > _LARGEST) | ((size > 0) & (size < _LEAST)))
    if len(odd):
        raise BadInput(
            f"Row {places[odd[0]]}, column {shown(name)}: {scores[odd[0]]:g} is too "
            f"{'large' if size[odd[0]] > 1 else 'small'} for a score."
        )


def _check_names(columns: Columns, who: Coded, name: str) -> None:
    if not all(map(str.strip, who.texts)):
        nameless = who.rows_where(lambda text: not text.strip())
        raise BadInput(f"Row {columns.places[nameless[0]]}, column {shown(name)}: nobody is named.")


def _rows_of_each(columns: Columns, who: Coded, when: Coded, given: Mapping[str, Any]) -> _Rows:
    """Return the row of each person's first and last score."""
    found, again = [], []
    for moment in ("pre", "post"):
        at = when.rows_where(lambda text, wanted=given[moment]: same_time(text, wanted))  # type: ignore[misc]
        row_of = np.full(len(who.texts), -1)
        row_of[who.codes[at][::-1]] = at[::-1]
        again += [int(one) for one in at[row_of[who.codes[at]] != at][:1]]
        found.append(row_of)
    if again:
        row = min(again)
        raise BadInput(
            f"Row {columns.places[row]}, column {shown(given['when'])}: {shown(who.at(row))} has a second score at "
            f"{shown(when.at(row))}."
        )
    return _Rows(*found)


def _groups(
    columns: Columns, rows: _Rows, coded: tuple[Coded, Coded], name: str
) -> dict[str, NDArray[np.bool_]]:
    """Return who is in each group, by the rows of both scores; an empty cell does not contradict the other."""
    who, group = coded
    blank = np.array([not text.strip() for text in group.texts], dtype=np.bool_)
    first, last = group.codes[rows.first], group.codes[rows.last]
    other = np.flatnonzero((first != last) & ~blank[first] & ~blank[last])
    if len(other):
        before, after = sorted((int(rows.first[other[0]]), int(rows.last[other[0]])))
        raise BadInput(
            f"Row {columns.places[after]}, column {shown(name)}: {shown(group.at(after))}, but "
            f"{shown(who.at(after))} is in {shown(group.at(before))} in row {columns.places[before]}."
        )
    own = np.where(blank[first], last, first)
    return {
        group.texts[code]: own == code for code in sorted(np.unique(own), key=lambda one: group.texts[one])
    }
