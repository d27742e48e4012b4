"""Write down what we agree on, correct it, and close it."""

from datetime import date

from django.db import transaction
from uuid_utils.compat import uuid7

from gjenklang.apps.dropout.actions.rows import change_row, keep_row
from gjenklang.apps.feedback.models import Agreed
from gjenklang.apps.people.rules import Actor

__all__ = ["close_agreed", "correct_agreed", "note_agreed"]


@transaction.atomic
def note_agreed(*, by: Actor, agreed: Agreed) -> Agreed:
    """Keep what was agreed; sent twice with the same key it is kept once."""
    taken = Agreed.objects.filter(pk=agreed.pk).first()
    if taken is not None and (taken.episode_id, taken.client_id) != (agreed.episode_id, agreed.client_id):
        agreed.pk = uuid7()
    agreed.staff_id, agreed.thread, agreed.version, agreed.latest = by.staff, agreed.pk, 1, True
    return keep_row(by, "agreed.note", agreed)


@transaction.atomic
def correct_agreed(*, by: Actor, held: Agreed, agreed: Agreed) -> Agreed:
    """Keep a new version; what stood there before stays as it was. Of two who correct at once, both are kept."""
    latest = Agreed.objects.select_for_update().get(thread=held.thread, latest=True)
    taken = Agreed.objects.filter(pk=agreed.pk).first()
    if taken is not None and taken.thread == latest.thread:
        return taken
    Agreed.objects.filter(pk=latest.pk).update(latest=False)
    agreed.thread, agreed.version, agreed.latest = latest.thread, latest.version + 1, True
    agreed.episode_id, agreed.client_id, agreed.staff_id = latest.episode_id, latest.client_id, by.staff
    agreed.until, agreed.closing = latest.until, latest.closing
    if taken is not None:
        agreed.pk = uuid7()
    return keep_row(by, "agreed.correct", agreed)


@transaction.atomic
def close_agreed(*, by: Actor, held: Agreed, until: date, closing: str = "") -> None:
    """Note on which day it no longer holds, and in which words; what was closed before stays as it was."""
    latest = Agreed.objects.select_for_update().get(thread=held.thread, latest=True)
    if latest.until is not None:
        return
    change_row(by, "agreed.close", latest, {"until": until, "closing": closing})
