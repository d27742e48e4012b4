"""Who may be asked, and may still answer what was asked: one rule for links, codes, forms and what is sent in."""

from datetime import date
from uuid import UUID

from gjenklang.apps.care.models import Channel, Ending, Episode, Invitation, Participant
from gjenklang.apps.care.queries.close import shielded_from
from gjenklang.apps.care.queries.raised import lacks_yes
from gjenklang.apps.care.queries.record import opening
from gjenklang.apps.people.rules import Actor

__all__ = ["may_rate", "may_still_answer", "part_ever", "part_of", "takes_part"]


def may_rate(client: UUID, rater: UUID, day: date, *, out_of_the_room: bool) -> bool:
    """Whether someone close may rate a client on a day: by a yes, and not kept from where the client is."""
    return not shielded_from(client, rater, out_of_the_room=out_of_the_room) and not lacks_yes(rater, day)


def may_still_answer(invitation: Invitation, day: date) -> bool:
    """Whether the one behind an address may still use it: someone close as long as they may rate, a client always.

    Nobody rates a client who has left the course or has died. A client who has chosen to stop is told so on the form
    itself.
    """
    if invitation.rater_id is None:
        return True
    if invitation.session.episode.ending == Ending.DIED:
        return False
    if not takes_part(invitation.episode_id, invitation.client_id):
        return False
    outside = invitation.channel != Channel.ROOM
    return may_rate(invitation.client_id, invitation.rater_id, day, out_of_the_room=outside)


def takes_part(episode: UUID, client: UUID) -> bool:
    """Whether a client has not left a course; nothing is sent about it afterwards."""
    return Participant.objects.filter(episode=episode, client=client, until=None).exists()


def part_ever(by: Actor, episode: Episode, client: UUID) -> Participant | None:
    """One who takes part, or has taken part, in a course the asker may read: what was agreed can be ended for both."""
    found = Participant.objects.filter(client=client, episode=episode, episode__in=opening(by))
    return found.select_related("client").first()


def part_of(by: Actor, episode: Episode, client: UUID | None) -> Participant | None:
    """One who takes part now in a course the asker may read."""
    found = Participant.objects.filter(client=client, until=None, episode=episode, episode__in=opening(by))
    return found.select_related("client").first()
