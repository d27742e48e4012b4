"""Read units, staff and clients: the asker always comes first, and never sees past the own organisation."""

from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.people.models import Client, Organisation, Post, Rater, Staff, Unit
from gjenklang.apps.people.rules import Actor

__all__ = ["client_by_code", "colleagues", "organisation_of", "posts_of", "raters_of", "staff_of", "units_of"]


def organisation_of(by: Actor) -> Organisation:
    """The asker's own organisation."""
    return Organisation.objects.get(pk=by.organisation)


def units_of(by: Actor) -> QuerySet[Unit]:
    """Units where the asker holds a post today; for an administrator all of the organisation."""
    units = Unit.objects.filter(organisation=by.organisation).order_by("name")
    return units if by.holds("administrator") else units.filter(pk__in=by.units())


def colleagues(by: Actor) -> QuerySet[Staff]:
    """Staff who share a unit with the asker, the asker too."""
    return (
        Staff.objects.filter(organisation=by.organisation, posts__unit__in=by.units())
        .distinct()
        .order_by("name")
    )


def staff_of(by: Actor) -> QuerySet[Staff]:
    """All staff of the asker's organisation: names and posts, nothing of clients."""
    return Staff.objects.filter(organisation=by.organisation).select_related("user").order_by("name")


def posts_of(by: Actor) -> QuerySet[Post]:
    """All posts of the asker's organisation."""
    return Post.objects.filter(organisation=by.organisation).select_related("staff", "unit").order_by("since")


def client_by_code(by: Actor, code: str) -> Client | None:
    """The client with this code in the asker's organisation, for imports and for a new episode."""
    return Client.objects.filter(organisation=by.organisation, code=code).first()


def raters_of(by: Actor, client: UUID) -> QuerySet[Rater]:
    """Those who rate this client besides the client."""
    return Rater.objects.filter(organisation=by.organisation, client=client).order_by("relation", "id")
