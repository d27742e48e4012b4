"""Who has chosen not to answer: every way in asks this before it offers a form."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gjenklang.apps.care.models import Session, Stopped

__all__ = ["may_be_typed", "stopped_of"]


def stopped_of(clients: Iterable[UUID]) -> dict[UUID, datetime]:
    """Those of some clients who have chosen not to answer, each with since when; what others rate is not theirs."""
    found = Stopped.objects.filter(client__in=list(clients), until=None)
    return dict(found.values_list("client", "since"))


def may_be_typed(session: Session, client: UUID, rater: UUID | None) -> bool:
    """Whether a client's form of a session may be typed: what was answered before a stop, and on its day, may."""
    since = stopped_of([client]).get(client) if rater is None else None
    return since is None or (session.local_date or timezone.localdate()) <= timezone.localdate(since)
