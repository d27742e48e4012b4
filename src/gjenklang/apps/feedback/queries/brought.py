"""The list for supervision: one's own, and for a supervisor that of the unit."""

from uuid import UUID

from django.db.models import Q, QuerySet

from gjenklang.apps.care import queries as care
from gjenklang.apps.feedback.models import Brought
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import Actor

__all__ = ["brought", "brought_one"]


def brought(by: Actor) -> QuerySet[Brought]:
    """What waits, oldest first: what the asker brought, and what the unit that the asker supervises did."""
    mine = Q(staff__in=by.selves) | Q(episode__unit__in=by.units(Role.SUPERVISOR))
    found = Brought.objects.filter(mine, done_at=None, episode__in=care.episodes(by).values("pk"))
    return found.select_related("client", "episode__unit", "staff", "signal").order_by("at", "id")


def brought_one(by: Actor, key: UUID) -> Brought | None:
    """One that waits and is the asker's to take up."""
    return brought(by).filter(pk=key).first()
