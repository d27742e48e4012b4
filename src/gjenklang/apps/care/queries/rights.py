"""Who has chosen not to answer, which every way in asks before it offers a form; and whom a client has barred."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gjenklang.apps.care.models import (
    Barred,
    Episode,
    Participant,
    Responsibility,
    Session,
    Stopped,
    Unbarred,
)
from gjenklang.apps.care.rules import barred_courses
from gjenklang.apps.people.models import Client, Post, Role, Staff
from gjenklang.apps.people.rules import CARERS, Actor, on_day

__all__ = ["barred_by", "barring", "may_be_barred", "may_be_typed", "read_in_need_of", "stopped_of"]


def stopped_of(clients: Iterable[UUID]) -> dict[UUID, datetime]:
    """Those of some clients who have chosen not to answer, each with since when; what others rate is not theirs."""
    found = Stopped.objects.filter(client__in=list(clients), until=None)
    return dict(found.values_list("client", "since"))


def may_be_typed(session: Session, client: UUID, rater: UUID | None) -> bool:
    """Whether a client's form of a session may be typed: what was answered before a stop, and on its day, may."""
    since = stopped_of([client]).get(client) if rater is None else None
    return since is None or (session.local_date or timezone.localdate()) <= timezone.localdate(since)


def barring(by: Actor, code: str) -> Client | None:
    """The client with a code who bars the asker from a course that is otherwise the asker's to read."""
    courses = Episode.objects.filter(barred_courses(by, timezone.localdate())).values("pk")
    return Client.objects.filter(
        organisation=by.organisation, code=code, participations__episode__in=courses
    ).first()


def barred_by(client: UUID) -> QuerySet[Barred]:
    """Whom a client bars now, the latest first; the caller has seen that the client may be read, or is the client."""
    return Barred.objects.filter(client=client, until=None).select_related("staff").order_by("-since")


def read_in_need_of(client: UUID) -> QuerySet[Unbarred]:
    """Who read all the same, when and why; the caller has seen that the client may be read, or is the client."""
    return Unbarred.objects.filter(client=client).select_related("staff").order_by("-at")


def may_be_barred(client: UUID) -> QuerySet[Staff]:
    """Staff of the units that help a client who may come to read; not those who have the course, nor the barred."""
    day = timezone.localdate()
    courses = Participant.objects.filter(client=client, until=None, episode__ended=None)
    posts = Post.objects.filter(
        on_day(day), unit__in=courses.values("episode__unit"), role__in=[*CARERS, Role.SUPERVISOR]
    )
    has_it = Responsibility.objects.filter(on_day(day), episode__in=courses.values("episode"))
    barred = Barred.objects.filter(client=client, until=None, staff__isnull=False)
    return (
        Staff.objects.filter(pk__in=posts.values("staff"))
        .exclude(pk__in=has_it.values("staff"))
        .exclude(pk__in=barred.values("staff"))
        .order_by("name", "id")
    )
