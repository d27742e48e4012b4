"""Clients' wishes for another therapist: those of one course, and those that wait for an answer in a unit."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.care.rules import barred
from gjenklang.apps.feedback.models import Wish
from gjenklang.apps.feedback.rules import ANSWERERS
from gjenklang.apps.people.rules import Actor

__all__ = ["wish_to_answer", "wishes_here", "wishes_of"]

#: An answered wish is listed this long.
LISTED = timedelta(days=30)


def wishes_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Wish]:
    """What one client has wished in a course that the asker may read, the latest first."""
    open_now = care.episodes(by).filter(pk=episode.pk).values("pk")
    found = Wish.objects.filter(episode__in=open_now, client=client)
    return found.select_related("staff", "answered_by").order_by("-asked", "-at")


def wishes_here(by: Actor) -> QuerySet[Wish]:
    """The wishes in the units that the asker leads or supervises: those that wait first, by the day they are due."""
    recent = Q(answered=None) | Q(answered__gte=timezone.now() - LISTED)
    return (
        Wish.objects.filter(recent, organisation=by.organisation, episode__unit__in=by.units(*ANSWERERS))
        .exclude(barred(by, timezone.localdate(), "episode__"))
        .select_related("client", "staff", "episode__unit", "answered_by")
        .order_by(F("answered").asc(nulls_first=True), "due", "at")
    )


def wish_to_answer(by: Actor, key: UUID) -> Wish | None:
    """One of them that nobody has answered."""
    return wishes_here(by).filter(pk=key, answered=None).first()
