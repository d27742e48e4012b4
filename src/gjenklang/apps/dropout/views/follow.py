"""*Oppfølging*: what can be seen in a course, what is done about it and by whom; never turned round to the client."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Participant
from gjenklang.apps.dropout import queries
from gjenklang.apps.dropout.rules import may_follow
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["fill", "follow", "own_course", "read_course", "stored", "to_follow"]


def read_course(request: HttpRequest, episode: UUID) -> tuple[Actor, Episode, list[Participant], Participant]:
    """The asker, a course that the asker may read, who takes part, and the one whom the page is about."""
    by = acting(request)
    found: Episode = get_object_or_404(care.episodes(by), pk=episode)
    people = care.participants_of(by, found)
    part = next((one for one in people if str(one.client_id) == request.GET.get("client")), people[0])
    return by, found, people, part


def own_course(request: HttpRequest, episode: UUID) -> tuple[Actor, Episode, Participant]:
    """The asker, a course that the asker may change, and the one whom the page is about; the line is left."""
    by = acting(request)
    found: Episode = get_object_or_404(care.in_hand(by), pk=episode)
    people = [one for one in care.participants_of(by, found) if one.until is None]
    if not people:
        raise Http404
    part = next((one for one in people if str(one.client_id) == request.GET.get("client")), people[0])
    write_line(by.who, "client.read", client=part.client_id, subject=found.pk)
    return by, found, part


def to_follow(part: Participant) -> str:
    """The address of the follow page of one who takes part."""
    return f"{reverse('dropout:follow', args=[part.episode_id])}?client={part.client_id}"


def fill(request: HttpRequest, form: BaseForm, part: Participant, title: str, **more: object) -> HttpResponse:
    """A page with one form."""
    said = say_as(part.episode.unit, form)
    context = {"form": said, "title": title, "code": part.client.code, "back": to_follow(part), **more}
    return render(request, "dropout/fill.html", context)


def stored(request: HttpRequest, part: Participant, words: str = "") -> HttpResponse:
    """Say that it is stored, and go back to the follow page."""
    messages.success(request, words or _("Stored."))
    return redirect(to_follow(part))


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
        "close": queries.close_to(by, found, part.client_id),
        "transitions": queries.transitions_of(by, found, part.client_id),
        "plan": queries.plans_of(by, found, part.client_id).first(),
        "talks": queries.talks_of(by, found, part.client_id),
        "reminders": queries.reminders_of(by, found, part.client_id),
        "milestones": queries.milestones_of(by, found, part.client_id).exclude(held=None),
    }
    return render(request, "dropout/follow.html", context | queries.beside(by, found, part.client_id))
