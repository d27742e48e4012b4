"""Ask for a link to be sent, once or in a rhythm; withdraw it; and open the form that it leads to."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.actions import new_address
from gjenklang.apps.care.models import Invitation
from gjenklang.apps.inviting.models import Link, Rhythm, State, WrongTry
from gjenklang.apps.inviting.queries import (
    WITHIN,
    any_link_by_token,
    guesses_too_often,
    hash_of,
    link_by_token,
)
from gjenklang.apps.inviting.tasks import send_at
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor

__all__ = ["NoSuchLink", "begin_rhythm", "end_rhythm", "open_link", "queue_link", "withdraw_link"]


class NoSuchLink(ValueError):  # noqa: N818 - the house names what went wrong
    """The link is guessed, used, too old, withdrawn or stopped: nobody is told which."""


@transaction.atomic
def queue_link(*, by: Actor, link: Link) -> Link:
    """Let a link be sent when it is due; the same key twice is sent once."""
    taken = Link.objects.filter(pk=link.pk).first()
    if taken is not None:
        return taken
    link.organisation_id, link.staff_id = by.organisation, by.staff
    link.save(force_insert=True)
    write_line(by.who, "link.queue", client=link.agreement.client_id, subject=link.pk)
    send_at(link.pk, link.due)
    return link


@transaction.atomic
def withdraw_link(*, by: Actor, link: Link) -> None:
    """Send it no more when it waits; when it was sent, its address opens nothing from now on."""
    held = Link.objects.select_for_update().get(pk=link.pk)
    if held.state == State.QUEUED:
        held.state, held.why = State.HELD_BACK, "withdrawn"
        held.save(update_fields=["state", "why"])
    elif held.state == State.SENT:
        held.expires = timezone.now()
        held.why = "withdrawn"
        held.save(update_fields=["expires", "why"])
        # A form that is open already is received for as long as any other, and opens nowhere anew.
        Invitation.objects.filter(pk__in=[held.invitation_id]).update(expires=held.expires)
    write_line(by.who, "link.withdraw", client=link.agreement.client_id, subject=link.pk)


@transaction.atomic
def begin_rhythm(*, by: Actor, rhythm: Rhythm) -> Rhythm:
    """Send links by themselves from now on; of one person in one course there is one rhythm."""
    Client.objects.select_for_update().get(pk=rhythm.client_id)  # of two at once, one is left
    same = Rhythm.objects.select_for_update().filter(
        episode=rhythm.episode_id, client=rhythm.client_id, rater=rhythm.rater_id, ended=None
    )
    waiting = Link.objects.filter(rhythm__in=same.values("pk"), state=State.QUEUED)
    waiting.update(state=State.HELD_BACK, why="withdrawn")
    same.update(ended=timezone.now())
    rhythm.organisation_id, rhythm.staff_id = by.organisation, by.staff
    rhythm.save(force_insert=True)
    write_line(by.who, "rhythm.begin", client=rhythm.client_id, subject=rhythm.pk)
    return rhythm


@transaction.atomic
def end_rhythm(*, by: Actor, rhythm: Rhythm) -> None:
    """Lay out no more links; those that wait are not sent."""
    rhythm.ended = timezone.now()
    rhythm.save(update_fields=["ended"])
    Link.objects.filter(rhythm=rhythm, state=State.QUEUED).update(state=State.HELD_BACK, why="withdrawn")
    write_line(by.who, "rhythm.end", client=rhythm.client_id, subject=rhythm.pk)


def open_link(*, token: str, address: str) -> str:
    """Open the form behind a link, as often as it takes until it is answered or its days are over.

    An address that never was one counts with the wrong codes of whoever tried it. One that is used or too old does not:
    nobody can have guessed it, and a whole clinic may share one address on the net.

    Returns
    -------
    str
        The secret part of the form's address, made now; the one before works no more.

    Raises
    ------
    NoSuchLink
        For every reason the same.
    """
    with transaction.atomic():
        link = link_by_token(token)
        if link is not None and link.invitation is not None:
            return new_address(invitation=link.invitation)
        if any_link_by_token(token) is not None or guesses_too_often(address):
            raise NoSuchLink
        WrongTry.objects.filter(at__lt=timezone.now() - WITHIN).delete()
        WrongTry.objects.create(address_hash=hash_of(address, of="address"))
    raise NoSuchLink
