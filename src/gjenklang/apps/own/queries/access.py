"""Who may open an own page."""

from uuid import UUID

from django.utils import timezone

from gjenklang.apps.care.models import Participant
from gjenklang.apps.care.queries import in_hand
from gjenklang.apps.own.models import Access
from gjenklang.apps.own.rules import hash_of
from gjenklang.apps.people.rules import Actor

__all__ = ["access_by_link", "access_of"]


def access_of(by: Actor, client: UUID, rater: UUID | None = None) -> Access | None:
    """The open access of a client, or of one who rates, in a course that the asker works with."""
    own = Participant.objects.filter(episode__in=in_hand(by).values("pk")).values("client")
    found = Access.objects.filter(client=client, client__in=own, rater=rater, closed=None)
    return found.select_related("staff").first()


def access_by_link(token: str) -> Access | None:
    """The access whose PIN is chosen at an address; the address is the permission."""
    found = Access.objects.filter(link_hash=hash_of(token), link_until__gt=timezone.now(), closed=None)
    return found.select_related("client", "organisation").first()
