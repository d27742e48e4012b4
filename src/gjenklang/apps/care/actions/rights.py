"""Note what a client says stop to, and take it back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.models import Stopped
from gjenklang.apps.people.models import Client

__all__ = ["answer_again", "stop_answering"]


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
