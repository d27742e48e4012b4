"""Codes and links of one's own, agreements about sending, and how often someone has guessed."""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import (
    IN_FORCE,
    Administration,
    Ending,
    Episode,
    Invitation,
    Moment,
    Participant,
    Session,
    Status,
)
from gjenklang.apps.care.queries import episodes, may_still_answer, sessions, stopped_of, takes_part
from gjenklang.apps.inviting.models import Code, ContactAgreement, Link, Rhythm, State, WrongTry
from gjenklang.apps.people.models import Staff
from gjenklang.apps.people.rules import Actor

__all__ = [
    "InRound",
    "agreements_of",
    "answered_in",
    "any_link_by_token",
    "code_of",
    "guesses_too_often",
    "hash_of",
    "last_held",
    "lasting_agreement",
    "link_by_token",
    "links_sent",
    "rhythms_of",
    "round_of",
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
    """How far it has come: ``invited``, ``opened``, ``answering``, ``done``, ``declined`` or ``over``."""
    invitation = code.invitation
    if invitation.administrations.exists():
        return "done"
    if invitation.declined:
        return "declined"
    if code.used:
        return "answering" if invitation.begun else "opened"
    return "over" if code.expires < timezone.now() else "invited"


def token_of(link: Link, *, reminder: bool = False) -> tuple[str, str]:
    """The secret part of a link's address, and what is stored of it.

    It is made of the row's own key by the house's key, so that what a worker sends again after a fall is the same.
    """
    name = f"{link.pk}{'-reminder' if reminder else ''}"
    made = salted_hmac("gjenklang.inviting.link", name, algorithm="sha256").digest()
    token = urlsafe_b64encode(made).decode().rstrip("=")
    return token, hashlib.sha256(token.encode()).hexdigest()


def any_link_by_token(token: str) -> Link | None:
    """The link behind an address, whatever has become of it: for whoever wants no more of them."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    found = Link.objects.filter(Q(token_hash=hashed) | Q(reminder_hash=hashed))
    return found.select_related("invitation__session", "agreement__client", "session", "episode").first()


def link_by_token(token: str) -> Link | None:
    """The link behind an address that still opens: not withdrawn, stopped, answered or too old, by one still asked.

    What was sent before a course ended can be answered within its days, but for a death: it is the client's last word.
    """
    found = any_link_by_token(token)
    return found if found is not None and _opens(found) and _still_asked(found) else None


def _opens(link: Link) -> bool:
    off = {Status.CANCELLED_CLIENT, Status.CANCELLED_SERVICE}
    return (
        link.state != State.HELD_BACK
        and link.expires is not None
        and link.expires > timezone.now()
        and link.agreement.ended is None
        and (link.session is None or link.session.status not in off)
    )


def _still_asked(link: Link) -> bool:
    invitation = link.invitation
    return (
        invitation is not None
        and link.episode.ending != Ending.DIED
        and takes_part(link.episode_id, link.agreement.client_id)
        and may_still_answer(invitation, timezone.localdate())
        and not was_answered(invitation)
    )


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


def last_held(by: Actor, episode: Episode, day: date) -> Session | None:
    """The last meeting held in two weeks, in a course that has a form at the end and that the asker may read."""
    if not episode.alliance:
        return None
    found = sessions(by).filter(
        episode=episode,
        status=Status.HELD,
        local_date__lte=day,
        local_date__gte=day - timedelta(days=14),
    )
    return found.order_by("-local_date", "-starts").first()


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
    """How far it has come: a no, a later or an answer, the opening or the first mark, ``over``, or the row's state."""
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
    return "answering" if invitation.begun else "opened" if invitation.opened else "sent"


def answered_in(by: Actor, session: Session, moment: str) -> set[UUID]:
    """The clients who have answered a form of a session that the asker may read, or said no to it."""
    if not sessions(by).filter(pk=session.pk).exists():
        return set()
    given = Administration.objects.filter(
        session=session, moment=moment, rater=None, standing__in=IN_FORCE
    ).values_list("client", flat=True)
    declined = Invitation.objects.filter(session=session, moment=moment, rater=None, declined__isnull=False)
    return {*given, *declined.values_list("client", flat=True)}


@dataclass(frozen=True, slots=True)
class InRound:
    """One who lives on the ward: what has become of the week's form, when, and who has handed it out."""

    part: Participant
    state: str
    at: datetime | None = None
    staff: str = ""

    @property
    def waits(self) -> bool:
        """Whether somebody should still ask."""
        return self.state in ("waiting", "handed_over")


def round_of(by: Actor, day: date) -> list[InRound]:
    """Those of the asker's running residential courses, and how far the week of a day has come for each, by code."""
    monday = day - timedelta(days=day.weekday())
    parts = list(
        Participant.objects.filter(
            episode__in=episodes(by).filter(kind="residential", ended=None).values("pk"), until=None
        )
        .select_related("client", "episode__unit")
        .order_by("episode__unit__name", "client__code")
    )
    of_week = {
        "client__in": [one.client_id for one in parts],
        "moment": Moment.START,
        "rater": None,
        "local_date__gte": monday,
        "local_date__lte": monday + timedelta(days=6),
    }
    given = dict(
        Administration.objects.filter(standing__in=IN_FORCE, **of_week)
        .order_by("finished")
        .values_list("client", "finished")
    )
    asked = {one.client_id: one for one in Invitation.objects.filter(**of_week).order_by("made")}
    staff = _who_handed(by, [one.pk for one in asked.values()])
    stopped = stopped_of(one.client_id for one in parts)
    return [
        InRound(one, "stopped", stopped[one.client_id])
        if one.client_id in stopped
        else _in_round(one, given.get(one.client_id), asked.get(one.client_id), staff)
        for one in parts
    ]


def _who_handed(by: Actor, invitations: list[UUID]) -> dict[UUID, str]:
    """By whom each form was handed out: the trail knows, whoever is on shift now."""
    lines = Line.objects.filter(
        organisation=by.organisation, verb="form.hand_over", subject__in=invitations
    ).values_list("subject", "by")
    handed = {subject: who for subject, who in lines if subject and who}
    names = Staff.objects.filter(organisation=by.organisation).in_bulk(set(handed.values()))
    return {subject: names[who].name for subject, who in handed.items() if who in names}


def _in_round(
    part: Participant, given: datetime | None, asked: Invitation | None, staff: dict[UUID, str]
) -> InRound:
    if given is not None:
        return InRound(part, "answered", given)
    if asked is None:
        return InRound(part, "waiting")
    if asked.declined:
        return InRound(part, "declined", asked.declined)
    if asked.put_off:
        return InRound(part, "put_off", asked.put_off)
    return InRound(part, "handed_over", asked.made, staff.get(asked.pk, ""))
