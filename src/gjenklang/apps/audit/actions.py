"""Add to the trail; nothing here changes or removes."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from gjenklang.apps.audit.models import Line

__all__ = ["Who", "append", "line", "write_line", "write_lines"]


def append(*rows: models.Model) -> None:
    """Insert new rows, all or none, by statements prepared once.

    The verb that stores a client's marks and its audit line run by this; it is here so that a rush at nine o'clock
    makes nobody wait (``benchmarks/speed``). What is to be stored is composed before the transaction begins: others
    wait for it to end.

    Parameters
    ----------
    rows
        Unsaved instances of concrete models, with their keys set.

    Raises
    ------
    django.db.IntegrityError
        When a key is taken: the caller decides what sending twice means.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    vendor = connection.vendor
    composed = [(_statement(type(row), vendor), _prepared(row, connection)) for row in rows]
    batches = [
        (statement, [values for _, values in same]) for statement, same in groupby(composed, itemgetter(0))
    ]
    with (
        transaction.atomic() if len(batches) > 1 else nullcontext(),
        connection.cursor() as cursor,
    ):
        for statement, values in batches:
            if len(values) == 1:
                cursor.execute(statement, values[0])
            else:
                cursor.executemany(statement, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _prepared(row: models.Model, connection: BaseDatabaseWrapper) -> list[Any]:
    """The values of a row as the database driver takes them; plain text, keys and times, which most are, directly."""
    adapters = _adapters(connection.vendor)
    values = []
    for field in row._meta.concrete_fields:
        value = field.pre_save(row, add=True)
        adapter = adapters.get(type(value))
        if value is None or (type(value) is str and type(field) is models.CharField):
            values.append(value)
        elif adapter is not None:
            values.append(adapter(value))
        else:
            values.append(field.get_db_prep_save(value, connection))
    return values


@cache
def _adapters(_vendor: str) -> dict[type, Callable[[Any], Any]]:
    """How a value of a type that only one kind of field holds is given to the driver."""
    connection = connections[DEFAULT_DB_ALIAS]
    native = connection.features.has_native_uuid_field
    return {
        UUID: (lambda value: value) if native else (lambda value: value.hex),
        datetime: connection.ops.adapt_datetimefield_value,
        date: connection.ops.adapt_datefield_value,
    }


@cache
def _statement(model: type[models.Model], _vendor: str) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join("%s" for _ in fields)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Who:
    """Whose act it is: ``staff``, ``client``, ``rater`` or ``system``, and the key if there is one."""

    kind: str
    organisation: UUID | None
    key: UUID | None = None

    @property
    def house(self) -> UUID:
        """The organisation, where the act needs one.

        Raises
        ------
        ValueError
            When none is named.
        """
        if self.organisation is None:
            raise ValueError("This act needs an organisation, and none is named.")
        return self.organisation


def line(
    by: Who, verb: str, *, client: UUID | None = None, subject: UUID | None = None, detail: str = ""
) -> Line:
    """Compose one line without writing it.

    Parameters
    ----------
    by
        Whose act.
    verb
        ``thing.act``, for example ``client.read``.
    client
        The client it touches, if any.
    subject
        The row it touches.
    detail
        A word or two that name no one; cut at 300 characters.
    """
    return Line(
        by=by.key,
        by_kind=by.kind,
        organisation=by.organisation,
        verb=verb,
        client=client,
        subject=subject,
        detail=detail[:300],
    )


def write_line(
    by: Who, verb: str, *, client: UUID | None = None, subject: UUID | None = None, detail: str = ""
) -> None:
    """Add one line, inside the caller's transaction (parameters as for ``line``)."""
    append(line(by, verb, client=client, subject=subject, detail=detail))


def write_lines(lines: Sequence[Line]) -> None:
    """Add several lines at once: a page that lists clients has read each of them."""
    if lines:
        append(*lines)
