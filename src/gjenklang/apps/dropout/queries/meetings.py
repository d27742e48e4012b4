"""Milestone meetings of one who takes part in a course."""

from uuid import UUID

from django.db.models import F, QuerySet

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.models import Decision, Milestone
from gjenklang.apps.people.rules import Actor

__all__ = ["decisions_of", "milestones_of"]


def milestones_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Milestone]:
    """The meetings of one who takes part in a course that the asker may read, the latest first."""
    open_now = care.episodes(by).filter(pk=episode.pk)
    return (
        Milestone.objects.filter(episode__in=open_now.values("pk"), client=client)
        .prefetch_related("attendees__relative", "attendees__staff", "decisions")
        .order_by("-day", "-id")
    )


def decisions_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Decision]:
    """What was decided in those meetings, what is not done first."""
    found = milestones_of(by, episode, client).prefetch_related(None).order_by().values("pk")
    return (
        Decision.objects.filter(milestone__in=found)
        .select_related("milestone")
        .order_by(F("done").asc(nulls_first=True), F("due").asc(nulls_last=True), "id")
    )
