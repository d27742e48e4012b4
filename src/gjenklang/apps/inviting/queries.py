"""Codes and links of one's own, agreements about sending, and how often someone has guessed."""

import hashlib
from base64 import urlsafe_b64encode
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gjenklang.apps.care.models import Episode, Invitation
from gjenklang.apps.care.queries import episodes, sessions
from gjenklang.apps.inviting.models import Code, ContactAgreement, Link, Rhythm, State, WrongTry
from gjenklang.apps.people.rules import Actor

__all__ = [
    "agreements_of",
    "code_of",
    "guesses_too_often",
    "hash_of",
    "lasting_agreement",
    "link_by_token",
    "links_sent",
    "rhythms_of",
    "state_of",
    "state_of_link",
    "token_of",
    "was_answered",
]

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


def token_of(link: Link, *, reminder: bool = False) -> tuple[str, str]:
    """The secret part of a link's address, and what is stored of it.

    It is made of the row's own key by the house's key, so that what a worker sends again after a fall is the same.
    """
    name = f"{link.pk}{'-reminder' if reminder else ''}"
    made = salted_hmac("gjenklang.inviting.link", name, algorithm="sha256").digest()
    token = urlsafe_b64encode(made).decode().rstrip("=")
    return token, hashlib.sha256(token.encode()).hexdigest()


def link_by_token(token: str) -> Link | None:
    """The link behind an address that still opens: sent, not answered, not stopped, within its days."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    found = (
        Link.objects.filter(Q(token_hash=hashed) | Q(reminder_hash=hashed), expires__gt=timezone.now())
        .filter(agreement__ended=None)
        .select_related("invitation__session", "agreement__client")
        .first()
    )
    if found is None or found.invitation is None or was_answered(found.invitation):
        return None
    return found


def was_answered(invitation: Invitation) -> bool:
    """Whether anything was sent by an invitation."""
    return invitation.administrations.exists()


def lasting_agreement(agreement: ContactAgreement, day: date) -> bool:
    """Whether an agreement still holds on a day."""
    return agreement.ended is None and agreement.until >= day


def agreements_of(by: Actor, episode: Episode, client: UUID) -> list[ContactAgreement]:
    """What was agreed about sending to a client and to those who rate, in a course that the asker may read."""
    if not episodes(by).filter(pk=episode.pk, participants__client=client).exists():
        return []
    found = ContactAgreement.objects.filter(client=client, ended=None)
    return list(found.select_related("rater", "staff").order_by("asked"))


def links_sent(by: Actor, episode: Episode, client: UUID) -> QuerySet[Link]:
    """The links of one client in a course that the asker may read, the newest first."""
    found = Link.objects.filter(
        episode=episode, episode__in=episodes(by).values("pk"), agreement__client=client
    )
    return found.select_related("agreement__rater", "invitation", "staff", "session").order_by("-due", "-id")


def rhythms_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Rhythm]:
    """The rhythms that run for one client in a course that the asker may read."""
    found = Rhythm.objects.filter(
        episode=episode, episode__in=episodes(by).values("pk"), client=client, ended=None
    )
    return found.select_related("rater").order_by("since")


def state_of_link(link: Link) -> str:
    """How far it has come: ``answered``, ``declined``, ``put_off``, ``opened``, ``over``, or the state of its row."""
    invitation = link.invitation
    if link.state != State.SENT or invitation is None:
        return link.state
    if was_answered(invitation):
        return "answered"
    if invitation.declined:
        return "declined"
    if invitation.put_off:
        return "put_off"
    if link.expires and link.expires <= timezone.now():
        return "over"
    return "opened" if invitation.opened else "sent"
