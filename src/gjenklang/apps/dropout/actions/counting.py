"""Ask for a count of endings."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.models import Count
from gjenklang.apps.dropout.queries.counted import units_to_count
from gjenklang.apps.dropout.tasks import count
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import Actor

__all__ = ["NotYours", "ask_for_count"]

#: One that is being made is waited for, not made twice.
WAITED_FOR = timedelta(minutes=5)


class NotYours(ValueError):  # noqa: N818 - the house names what went wrong
    """The unit is not one whose endings the asker may see counted."""


@transaction.atomic
def ask_for_count(*, by: Actor, unit: UUID | None, since: date, until: date, missed: int = 2) -> Count:
    """Let the background worker count the courses of a unit and those under it.

    Raises
    ------
    NotYours
        When the asker does not lead or supervise the unit; all units together are for administrators.
    """
    allowed = {one.pk for one in units_to_count(by)}
    if unit not in allowed and not (unit is None and by.holds(Role.ADMINISTRATOR)):
        raise NotYours
    waiting = Count.objects.filter(
        organisation=by.organisation,
        unit=unit,
        since=since,
        until=until,
        missed=missed,
        state=Count.State.WAITING,
        asked__gt=timezone.now() - WAITED_FOR,
        asked_by=by.staff,
    ).first()
    if waiting is not None:
        return waiting
    asked = Count.objects.create(
        organisation_id=by.organisation,
        unit_id=unit,
        since=since,
        until=until,
        missed=missed,
        asked_by_id=by.staff,
    )
    write_line(by.who, "count.ask", subject=asked.pk)
    transaction.on_commit(partial(count.enqueue, str(asked.pk)))
    return asked
