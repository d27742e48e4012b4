"""The main menu: which places each role has."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.feedback.queries import OVERSEERS
from gjenklang.apps.feedback.rules import ANSWERERS
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, Actor, actor_of
from gjenklang.apps.security.queries import locked_path

__all__ = ["PLACES", "Place", "first_place", "navigation"]

PLACES = (
    ("care:today", _("Today"), frozenset({*CARERS, Role.SUPERVISOR, Role.RECEPTIONIST, Role.LEADER})),
    ("caseload", _("This week"), CARERS),
    ("dropout:follow_up", _("To follow up"), FOLLOWERS),
    ("care:clients", _("Mine"), frozenset({*CARERS, Role.SUPERVISOR})),
    ("dropout:team", _("The team"), frozenset({*FOLLOWERS, Role.LEADER})),
    ("dropout:outreach", _("Outreach"), frozenset({Role.PEER})),
    ("people:overview", _("Staff and units"), frozenset({Role.ADMINISTRATOR})),
    ("instruments:catalogue", _("Instruments"), frozenset({Role.ADMINISTRATOR})),
    ("rules", _("Rules"), frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR})),
    ("supervision", _("For supervision"), frozenset({*CARERS, Role.SUPERVISOR})),
    ("unit", _("How we use feedback"), OVERSEERS),
    ("dropout:counted", _("How courses end"), frozenset({Role.LEADER, Role.SUPERVISOR, Role.ADMINISTRATOR})),
    ("dropout:safe_leaving", _("Leaving safely"), frozenset({Role.LEADER})),
    ("wishes", _("Another therapist"), frozenset(ANSWERERS)),
    ("expected", _("Expected course"), frozenset({Role.ADMINISTRATOR})),
    ("dropout:service", _("Staying"), frozenset({Role.LEADER, Role.ADMINISTRATOR})),
    ("dropout:measures", _("What we try"), frozenset({Role.ADMINISTRATOR, Role.LEADER})),
    ("tables:upload", _("Read a file"), frozenset({*CARERS, Role.ADMINISTRATOR})),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu."""

    url: str
    label: str
    current: bool


def first_place(actor: Actor) -> str:
    """Where someone begins: the first place of their menu."""
    return next((name for name, _label, roles in PLACES if actor.holds(*roles)), PLACES[0][0])


def navigation(request: HttpRequest) -> dict[str, object]:
    """Add the menu of the one who is signed in; nothing on a device that is handed over."""
    if not getattr(request, "user", None) or not request.user.is_authenticated or locked_path(request):
        return {}
    actor = actor_of(request)
    if actor is None:
        return {}
    # Lazy: the session page, which is shown to the client and asked for most often, has no menu.
    return {"navigation": SimpleLazyObject(lambda: _places(request, actor)), "user_name": actor.name}


def _places(request: HttpRequest, actor: Actor) -> list[Place]:
    addresses = [(reverse(name), str(label)) for name, label, roles in PLACES if actor.holds(*roles)]
    return [Place(address, label, request.path == address) for address, label in addresses]
