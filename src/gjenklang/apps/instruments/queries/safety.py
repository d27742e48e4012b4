"""Who is named to receive answers that are talked about the same day."""

from uuid import UUID

from django.db.models import Q, QuerySet

from gjenklang.apps.instruments.models import SafetyReceiver
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["may_ask", "named_receivers", "receiver_for", "receivers"]


def receivers(organisation: UUID) -> QuerySet[SafetyReceiver]:
    """Whoever is named today in an organisation, for a unit or for all."""
    return SafetyReceiver.objects.filter(organisation=organisation, until=None)


def named_receivers(by: Actor) -> QuerySet[SafetyReceiver]:
    """The same in the asker's own organisation, with the names."""
    found = receivers(by.organisation).select_related("unit", "receiver", "deputy")
    return found.order_by("unit__name")


def receiver_for(organisation: UUID, unit: UUID) -> SafetyReceiver | None:
    """Whoever receives for a unit: its own receiver, or that of every unit without one."""
    found = receivers(organisation).filter(Q(unit=unit) | Q(unit=None)).select_related("receiver", "deputy")
    return min(found, key=lambda one: one.unit_id is None, default=None)


def may_ask(organisation: UUID, unit: UUID, instrument: str) -> bool:
    """Whether an instrument may be asked in a unit: one that asks what is talked about today needs a receiver."""
    return in_catalogue(instrument).safety is None or receiver_for(organisation, unit) is not None
