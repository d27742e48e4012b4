"""In which course, and about which client; who else takes part."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Participant
from gjenklang.apps.dropout import queries
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor, acting

__all__ = [
    "About",
    "about",
]


@dataclass(frozen=True, slots=True)
class About:
    """One client in one course, the others who take part, and whether the asker may note something."""

    by: Actor
    episode: Episode
    client: Client
    people: tuple[Participant, ...]
    may_change: bool


def about(request: HttpRequest, episode: UUID, *, change: bool = False, ending: bool = False) -> About:
    """The course of the page, and the client that is named (the first who takes part, when none is).

    Raises
    ------
    django.http.Http404
        When the course is not open to the asker, or, with ``change``, not in the asker's hand. With ``ending`` it is
        open to whoever reads the curve: a peer too ends a course they work with.
    """
    by = acting(request)
    found = get_object_or_404(care.episodes(by) if ending else queries.followed(by), pk=episode)
    held = care.in_hand(by) if ending else queries.followed_in_hand(by)
    mine = held.filter(pk=found.pk).exists()
    people = tuple(one for one in care.participants_of(by, found) if one.until is None)
    asked = request.GET.get("client")
    part = next((one for one in people if str(one.client_id) == asked), next(iter(people), None))
    if part is None or (change and not mine):
        raise Http404
    return About(by, found, part.client, people, mine)
