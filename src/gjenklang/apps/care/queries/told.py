"""What someone is told before the first form, and whether they have been told it."""

import hashlib
from typing import Any
from uuid import UUID

from gjenklang.apps.care.models import Administration, Episode, Invitation, Told
from gjenklang.apps.care.queries.record import opening
from gjenklang.apps.people.models import Unit
from gjenklang.apps.people.rules import Actor

__all__ = ["told_to", "told_version", "untold"]

#: Raised by hand whenever the sentences of the house change their sense.
VERSION = "1"


def told_version(unit: Unit) -> str:
    """The version of what is told in a unit: the house's number, and a mark of the unit's own sentences."""
    own = "\n".join((unit.purpose, unit.seen_by, unit.read, unit.not_for))
    if not own.strip():
        return VERSION
    return f"{VERSION}-{hashlib.blake2b(own.encode(), digest_size=6).hexdigest()}"


def told_to(by: Actor, episode: Episode, client: UUID) -> list[Told]:
    """When and in which words one client was told, and what one question showed, in a course open to the asker."""
    found = Told.objects.filter(episode=episode, episode__in=opening(by), client=client, rater=None)
    return list(found.order_by("-at"))


def untold(invitation: Invitation) -> bool:
    """Whether the one behind an address is to be told first.

    So it is before the first form of a person in a course, and again when what was told has changed. Who answered
    here before anybody was told has been told otherwise.
    """
    person: dict[str, Any] = {"episode": invitation.episode_id, "client": invitation.client_id}
    person["rater"] = invitation.rater_id
    told = list(Told.objects.filter(**person).values_list("version", flat=True))
    if told:
        return told_version(invitation.session.episode.unit) not in told
    return not Administration.objects.filter(**person).exists()
