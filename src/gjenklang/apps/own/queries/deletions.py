"""What clients have asked to have deleted, and who decides."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from gjenklang.apps.care.models import Administration, Standing
from gjenklang.apps.own.models import Deletion
from gjenklang.apps.own.rules import to_decide
from gjenklang.apps.people.rules import Actor

__all__ = ["answers_to_delete", "deletion_to_decide", "deletions_here", "deletions_of"]

#: A request that was decided is listed so long.
LISTED = timedelta(days=90)


def deletions_of(client: UUID) -> QuerySet[Deletion]:
    """What a client has asked to have deleted; the caller has seen that the client may be read, or is the client."""
    return Deletion.objects.filter(client=client).select_related("decided_by").order_by("-asked", "-id")


def deletions_here(by: Actor) -> QuerySet[Deletion]:
    """Requests that are the asker's to decide, and those decided lately: first what is due."""
    recent = Q(at=None) | Q(at__gte=timezone.now() - LISTED)
    return (
        Deletion.objects.filter(recent, to_decide(by, timezone.localdate()))
        .select_related("client", "episode__unit", "decided_by")
        .order_by(F("at").asc(nulls_first=True), "due", "id")
    )


def deletion_to_decide(by: Actor, key: UUID) -> Deletion | None:
    """One of them that nobody has decided."""
    return deletions_here(by).filter(pk=key, at=None).first()


def answers_to_delete(by: Actor, deletion: Deletion) -> list[Administration]:
    """What the client answered in the course, by day: which there are, for the one who decides reads no marks."""
    mine = deletions_here(by).filter(pk=deletion.pk).values("client", "episode")
    found = Administration.objects.filter(
        client__in=mine.values("client"), episode__in=mine.values("episode"), rater=None
    ).exclude(standing=Standing.REMOVED, answers={}, stated_total=None)
    return list(found.order_by("local_date", "id"))
