"""The main menu: which places each role has."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.feedback.queries import OVERSEERS
from gjenklang.apps.feedback.rules import ANSWERERS
from gjenklang.apps.own.rules import DECIDERS
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, Actor, actor_of
from gjenklang.apps.security.queries import locked_path

__all__ = ["PLACES", "Place", "all_places", "first_place", "navigation"]

#: So many stand in one row of a desk's screen, and are few enough to be read.
ROW = 7

PLACES = (
    ("care:today", _("Today"), frozenset({*CARERS, Role.SUPERVISOR, Role.RECEPTIONIST, Role.LEADER})),
    ("caseload", _("This week"), CARERS),
    ("dropout:follow_up", _("To follow up"), FOLLOWERS),
    ("care:clients", _("Mine"), frozenset({*CARERS, Role.SUPERVISOR})),
    ("supervision", _("For supervision"), frozenset({*CARERS, Role.SUPERVISOR})),
    ("dropout:team", _("The team"), frozenset({*FOLLOWERS, Role.LEADER})),
    ("dropout:outreach", _("Outreach"), frozenset({Role.PEER})),
    ("people:overview", _("Staff and units"), frozenset({Role.ADMINISTRATOR})),
    ("instruments:catalogue", _("Instruments"), frozenset({Role.ADMINISTRATOR})),
    ("rules", _("Rules"), frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR})),
    ("unit", _("How we use feedback"), OVERSEERS),
    ("dropout:counted", _("How courses end"), frozenset({Role.LEADER, Role.SUPERVISOR, Role.ADMINISTRATOR})),
    ("wishes", _("Another therapist"), frozenset(ANSWERERS)),
    ("own:experiences", _("Coming here"), frozenset({Role.LEADER})),
    ("own:deletions", _("Requests for deletion"), frozenset(DECIDERS)),
    ("care:matters", _("Raised by clients"), frozenset({Role.LEADER, Role.ADMINISTRATOR})),
    ("dropout:safe_leaving", _("Leaving safely"), frozenset({Role.LEADER})),
    ("dropout:service", _("Staying"), frozenset({Role.LEADER, Role.ADMINISTRATOR})),
    ("dropout:measures", _("What we try"), frozenset({Role.ADMINISTRATOR, Role.LEADER})),
    ("expected", _("Expected course"), frozenset({Role.ADMINISTRATOR})),
    ("tables:upload", _("Read a file"), frozenset({*CARERS, Role.ADMINISTRATOR})),
    ("inviting:round", _("The week's round"), CARERS),
    ("inviting:kiosk", _("Screen in the waiting room"), frozenset({*CARERS, Role.RECEPTIONIST})),
    ("paper:overview", _("On paper"), frozenset({*CARERS, Role.RECEPTIONIST, Role.LEADER})),
    ("follow_ups", _("Ask again"), CARERS),
    ("guides", _("Conversation guides"), frozenset(Role)),
    ("guesses", _("My guesses"), CARERS),
    ("instruments:standards", _("Standard sets"), frozenset({Role.ADMINISTRATOR, Role.LEADER})),
    (
        "instruments:receivers",
        _("Who receives what must be talked about today"),
        frozenset({Role.ADMINISTRATOR, Role.LEADER}),
    ),
    ("instruments:compare", _("Compare the tools"), frozenset(Role)),
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


def all_places(request: HttpRequest, actor: Actor) -> list[Place]:
    """Every place that someone's roles open, in the order of :data:`PLACES`."""
    addresses = [(reverse(name), str(label)) for name, label, roles in PLACES if actor.holds(*roles)]
    return [Place(address, label, request.path == address) for address, label in addresses]


def _places(request: HttpRequest, actor: Actor) -> list[Place]:
    """What fits in one row: with more than that, the last is the page where the others are."""
    places = all_places(request, actor)
    if len(places) <= ROW:
        return places
    shown, rest = places[: ROW - 1], places[ROW - 1 :]
    address = reverse("more")
    here = request.path == address or any(one.current for one in rest)
    return [*shown, Place(address, gettext("More"), here)]
