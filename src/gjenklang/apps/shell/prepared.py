"""A question of one shape, composed once and asked many times.

Django composes the SQL of a queryset each time it is asked, and for a short question that takes longer than the
database takes to answer (``benchmarks/speed/session_page.py``). Here the queryset is written as ever, with ``Later`` in
place of what changes from one time to the next.
"""

import datetime
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, JSONField, Model, QuerySet, UUIDField
from django.db.models.query import get_related_populators

__all__ = ["Prepared"]

Row = TypeVar("Row")


class Later(Expression):
    """A value that is named when the question is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: Any, _connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Leave a place in the statement."""
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A composed question: its SQL, what stands in its places, and how a row is read."""

    sql: str
    places: tuple[Any, ...]
    converters: tuple[tuple[int, Any, Any], ...]
    read: Callable[[Sequence[Any]], Any]


class Prepared(Generic[Row]):
    """A question that is asked by calling it.

    Parameters
    ----------
    shape : function returning a queryset
        Of models (with ``select_related`` and ``annotate``, without prefetching) or of ``values_list`` (one column
        gives the value itself). Its positional arguments shape the statement and must be hashable; its
        keyword arguments are values that are filled in when it is asked: keys, texts, numbers, days and moments, never
        ``None`` and never a list.
    kept : int
        How many statements are kept, one for each set of positional arguments.

    Examples
    --------
    >>> from gjenklang.apps.people.models import Staff
    >>> staff_behind = Prepared(lambda *, user: Staff.objects.filter(user=user))
    """

    def __init__(self, shape: Callable[..., QuerySet[Any, Row]], kept: int = 64) -> None:
        self._shape = shape
        self._composed = lru_cache(maxsize=kept)(self._compose)

    def __call__(self, *shaping: Hashable, **given: object) -> list[Row]:
        """Ask, and return every row."""
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self._composed(connection.vendor, shaping, tuple(given))
        values: list[Any] = [
            _adapted(given[place.name], connection) if isinstance(place, Later) else place
            for place in statement.places
        ]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, values)
            rows = cursor.fetchall()
        if statement.converters:
            rows = _converted([list(row) for row in rows], statement, connection)
        return [statement.read(row) for row in rows]

    def first(self, *shaping: Hashable, **given: object) -> Row | None:
        """Ask, and return the first row if there is one; the shape says in which order, or that there is only one."""
        return next(iter(self(*shaping, **given)), None)

    def _compose(self, _vendor: str, shaping: tuple[Hashable, ...], names: tuple[str, ...]) -> _Statement:
        asked = self._shape(*shaping, **{name: Later(name) for name in names})
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, places = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
        read = _models(compiler) if asked.query.default_cols else _plain(len(columns))
        converters = tuple(
            (place, _quick(column.output_field, converter), column)
            for place, (steps, column) in compiler.get_converters(columns).items()
            for converter in steps
        )
        return _Statement(sql, tuple(places), converters, read)


def _quick(field: Field[Any, Any], converter: Any) -> Any:
    """Return how a column is converted: keys and JSON more quickly than Django does, to the same values."""
    if isinstance(field, UUIDField):
        return _key
    return _json if isinstance(field, JSONField) and field.decoder is None else converter


def _json(value: str | None, _column: Any, _connection: BaseDatabaseWrapper) -> Any:
    """Return what a JSON column holds; a course reads one for each answer."""
    return None if value is None else orjson.loads(value)


@lru_cache(maxsize=1024)
def _uuid(text: str) -> UUID:
    return UUID(text)


def _key(value: str | None, _column: Any, _connection: BaseDatabaseWrapper) -> UUID | None:
    """Return a key that the database keeps as text; one page names the same few keys many times."""
    return None if value is None else _uuid(value)


def _converted(
    rows: list[list[Any]], statement: _Statement, connection: BaseDatabaseWrapper
) -> list[list[Any]]:
    """Turn what the database keeps into what the models hold, a column at a time."""
    for place, converter, column in statement.converters:
        for row in rows:
            row[place] = converter(row[place], column, connection)
    return rows


def _plain(columns: int) -> Callable[[Sequence[Any]], Any]:
    """Return how a row of ``values_list`` is read: one column as the value itself, several as a tuple."""
    return tuple if columns > 1 else itemgetter(0)


def _models(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Return how a row becomes a model with its related ones, as Django's own ``ModelIterable`` does it."""
    info = compiler.klass_info
    fields = info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    model: type[Model] = info["model"]
    names = [column[0].target.attname for column in compiler.select[start:end]]
    annotated = tuple(compiler.annotation_col_map.items())
    related = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

    def read(row: Sequence[Any]) -> Model:
        made = model.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for populator in related:
            populator.populate(row, made)
        for name, place in annotated:
            setattr(made, name, row[place])
        return made

    return read


def _adapted(value: object, connection: BaseDatabaseWrapper) -> object:
    """Return a value as the database driver takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    return value
