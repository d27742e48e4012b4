"""What clients have said yes to, told and raised: for those who help, and for those who answer."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gjenklang.apps.care.models import (
    Barred,
    Consent,
    ConsentKind,
    Episode,
    Matter,
    OwnNote,
    Responsibility,
    Session,
    Status,
)
from gjenklang.apps.care.queries.record import opening
from gjenklang.apps.care.rules import needs_yes
from gjenklang.apps.people.models import Rater, Role
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = [
    "Attendance",
    "attendance_for",
    "consents_of",
    "lacks_yes",
    "matters_to_answer",
    "own_notes_of",
]


def lacks_yes(rater: UUID, day: date) -> bool:
    """Whether someone who rates may be asked only by the client's yes, and none holds on a day."""
    one = Rater.objects.select_related("client").get(pk=rater)
    given = Consent.objects.filter(
        kind=ConsentKind.RATER, client=one.client_id, rater=rater, ended=None, since__lte=day, until__gte=day
    )
    return needs_yes(one, day) and not given.exists()


def consents_of(by: Actor, episode: Episode, client: UUID) -> list[Consent]:
    """All that one client has said yes to, in a course that the asker may read; those that hold first."""
    found = Consent.objects.filter(
        client=client,
        client__participations__episode=episode,
        client__participations__episode__in=opening(by),
    )
    return list(found.select_related("rater", "staff").order_by("ended", "-since", "-id").distinct())


@dataclass(frozen=True, slots=True)
class Attendance:
    """What whoever referred may be told: how often we met or did not, between two days, and nothing of how it goes."""

    since: date
    until: date
    held: int
    missed: int
    cancelled: int


def attendance_for(by: Actor, consent: Consent, episode: Episode, day: date) -> Attendance | None:
    """The meetings of a course in the time of a yes to whoever referred; ``None`` where none holds on the day."""
    lasts = consent.kind == ConsentKind.REFERRER and consent.ended is None
    if not lasts or not consent.since <= day <= consent.until:
        return None
    found = Session.objects.filter(
        episode=episode, episode__in=opening(by), local_date__gte=consent.since, local_date__lte=day
    )
    of = Counter(found.values_list("status", flat=True))
    cancelled = of[Status.CANCELLED_CLIENT] + of[Status.CANCELLED_SERVICE]
    return Attendance(consent.since, day, of[Status.HELD], of[Status.NO_SHOW], cancelled)


def matters_to_answer(by: Actor) -> QuerySet[Matter]:
    """What clients have raised in the units that the asker leads, and for an administrator in all; open ones first.

    Never about a client whom the asker helps, for the one who receives it is another, nor about one who lets the asker
    read nothing: an administrator receives it then. Who has blocked everyone but their own helpers still raised it with
    someone.
    """
    found = Matter.objects.filter(organisation=by.organisation)
    if not by.holds(Role.ADMINISTRATOR):
        found = found.filter(unit__in=by.units(Role.LEADER))
    helped = Responsibility.objects.filter(staff__in=by.selves).values("episode__participants__client")
    return (
        found.exclude(client__in=helped)
        .exclude(client__in=Barred.objects.filter(staff__in=by.selves, until=None).values("client"))
        .select_related("client", "unit", "staff")
        .order_by("answered_at", "due")
    )


def own_notes_of(by: Actor, episode: Episode, client: UUID) -> list[OwnNote]:
    """What one client has written before the next meeting, in a course that the asker may read; newest last."""
    return _NOTES(by, timezone.localdate(), client=client, episode=episode.pk)


_NOTES = Prepared(
    lambda by, day, *, client, episode: (
        OwnNote.objects.filter(client=client, episode=episode, episode__in=opening(by, day), taken_back=None)
        .select_related("staff")
        .order_by("-id")[:3]
    )
)
