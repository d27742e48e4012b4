"""Pair the first and the last score of each person of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import Any

import click
import numpy as np

from gjenklang.cli.table import BadInput, Table
from gjenklang.core.change.files import Pairs

__all__ = ["PAIR_CHOICES", "People", "paired_people", "same_time"]


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
    """Who has both scores, and who has not."""

    ids: list[str]
    pairs: Pairs
    groups: list[str]
    n_read: int


def same_time(cell: str, wanted: str) -> bool:
    """Whether a cell names this time; 1 and 1.0 are the same."""
    try:
        return Decimal(cell.strip()) == Decimal(wanted)
    except ArithmeticError:
        return cell.strip() == wanted


def paired_people(table: Table, given: Mapping[str, Any]) -> People:
    """Pair the scores; someone with one of them missing is counted and left out.

    Raises
    ------
    BadInput
        When a person has two scores at the same time, or nobody has both.
    """
    ids, whens, scores = (
        table.column(given["id_column"]),
        table.column(given["when"]),
        table.numbers(given["score_column"]),
    )
    groups = dict(zip(ids, table.column(given["group"]), strict=True)) if given["group"] else {}
    found: dict[str, dict[str, float]] = {}
    for row, who, when, value in zip(table.places, ids, whens, scores, strict=True):
        for moment in ("pre", "post"):
            if same_time(when, given[moment]):
                if moment in found.setdefault(who, {}):
                    raise BadInput(f"Row {row}: {who!r} has a second score at {when!r}.")
                found[who][moment] = value
    both = [
        who for who, one in found.items() if len(one) == 2 and not any(isnan(value) for value in one.values())
    ]
    if not both:
        raise BadInput(f"Nobody has a score at both {given['pre']!r} and {given['post']!r}.")
    pairs = Pairs(
        np.array([found[who]["pre"] for who in both]), np.array([found[who]["post"] for who in both])
    )
    return People(both, pairs, [groups.get(who, "") for who in both], len(set(ids)))
