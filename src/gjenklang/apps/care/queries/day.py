"""Read what a day asks for: whom the asker meets, and whom there is to meet."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care.models import IN_FORCE, Episode, Participant, Session, Status
from gjenklang.apps.care.queries.record import note_listed, opening, scheduled
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["Meeting", "course_to_plan", "mine", "plannable", "todays_meetings"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One row of *I dag*."""

    session: Session
    clients: tuple[Client, ...]
    readable: bool
    answered: int
    for_colleague: bool


def todays_meetings(by: Actor, day: date) -> list[Meeting]:
    """The asker's meetings of one day, with those of whoever the asker stands in for; a desk sees its whole unit."""
    today = timezone.localdate()
    whose = Q() if by.units("receptionist", "leader") else Q(staff__in=by.selves)
    found = _MEETINGS(by, today, whose, day=day)
    prefetch_related_objects(found, "episode__participants__client", "administrations")
    readable = set(_READABLE(by, today)) if found else set()
    meetings = [_meeting(by, session, readable) for session in found]
    write_lines(
        [line(by.who, "schedule.read", client=client.id) for one in meetings for client in one.clients]
    )
    return meetings


_MEETINGS = Prepared(
    lambda by, today, whose, *, day: (
        Session.objects.filter(whose, local_date=day, episode__in=scheduled(by, today))
        .exclude(status=Status.BETWEEN)
        .select_related("episode__unit", "staff")
        .order_by(F("starts").asc(nulls_first=True), "id")
    )
)
_READABLE = Prepared(
    lambda by, today: Episode.objects.filter(pk__in=opening(by, today)).values_list("pk", flat=True)
)


def _meeting(by: Actor, session: Session, readable: Container[UUID]) -> Meeting:
    return Meeting(
        session=session,
        clients=tuple(part.client for part in session.episode.participants.all() if part.until is None),
        readable=session.episode_id in readable,
        answered=sum(one.standing in IN_FORCE for one in session.administrations.all()),
        for_colleague=session.staff_id != by.staff,
    )


def mine(by: Actor, *, ended: bool = False, supervised: bool = False) -> list[Participant]:
    """The clients of the asker's running courses, each with its course; or those of courses that have ended.

    With ``supervised``, also those of the units that the asker supervises.
    """
    whose = Q(responsibilities__staff__in=by.selves)
    if supervised:
        whose |= Q(unit__in=by.units("supervisor"))
    return _noted(by, _MINE(by, timezone.localdate(), whose, ended))


_MINE = Prepared(
    lambda by, today, whose, ended: _in_courses(
        Episode.objects.filter(whose, pk__in=opening(by, today), ended__isnull=not ended)
    )
)


def plannable(by: Actor) -> list[Participant]:
    """The clients of running courses for whom the asker may make appointments: a desk does so for its unit."""
    return _noted(by, list(_in_courses(Episode.objects.filter(pk__in=scheduled(by), ended=None))))


def course_to_plan(by: Actor, episode: UUID) -> Episode | None:
    """One running course for which the asker may make appointments."""
    return Episode.objects.filter(pk__in=scheduled(by), ended=None).filter(pk=episode).first()


def _in_courses(courses: QuerySet[Episode]) -> QuerySet[Participant]:
    found = Participant.objects.filter(episode__in=courses.values("pk"), until=None)
    return found.select_related("client", "episode__unit").order_by("client__code")


def _noted(by: Actor, found: list[Participant]) -> list[Participant]:
    note_listed(found, by=by)
    return found
