"""Read the trail; and one row by a statement that is prepared once."""

from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from gjenklang.apps.audit.models import Line

__all__ = ["lines_about", "one"]

Row = TypeVar("Row", bound=models.Model)


def lines_about(*, organisation: UUID, client: UUID) -> QuerySet[Line]:
    """Every line about one client in one organisation, newest first."""
    return Line.objects.filter(organisation=organisation, client=client).order_by("-at", "-id")


def one(model: type[Row], column: str, value: str) -> Row | None:
    """Find a row by a column whose values are unique, by a statement prepared once.

    The counterpart of ``actions.append``: every form that is opened or sent begins here, and composing the question
    would take longer than asking it (``benchmarks/speed``).

    Parameters
    ----------
    model
        A concrete model.
    column
        The name of a text column that holds each value at most once.
    value
        The value looked for.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(_question(model, column, connection.vendor), [value])
        found = cursor.fetchone()
    if found is None:
        return None
    names, converters = _reading(model, connection.vendor)
    values = [_converted(raw, steps, connection) for raw, steps in zip(found, converters, strict=True)]
    return model.from_db(connection.alias, names, values)


@cache
def _question(model: type[models.Model], column: str, _vendor: str) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    return f"SELECT {columns} FROM {quote(model._meta.db_table)} WHERE {quote(column)} = %s"  # noqa: S608


@cache
def _reading(model: type[models.Model], _vendor: str) -> tuple[list[str], list[list[tuple[Any, Any]]]]:
    fields, connection = model._meta.concrete_fields, connections[DEFAULT_DB_ALIAS]
    expressions = [field.get_col(model._meta.db_table) for field in fields]
    steps = [
        [
            (converter, expression)
            for converter in (
                *connection.ops.get_db_converters(expression),
                *expression.get_db_converters(connection),
            )
        ]
        for expression in expressions
    ]
    return [field.attname for field in fields], steps


def _converted(value: Any, steps: list[tuple[Any, Any]], connection: BaseDatabaseWrapper) -> Any:
    for converter, expression in steps:
        value = converter(value, expression, connection)
    return value
