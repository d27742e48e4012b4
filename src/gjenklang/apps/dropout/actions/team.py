"""Show the team its list."""

from collections.abc import Sequence

from django.db import transaction

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.dropout.queries.team import Row
from gjenklang.apps.people.rules import Actor

__all__ = ["show_team"]


@transaction.atomic
def show_team(*, by: Actor, shown: Sequence[Row]) -> None:
    """Leave a line for each client who is listed; one transaction, for each by itself would be a write to the disk."""
    write_lines([line(by.who, "client.list", client=row.course.client) for row in shown])
