"""Outreach: as those who work with the course see it, and the little of it that was agreed to share with the peer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Ending, Episode
from gjenklang.apps.dropout.models import Contact, Outreach, Roster
from gjenklang.apps.people.models import Post, Role, Staff
from gjenklang.apps.people.queries import staff_of
from gjenklang.apps.people.rules import Actor, on_day

__all__ = ["Task", "outreach_of", "own_roster", "own_tasks", "peers", "task_of", "tasks"]


@dataclass(frozen=True, slots=True)
class Task:
    """One task as the peer may see it on a day; with no consent that holds, only that there is one and from whom."""

    id: UUID
    asked_by: str
    since: date
    until: date
    agreed: bool
    calls: str = ""
    scope: str = ""
    phone: str = ""
    task: str = ""
    when_bad: str = ""
    contacts: tuple[Contact, ...] = ()


def outreach_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Outreach]:
    """What peers have been asked about one who takes part in a course that the asker may read, the latest first."""
    open_now = care.episodes(by).filter(pk=episode.pk)
    return (
        Outreach.objects.filter(episode__in=open_now.values("pk"), client=client)
        .select_related("peer", "asked_by")
        .prefetch_related("contacts")
        .order_by("-since", "-id")
    )


def peers(by: Actor) -> QuerySet[Staff]:
    """Those who are peers in the asker's organisation today, with the number of their open tasks."""
    day = timezone.localdate()
    held = Post.objects.filter(on_day(day), role=Role.PEER, organisation=by.organisation)
    return (
        staff_of(by)
        .filter(pk__in=held.values("staff"))
        .select_related("roster")
        .annotate(open_tasks=Count("outreach", filter=Q(outreach__closed=None), distinct=True))
    )


def own_tasks(by: Actor) -> QuerySet[Outreach]:
    """The open tasks of the asker, who is a peer today; the consent names one peer, so nobody stands in.

    Nobody is asked to call someone who has died.
    """
    mine = Outreach.objects.filter(organisation=by.organisation, peer=by.staff, closed=None)
    mine = mine.exclude(episode__ending=Ending.DIED)
    return mine if by.holds(Role.PEER) else mine.none()


def tasks(by: Actor) -> list[Task]:
    """The asker's open tasks, those whose consent ends first at the top; the caller leaves a line for each."""
    found = own_tasks(by).select_related("asked_by").prefetch_related("contacts").order_by("until", "id")
    return [_shared(one, timezone.localdate()) for one in found]


def task_of(by: Actor, key: UUID) -> tuple[Outreach, Task] | None:
    """One of them: the row for the verbs, and what may be seen of it."""
    found = own_tasks(by).select_related("asked_by").prefetch_related("contacts").filter(pk=key).first()
    return (found, _shared(found, timezone.localdate())) if found else None


def _shared(one: Outreach, day: date) -> Task:
    bare = Task(one.pk, one.asked_by.name, one.since, one.until, agreed=False)
    if not one.agreed_on(day):
        return bare
    contacts = sorted(one.contacts.all(), key=lambda each: (each.day, each.id), reverse=True)
    return Task(
        *(one.pk, one.asked_by.name, one.since, one.until),
        agreed=True,
        calls=one.calls,
        scope=one.scope,
        phone=one.phone,
        task=one.task,
        when_bad=one.when_bad,
        contacts=tuple(contacts),
    )


def own_roster(by: Actor) -> Roster | None:
    """When the asker can be asked, as the asker wrote it."""
    return Roster.objects.filter(organisation=by.organisation, staff=by.staff).first()
