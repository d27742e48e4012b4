"""Keep and change rows of one course; what is sent twice is kept once, and each act names the client."""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.people.rules import Actor

__all__ = ["change_row", "keep_row"]


Row = TypeVar("Row", bound=models.Model)


def keep_row(by: Actor, verb: str, row: Row) -> Row:
    """Store a new row with its line; a key that another course has taken is replaced, one of this course is enough."""
    taken = type(row)._default_manager.filter(pk=row.pk).first()
    if taken is not None and _place(taken) == _place(row):
        return taken
    if taken is not None:
        row.pk = uuid7()
    row.organisation_id = by.organisation  # type: ignore[attr-defined]
    row.save(force_insert=True)
    write_line(by.who, verb, client=_place(row)[1], subject=row.pk)
    return row


def change_row(by: Actor, verb: str, row: models.Model, changed: Mapping[str, object]) -> None:
    """Change some columns of a row, with the line; what is the same as before leaves none."""
    fresh = {name: value for name, value in changed.items() if getattr(row, name) != value}
    for name, value in fresh.items():
        setattr(row, name, value)
    if fresh:
        row.save(update_fields=list(fresh))
        write_line(by.who, verb, client=_place(row)[1], subject=row.pk, detail=" ".join(sorted(fresh)))


def _place(row: models.Model) -> tuple[UUID, UUID]:
    """The course and the client of a row."""
    return row.episode_id, row.client_id  # type: ignore[attr-defined]
