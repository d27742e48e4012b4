"""The session page with the part of it that follows live, and the course page."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Invitation, Participant, Session, Status
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.dropout.queries import overlapping
from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.feedback.forms import theory_in_words
from gjenklang.apps.feedback.models import Expects
from gjenklang.apps.feedback.queries import (
    Course,
    asks_guess,
    expected_for,
    gather,
    noted_of,
    pictures_of,
    points_of,
    status_of,
    wishes_of,
)
from gjenklang.apps.feedback.queries.forms import forms_of
from gjenklang.apps.feedback.queries.newest import newest
from gjenklang.apps.feedback.queries.picture import Show
from gjenklang.apps.feedback.views.signals import to_talk_about
from gjenklang.apps.people.queries import raters_by_client
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["course", "live", "session"]


#: What can be put on the curve: the word in the address, and the word on the page.
PUTS = (
    ("event", gettext_lazy("something happened")),
    ("words", gettext_lazy("own words")),
    ("work", gettext_lazy("whose work it was")),
    ("phase", gettext_lazy("a phase")),
)


def _session(by: Actor, key: UUID) -> Session:
    found = care.session_of(by, key)
    if found is None:
        raise Http404
    return found


@gate(may_read_courses)
def session(request: HttpRequest, session: UUID) -> HttpResponse:
    """The session page; it may be turned towards the client, so it leads to nobody else.

    When several take part and none is named, it asks first for whom it is shown.
    """
    by = acting(request)
    found = _session(by, session)
    people = _taking_part(by, found.episode)
    if len(people) > 1 and not any(str(one.client_id) == request.GET.get("client") for one in people):
        care.note_listed(people, by=by)
        return render(
            request,
            "feedback/who.html",
            {"session": found, "people": people, "begun": "begun" in request.GET},
        )
    if "begun" in request.GET and (guess := _guess_first(by, found, request, people)):
        return render(request, "feedback/guess.html", guess)
    asked = care.invitations_of(by, found)
    context = _page(request, by, found.episode, people) | _today(by, found, asked)
    context["query"] += f"&session={found.pk}"
    return render(request, "feedback/session.html", context | _forms(by, found, context, asked))


def _guess_first(
    by: Actor, session: Session, request: HttpRequest, people: list[Participant]
) -> dict[str, object] | None:
    """What the page before the curve needs; nothing for whoever is not asked."""
    part = next((one for one in people if str(one.client_id) == request.GET.get("client")), people[0])
    if not asks_guess(by, session, part.client_id):
        return None
    before = care.sessions_of_course(by, session.episode)
    first = not any(one.status == Status.HELD and one.pk != session.pk for one in before)
    return {"session": session, "client": part.client, "first": first, "choices": Expects.choices}


@gate(may_read_courses)
def live(request: HttpRequest, session: UUID) -> HttpResponse:
    """The part that follows: empty while nothing is new, so that nothing is read."""
    by = acting(request)
    found = _session(by, session)
    today = _today(by, found)
    if request.GET.get("seen") == today["seen"]:
        return HttpResponse(status=204)
    context = _page(request, by, found.episode, _taking_part(by, found.episode)) | today
    context["query"] += f"&session={found.pk}"
    asked = care.invitations_of(by, found)
    return render(request, "feedback/live.html", context | _forms(by, found, context, asked))


@gate(may_read_courses)
def course(request: HttpRequest, episode: UUID) -> HttpResponse:
    """One course outside a session."""
    by = acting(request)
    found = get_object_or_404(care.episodes(by), pk=episode)
    more = {
        "may_change": care.in_hand(by).filter(pk=found.pk).exists(),
        "may_follow": by.holds(*FOLLOWERS),
        "overlapping": overlapping(by, found) if found.ended is None else [],
    }
    page = _page(request, by, found, care.participants_of(by, found))
    more["wishes"] = wishes_of(by, found, page["client"].pk)
    return render(request, "feedback/course.html", page | more)


def _taking_part(by: Actor, episode: Episode) -> list[Participant]:
    return [one for one in care.participants_of(by, episode) if one.until is None]


def _page(request: HttpRequest, by: Actor, episode: Episode, people: list[Participant]) -> dict[str, Any]:
    part = next((one for one in people if str(one.client_id) == request.GET.get("client")), people[0])
    chosen = part.client
    gathered = gather(by, episode, chosen, part.main_rater_id)
    going_on = episode.ended is None and part.until is None
    show = Show(request.GET.get("rater", "all"), request.GET.get("show") == "lines")
    noted, expected = noted_of(by, episode, chosen.pk), expected_for(by, gathered)
    points = points_of(gathered, noted)
    talk = to_talk_about(by, gathered, going_on=going_on, expected=expected)
    return {
        "course": gathered,
        "episode": episode,
        "client": chosen,
        "people": people,
        "several": sum(one.until is None for one in people) > 1,
        "raters": raters_by_client(by, chosen.pk),
        **talk,
        "may_write": talk["may_handle"] and going_on,
        "going_on": going_on,
        "to": reverse("course", args=[episode.pk]),
        "query": f"?client={chosen.pk}",
        "puts": PUTS,
        "points": points,
        "newest": newest(gathered, noted, points),
        "theory": theory_in_words(noted.theory),
        "status": status_of(gathered, expected),
        "pictures": pictures_of(gathered, show, points, expected),
        "show": show,
        "own_words": gathered.outcome is not None and gathered.outcome.instrument.own_words,
    }


def _today(by: Actor, session: Session, asked: list[Invitation] | None = None) -> dict[str, object]:
    return {"session": session, "seen": care.latest_change(by, session, asked), "now": timezone.now()}


def _forms(by: Actor, session: Session, page: dict[str, Any], asked: list[Invitation]) -> dict[str, object]:
    course, raters = page["course"], page["raters"]
    assert isinstance(course, Course)  # noqa: S101 - narrows what the page's context holds
    assert isinstance(raters, list)  # noqa: S101
    return {"forms": forms_of(by, session, course, raters, asked)}
