"""Talks, the mastery plan and reminders of one who takes part in a course."""

from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.models import MasteryPlan, Reminders, Talk
from gjenklang.apps.people.rules import Actor

__all__ = ["plans_of", "reminders_of", "talks_of"]


def plans_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[MasteryPlan]:
    """Every version of the plan in a course that the asker may read, the latest first."""
    open_now = care.episodes(by).filter(pk=episode.pk)
    return (
        MasteryPlan.objects.filter(episode__in=open_now.values("pk"), client=client)
        .select_related("made_by")
        .order_by("-version")
    )


def talks_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Talk]:
    """Introduction and mastery talks in a course that the asker may read, the latest first."""
    open_now = care.episodes(by).filter(pk=episode.pk)
    return (
        Talk.objects.filter(episode__in=open_now.values("pk"), client=client)
        .select_related("staff")
        .order_by("-day", "-id")
    )


def reminders_of(by: Actor, episode: Episode, client: UUID) -> Reminders | None:
    """Whether someone wants reminders, if anyone has asked."""
    open_now = care.episodes(by).filter(pk=episode.pk)
    return Reminders.objects.filter(episode__in=open_now.values("pk"), client=client).first()
