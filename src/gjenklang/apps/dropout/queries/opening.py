"""Which courses open to someone who works with people's staying: those care opens, and none to a peer."""

from django.db.models import QuerySet

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.people.rules import Actor

__all__ = ["followed", "followed_in_hand"]


def followed(by: Actor) -> QuerySet[Episode]:
    """Courses whose checklists the asker may read: as for the curve, but never for a peer."""
    return care.episodes(by) if by.holds(*FOLLOWERS) else Episode.objects.none()


def followed_in_hand(by: Actor) -> QuerySet[Episode]:
    """Courses in which the asker may note something."""
    return care.in_hand(by) if by.holds(*FOLLOWERS) else Episode.objects.none()
