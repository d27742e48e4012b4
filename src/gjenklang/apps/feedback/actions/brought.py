"""Bring a course to supervision, and note that it was taken up."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.models import Participant
from gjenklang.apps.dropout.actions.rows import change_row
from gjenklang.apps.feedback.models import Brought
from gjenklang.apps.people.rules import Actor

__all__ = ["bring", "take_up"]


@transaction.atomic
def bring(*, by: Actor, brought: Brought) -> Brought:
    """Put a course on the list; one that already waits stays as it is, with the newer words when there are any."""
    part = Participant.objects.filter(episode=brought.episode_id, client=brought.client_id)
    part.select_for_update().first()  # of two taps at once, the second finds the first
    waiting = Brought.objects.filter(
        episode=brought.episode_id, client=brought.client_id, staff=by.staff, done_at=None
    ).first()
    if waiting is not None:
        if brought.words:
            change_row(by, "supervision.words", waiting, {"words": brought.words})
        return waiting
    brought.organisation_id, brought.staff_id = by.organisation, by.staff
    brought.save(force_insert=True)
    write_line(by.who, "supervision.bring", client=brought.client_id, subject=brought.pk)
    return brought


@transaction.atomic
def take_up(*, by: Actor, brought: Brought) -> None:
    """Note that it was talked about in supervision; a second time changes nothing."""
    held = Brought.objects.select_for_update().get(pk=brought.pk)
    if held.done_at is None:
        held.done_at, held.done_by_id = timezone.now(), by.staff
        held.save(update_fields=["done_at", "done_by"])
        write_line(by.who, "supervision.take_up", client=held.client_id, subject=held.pk)
