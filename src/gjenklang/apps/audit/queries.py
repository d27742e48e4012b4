"""Read the trail."""

from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.audit.models import Line

__all__ = ["lines_about"]


def lines_about(*, organisation: UUID, client: UUID) -> QuerySet[Line]:
    """Every line about one client in one organisation, newest first."""
    return Line.objects.filter(organisation=organisation, client=client).order_by("-at", "-id")
