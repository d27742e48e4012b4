"""Store a row under the key that its page brought: the same row sent twice is stored once."""

from typing import TypeVar

from django.db import IntegrityError, transaction
from uuid_utils.compat import uuid7

from gjenklang.apps.dropout.models.noted import Noted
from gjenklang.apps.people.rules import Actor

__all__ = ["store_once"]

Row = TypeVar("Row", bound=Noted)


def store_once(by: Actor, row: Row) -> Row | None:
    """Store a new row of the writer's; ``None`` when it is stored already.

    A key that belongs to someone else is not taken: the row then gets one of its own.
    """
    row.organisation_id, row.staff_id = by.organisation, by.staff
    held = type(row)._default_manager.filter(pk=row.pk).first()
    if held is not None:
        if (held.organisation_id, held.staff_id) == (by.organisation, by.staff):
            return None
        row.pk = uuid7()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if type(row)._default_manager.filter(pk=row.pk).exists():
            return None
        raise
    return row
