"""*Oppfølging*: what can be seen in a course, what is done about it and by whom; never turned round to the client."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Participant
from gjenklang.apps.dropout import queries
from gjenklang.apps.dropout.rules import may_follow
from gjenklang.apps.people.rules import Actor, actor_of
from gjenklang.apps.security.gate import gate

__all__ = ["acting", "follow", "read_course"]


def acting(request: HttpRequest) -> Actor:
    """The one who acts; the gate has already seen that there is one."""
    actor = actor_of(request)
    assert actor is not None  # noqa: S101 - every view here stands behind a rule that needs an actor
    return actor


def read_course(request: HttpRequest, episode: UUID) -> tuple[Actor, Episode, list[Participant], Participant]:
    """The asker, a course that the asker may read, who takes part, and the one whom the page is about."""
    by = acting(request)
    found: Episode = get_object_or_404(care.episodes(by), pk=episode)
    people = care.participants_of(by, found)
    part = next((one for one in people if str(one.client_id) == request.GET.get("client")), people[0])
    return by, found, people, part


@gate(may_follow)
def follow(request: HttpRequest, episode: UUID) -> HttpResponse:
    """What we see and what we do, for one who takes part in a course."""
    by, found, people, part = read_course(request, episode)
    write_line(by.who, "client.read", client=part.client_id, subject=found.pk)
    context = {
        "episode": found,
        "people": people,
        "client": part.client,
        "may_change": care.in_hand(by).filter(pk=found.pk).exists() and part.until is None,
        "day": timezone.localdate(),
    }
    return render(request, "dropout/follow.html", context | queries.beside(by, found, part.client_id))
