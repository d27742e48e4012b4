"""Read units, staff and clients: the asker always comes first, and never sees past the own organisation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from gjenklang.apps.people.models import (
    Belonging,
    Client,
    Organisation,
    Post,
    Rater,
    Staff,
    Substitution,
    Unit,
)
from gjenklang.apps.people.rules import CARERS, Actor, lasting, on_day
from gjenklang.apps.shell.prepared import Prepared

__all__ = [
    "Branch",
    "Span",
    "Stood",
    "answered_for",
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
    "stood_under",
    "substitutions_of",
    "unit_tree",
    "units_of",
    "units_under",
    "where_clients_come",
    "where_stood",
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


def unit_tree(by: Actor, day: date) -> tuple[Branch, ...]:
    """The asker's units as the tree they are on a day, by name; closed ones too."""
    units = list(units_of(by))
    known, above = {unit.pk for unit in units}, _above(by, day)
    children: dict[UUID | None, list[Unit]] = defaultdict(list)
    for unit in units:
        parent = above.get(unit.pk)
        children[parent if parent in known else None].append(unit)

    def grow(parent: UUID | None) -> tuple[Branch, ...]:
        return tuple(Branch(unit, grow(unit.pk)) for unit in children[parent])

    return grow(None)


def units_under(by: Actor, tops: Iterable[UUID], day: date) -> QuerySet[Unit]:
    """Some of the organisation's units and all that stand under them on a day, by name."""
    found = _reached(tops, _above(by, day))
    return Unit.objects.filter(organisation=by.organisation, pk__in=found).order_by("name")


def answered_for(by: Actor, *roles: str) -> QuerySet[Unit]:
    """The units where the asker holds one of these roles, and all under them today, by name.

    Some counts of many reach down the tree: whoever leads a department sees those of its teams. What is of one client
    does not reach further than the unit itself.
    """
    return units_under(by, by.units(*roles), timezone.localdate())


def where_clients_come(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Leave out what only holds other units: there are units under it today, and nobody in it meets clients."""
    day = timezone.localdate()
    holds = Belonging.objects.filter(on_day(day), parent=OuterRef("pk"))
    meets = Post.objects.filter(on_day(day), unit=OuterRef("pk"), role__in=CARERS)
    return units.exclude(Q(Exists(holds)) & ~Q(Exists(meets)))


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, both counted, through which the same units stood under others."""

    since: date
    until: date
    units: frozenset[UUID]


def stood_under(by: Actor, tops: Iterable[UUID]) -> list[Span]:
    """Some units and what stood under them, for every day there is: a span begins where any unit was moved."""
    rows = list(Belonging.objects.filter(organisation=by.organisation))
    ends = {one.until + timedelta(days=1) for one in rows if one.until}
    starts = sorted({date.min, *ends, *(one.since for one in rows)})
    found = []
    for since, after in zip(starts, [*starts[1:], None], strict=True):
        above = {one.unit_id: one.parent_id for one in rows if one.since <= since <= (one.until or since)}
        until = after - timedelta(days=1) if after else date.max
        found.append(Span(since, until, _reached(tops, above)))
    return found


@dataclass(frozen=True, slots=True)
class Stood:
    """Under which unit one stood, from a day, perhaps to a day; ``None`` is the top."""

    parent: Unit | None
    since: date
    until: date | None


def where_stood(by: Actor, unit: Unit) -> list[Stood]:
    """Where a unit has stood since its first day, and will stand, the last first; empty for one never under another."""
    rows = Belonging.objects.filter(organisation=by.organisation, unit=unit).select_related("parent")
    found, day = [], unit.since
    for row in rows.order_by("since"):
        if row.since > day:
            found.append(Stood(None, day, row.since - timedelta(days=1)))
        found.append(Stood(row.parent, row.since, row.until))
        day = row.until + timedelta(days=1) if row.until else date.max
    if found and day < date.max:
        found.append(Stood(None, day, None))
    return found[::-1]


def _reached(tops: Iterable[UUID], above: Mapping[UUID, UUID]) -> frozenset[UUID]:
    found, grown = frozenset(tops), True
    while grown:
        under = frozenset(unit for unit, parent in above.items() if parent in found) - found
        grown = bool(under)
        found |= under
    return found


def _above(by: Actor, day: date) -> dict[UUID, UUID]:
    rows = Belonging.objects.filter(on_day(day), organisation=by.organisation)
    return dict(rows.values_list("unit", "parent"))


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
