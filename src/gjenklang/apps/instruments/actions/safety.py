"""Name who receives answers that are talked about the same day."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.instruments.models import SafetyReceiver
from gjenklang.apps.people.rules import Actor

__all__ = ["end_receiver", "name_receiver"]


@transaction.atomic
def name_receiver(*, by: Actor, receiver: SafetyReceiver) -> SafetyReceiver:
    """Name a receiver for a unit or for the organisation; whoever was named before is kept with an end."""
    now = timezone.now()
    before = SafetyReceiver.objects.filter(organisation=by.organisation, unit=receiver.unit, until=None)
    before.update(until=now)
    receiver.organisation_id, receiver.noted_by_id, receiver.since = by.organisation, by.staff, now
    receiver.save(force_insert=True)
    write_line(by.who, "safety.name_receiver", subject=receiver.pk)
    return receiver


@transaction.atomic
def end_receiver(*, by: Actor, receiver: SafetyReceiver) -> None:
    """Name nobody any more: from now on no instrument with such an item can be chosen there."""
    receiver.until = timezone.now()
    receiver.save(update_fields=["until"])
    write_line(by.who, "safety.end_receiver", subject=receiver.pk)
