"""Who may, by role in unit on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import FilteredRelation, Q
from django.http import HttpRequest
from django.utils import timezone

from gjenklang.apps.audit.actions import Who
from gjenklang.apps.people.models import Post, Role, Staff, Substitution
from gjenklang.apps.security.rules import Rule
from gjenklang.apps.shell.prepared import Prepared

__all__ = [
    "CARERS",
    "Actor",
    "acting",
    "actor_from",
    "actor_of",
    "holds",
    "lasting",
    "may_administer",
    "on_day",
    "works_here",
]

#: Roles that meet clients and so read the curves of their own.
CARERS = frozenset({Role.THERAPIST, Role.HELPER, Role.PEER})


@dataclass(frozen=True, slots=True)
class Actor:
    """The member of staff who asks: the first argument of every question and the ``by`` of every verb."""

    staff: UUID
    organisation: UUID
    name: str
    posts: frozenset[tuple[str, UUID]]
    stands_in_for: frozenset[UUID] = frozenset()

    @property
    def who(self) -> Who:
        """The same person as the trail writes them."""
        return Who("staff", self.organisation, self.staff)

    @property
    def selves(self) -> frozenset[UUID]:
        """The staff whose work is mine today: my own, and that of those I stand in for."""
        return self.stands_in_for | {self.staff}

    def units(self, *roles: str) -> frozenset[UUID]:
        """Units where one of these roles is held today; with no role named, any."""
        return frozenset(unit for role, unit in self.posts if not roles or role in roles)

    def holds(self, *roles: str) -> bool:
        """Whether one of these roles is held anywhere today."""
        return any(role in roles for role, _ in self.posts)


def on_day(day: date, prefix: str = "") -> Q:
    """What has ``since`` and ``until`` and holds on a day, both ends counted; ``prefix`` leads from another table."""
    until = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})
    return Q(**{f"{prefix}since__lte": day}) & until


def lasting(day: date, *, counted: bool = False) -> Q:
    """What has ``until`` and lasts beyond a day; with ``counted``, what lasts to that day too."""
    return Q(until__isnull=True) | (Q(until__gte=day) if counted else Q(until__gt=day))


def actor_from(staff: Staff, day: date) -> Actor:
    """Gather what one member of staff is on one day (two queries)."""
    return Actor(
        staff=staff.id,
        organisation=staff.organisation_id,
        name=staff.name,
        posts=frozenset(_POSTS(day, staff=staff.id)),
        stands_in_for=frozenset(_ABSENT(staff=staff.id, day=day)),
    )


_POSTS = Prepared(
    lambda day, *, staff: Post.objects.filter(on_day(day), staff=staff).values_list("role", "unit")
)
_ABSENT = Prepared(
    lambda *, staff, day: Substitution.objects.filter(
        substitute=staff, since__lte=day, until__gte=day
    ).values_list("absent", flat=True)
)
#: The member of staff who signs in as a user, once for each post that is held on the day, or once without.
_HELD = Prepared(
    lambda day, *, user: (
        Staff.objects.annotate(held=FilteredRelation("posts", condition=on_day(day, "posts__")))
        .filter(user=user)
        .order_by("id")
        .values_list("id", "organisation", "name", "held__role", "held__unit")
    )
)


def actor_of(request: HttpRequest) -> Actor | None:
    """The member of staff behind a request, gathered once; ``None`` when nobody with a post is signed in."""
    if not hasattr(request, "actor"):
        request.actor = _actor(request)  # type: ignore[attr-defined]
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    return actor


def acting(request: HttpRequest) -> Actor:
    """The one who acts, for a view behind a rule that needs an actor: the gate has already seen that there is one."""
    actor = actor_of(request)
    assert actor is not None  # noqa: S101 - the rule of the view says so
    return actor


def _actor(request: HttpRequest) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    day = timezone.localdate()
    held = _HELD(day, user=request.user.pk)
    if not held:
        return None
    staff, organisation, name, _role, _unit = held[0]
    posts = frozenset((role, unit) for one, _, _, role, unit in held if one == staff and role)
    return Actor(staff, organisation, name, posts, frozenset(_ABSENT(staff=staff, day=day)))


def holds(*roles: str) -> Rule:
    """Make a rule that lets in whoever holds one of these roles somewhere today."""

    def rule(request: HttpRequest) -> bool:
        actor = actor_of(request)
        return actor is not None and actor.holds(*roles)

    return rule


may_administer = holds(Role.ADMINISTRATOR)


def works_here(request: HttpRequest) -> bool:
    """Let in whoever holds any post today."""
    actor = actor_of(request)
    return actor is not None and bool(actor.posts)
