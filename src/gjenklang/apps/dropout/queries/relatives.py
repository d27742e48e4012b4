"""Who is close to someone, with what was agreed; a number is shown only while that lasts."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.models import Relative
from gjenklang.apps.people.rules import Actor

__all__ = ["Close", "close_to", "relatives_of", "welcome"]


@dataclass(frozen=True, slots=True)
class Close:
    """Someone close as a page may show them: the number is empty when nothing that lasts is agreed."""

    relative: Relative
    agreed: bool
    phone: str


def relatives_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Relative]:
    """Those close to one who takes part in a course that the asker may read."""
    open_now = care.episodes(by).filter(pk=episode.pk)
    return Relative.objects.filter(episode__in=open_now.values("pk"), client=client).order_by(
        "relation", "id"
    )


def close_to(by: Actor, episode: Episode, client: UUID) -> list[Close]:
    """The same, each with the number only while what was agreed lasts."""
    day = timezone.localdate()
    found = [(one, one.agreed_on(day)) for one in relatives_of(by, episode, client)]
    return [Close(one, agreed, one.phone if agreed else "") for one, agreed in found]


def welcome(by: Actor, episode: Episode, client: UUID) -> QuerySet[Relative]:
    """Those whom it is agreed that we may ask to meetings, today or later."""
    return relatives_of(by, episode, client).filter(meetings=True, until__gte=timezone.localdate())
