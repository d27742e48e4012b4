"""Read units, staff and clients: the asker always comes first, and never sees past the own organisation."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from gjenklang.apps.people.models import Client, Organisation, Post, Rater, Staff, Substitution, Unit
from gjenklang.apps.people.rules import CARERS, Actor, lasting, on_day
from gjenklang.apps.shell.prepared import Prepared

__all__ = [
    "Branch",
    "carers_beside",
    "client_by_code",
    "colleagues",
    "open_units",
    "organisation_of",
    "posts_of",
    "raters_by_client",
    "raters_of",
    "staff_of",
    "staff_with_posts",
    "substitutions_of",
    "unit_tree",
    "units_of",
]


def organisation_of(by: Actor) -> Organisation:
    """The asker's own organisation."""
    return Organisation.objects.get(pk=by.organisation)


def units_of(by: Actor) -> QuerySet[Unit]:
    """Units where the asker holds a post today; for an administrator all of the organisation."""
    units = Unit.objects.filter(organisation=by.organisation).order_by("name")
    return units if by.holds("administrator") else units.filter(pk__in=by.units())


def open_units(by: Actor, day: date, also: UUID | None = None) -> QuerySet[Unit]:
    """Those of the asker's units that are not closed on a day; ``also`` keeps one that is."""
    return units_of(by).filter(lasting(day, counted=True) | Q(pk=also))


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit and what stands under it."""

    unit: Unit
    under: tuple["Branch", ...]


def unit_tree(by: Actor) -> tuple[Branch, ...]:
    """The asker's units as a tree, by name; closed ones too."""
    units = list(units_of(by))
    known = {unit.pk for unit in units}
    children: dict[UUID | None, list[Unit]] = defaultdict(list)
    for unit in units:
        children[unit.parent_id if unit.parent_id in known else None].append(unit)

    def grow(parent: UUID | None) -> tuple[Branch, ...]:
        return tuple(Branch(unit, grow(unit.pk)) for unit in children[parent])

    return grow(None)


def colleagues(by: Actor) -> QuerySet[Staff]:
    """Staff who share a unit with the asker, the asker too."""
    return (
        Staff.objects.filter(organisation=by.organisation, posts__unit__in=by.units())
        .distinct()
        .order_by("name")
    )


def carers_beside(by: Actor) -> QuerySet[Staff]:
    """Those colleagues who meet clients today, in a unit of the asker's: who else may work with a course."""
    posts = Post.objects.filter(on_day(timezone.localdate()), role__in=CARERS, unit__in=by.units())
    return colleagues(by).filter(pk__in=posts.values("staff")).exclude(pk=by.staff)


def staff_of(by: Actor) -> QuerySet[Staff]:
    """All staff of the asker's organisation: names and posts, nothing of clients."""
    return Staff.objects.filter(organisation=by.organisation).select_related("user").order_by("name")


def posts_of(by: Actor) -> QuerySet[Post]:
    """All posts of the asker's organisation."""
    return Post.objects.filter(organisation=by.organisation).select_related("staff", "unit").order_by("since")


def staff_with_posts(by: Actor) -> QuerySet[Staff]:
    """All staff of the asker's organisation, each with past and present posts, newest first."""
    posts = Post.objects.select_related("unit").order_by("-since", "role")
    return staff_of(by).prefetch_related(Prefetch("posts", queryset=posts))


def substitutions_of(by: Actor, day: date) -> QuerySet[Substitution]:
    """Who stands in for whom in the asker's organisation on a day or later."""
    return (
        Substitution.objects.filter(organisation=by.organisation, until__gte=day)
        .select_related("absent", "substitute")
        .order_by("since", "absent__name")
    )


def client_by_code(by: Actor, code: str) -> Client | None:
    """The client with this code in the asker's organisation, for imports and for a new episode."""
    return Client.objects.filter(organisation=by.organisation, code=code).first()


def raters_by_client(by: Actor, client: UUID) -> list[Rater]:
    """Those who rate this client besides the client, by a statement that is composed once."""
    return _RATERS(organisation=by.organisation, client=client)


_RATERS = Prepared(
    lambda *, organisation, client: Rater.objects.filter(organisation=organisation, client=client).order_by(
        "relation", "id"
    )
)


def raters_of(by: Actor, client: UUID) -> QuerySet[Rater]:
    """Those who rate this client besides the client."""
    return Rater.objects.filter(organisation=by.organisation, client=client).order_by("relation", "id")
