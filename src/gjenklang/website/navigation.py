"""The main menu: which places each role has."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, Actor, actor_of
from gjenklang.apps.security.queries import locked_path

__all__ = ["PLACES", "Place", "first_place", "navigation"]

PLACES = (
    ("care:today", _("Today"), frozenset({*CARERS, Role.SUPERVISOR, Role.RECEPTIONIST, Role.LEADER})),
    ("caseload", _("This week"), CARERS),
    ("care:clients", _("Mine"), frozenset({*CARERS, Role.SUPERVISOR})),
    ("dropout:team", _("The team"), frozenset({*FOLLOWERS, Role.LEADER})),
    ("dropout:outreach", _("Outreach"), frozenset({Role.PEER})),
    ("people:overview", _("Staff and units"), frozenset({Role.ADMINISTRATOR})),
    ("care:instruments", _("Instruments"), frozenset({Role.ADMINISTRATOR})),
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
    places = [
        Place(reverse(name), str(label), request.path == reverse(name))
        for name, label, roles in PLACES
        if actor.holds(*roles)
    ]
    return {"navigation": places, "user_name": actor.name}
