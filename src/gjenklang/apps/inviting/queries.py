"""Codes of one's own, and how often someone has guessed."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import salted_hmac

from gjenklang.apps.care.queries import sessions
from gjenklang.apps.inviting.models import Code, WrongTry
from gjenklang.apps.people.rules import Actor

__all__ = ["code_of", "guesses_too_often", "hash_of", "state_of"]

#: So many wrong codes of one address, and of all together, in a quarter of an hour are a person's; more are guesses.
MOST_OF_ONE, MOST_OF_ALL = 8, 200
WITHIN = timedelta(minutes=15)


def hash_of(text: str, *, of: str) -> str:
    """What is kept of a code or an address: a hash that only the house's own key makes, for six digits are few."""
    return salted_hmac(f"gjenklang.inviting.{of}", text, algorithm="sha256").hexdigest()


def code_of(by: Actor, key: UUID) -> Code | None:
    """One code for a session that the asker may read."""
    found = Code.objects.filter(pk=key, invitation__session__in=sessions(by).values("pk"))
    return found.select_related("invitation__session", "invitation__client", "invitation__rater").first()


def guesses_too_often(address: str) -> bool:
    """Whether no code is taken from an address for a while, or from anyone."""
    recent = WrongTry.objects.filter(at__gt=timezone.now() - WITHIN)
    mine = recent.filter(address_hash=hash_of(address, of="address")).count()
    return mine >= MOST_OF_ONE or recent.count() >= MOST_OF_ALL


def state_of(code: Code) -> str:
    """How far it has come: ``invited``, ``opened``, ``done``, ``declined`` or ``over``."""
    invitation = code.invitation
    if invitation.administrations.exists():
        return "done"
    if invitation.declined:
        return "declined"
    if code.used:
        return "opened"
    return "over" if code.expires < timezone.now() else "invited"
