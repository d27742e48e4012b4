"""What stands on the agenda of one session."""

from uuid import UUID

from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Session
from gjenklang.apps.feedback.models import AgendaItem
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["agenda_in_hand", "agenda_of"]


def agenda_of(by: Actor, session: Session, client: UUID) -> list[AgendaItem]:
    """The points of one client in a session that the asker may read, in the order in which they were put."""
    return _AGENDA(by, timezone.localdate(), session=session.pk, client=client)


_AGENDA = Prepared(
    lambda by, _day, *, session, client: AgendaItem.objects.filter(
        session=session, client=client, episode__in=care.episodes(by).values("pk")
    ).order_by("at", "id")
)


def agenda_in_hand(by: Actor, session: Session, key: UUID) -> AgendaItem | None:
    """One point of a session in a course that the asker works with."""
    courses = care.in_hand(by).filter(pk=session.episode_id).values("pk")
    return AgendaItem.objects.filter(pk=key, session=session, episode__in=courses).first()
