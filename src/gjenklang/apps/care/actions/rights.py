"""Note what a client says stop to, and take it back; and read all the same, when there is need."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.models import Barred, Stopped, Unbarred
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor

__all__ = ["answer_again", "bar", "lift_bar", "read_in_need", "stop_answering"]


def staff_in(by: Who) -> UUID | None:
    """The member of staff who notes it for someone; nobody when the client does so alone."""
    return by.key if by.kind == "staff" else None


@transaction.atomic
def stop_answering(*, by: Who, client: Client) -> Stopped:
    """Offer this client no form from now on; said twice, it stands once."""
    Client.objects.select_for_update().get(pk=client.pk)  # of two at once, the first stands
    before = Stopped.objects.filter(client=client, until=None).first()
    if before is not None:
        return before
    made = Stopped.objects.create(
        organisation_id=client.organisation_id, client=client, staff_id=staff_in(by)
    )
    write_line(by, "answering.stop", client=client.pk, subject=made.pk)
    return made


@transaction.atomic
def answer_again(*, by: Who, client: Client) -> None:
    """Offer forms again."""
    held = Stopped.objects.select_for_update().filter(client=client, until=None).first()
    if held is None:
        return
    held.until, held.ended_by_id = timezone.now(), staff_in(by)
    held.save(update_fields=["until", "ended_by"])
    write_line(by, "answering.again", client=client.pk, subject=held.pk)


@transaction.atomic
def bar(*, by: Who, client: Client, staff: UUID | None) -> Barred:
    """Let one member of staff read nothing about this client, or with ``None`` everyone who has no course of theirs."""
    Client.objects.select_for_update().get(pk=client.pk)
    before = Barred.objects.filter(client=client, staff=staff, until=None).first()
    if before is not None:
        return before
    made = Barred.objects.create(
        organisation_id=client.organisation_id, client=client, staff_id=staff, noted_by_id=staff_in(by)
    )
    write_line(by, "reading.bar", client=client.pk, subject=made.pk)
    return made


@transaction.atomic
def lift_bar(*, by: Who, barred: Barred) -> None:
    """Let them read again, as far as their work lets them."""
    held = Barred.objects.select_for_update().get(pk=barred.pk)
    if held.until is None:
        held.until, held.ended_by_id = timezone.now(), staff_in(by)
        held.save(update_fields=["until", "ended_by"])
        write_line(by, "reading.lift", client=held.client_id, subject=held.pk)


@transaction.atomic
def read_in_need(*, by: Actor, client: UUID, reason: str) -> Unbarred:
    """Let someone who is barred read for the rest of the day; the client is shown who, when and why."""
    made = Unbarred.objects.create(
        organisation_id=by.organisation,
        client_id=client,
        staff_id=by.staff,
        reason=reason,
        day=timezone.localdate(),
    )
    write_line(by.who, "reading.in_need", client=client, subject=made.pk)
    return made
