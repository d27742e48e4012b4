"""The session page with the part of it that follows live, and the course page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.actions import note_own_notes_read
from gjenklang.apps.care.models import Invitation, Moment, OwnNote, Participant, Session, Status
from gjenklang.apps.care.rules import may_read_courses, nears_end
from gjenklang.apps.dropout.queries import overlapping
from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.feedback.models import Expects
from gjenklang.apps.feedback.queries import Course, agenda_of, asks_guess, wishes_of
from gjenklang.apps.feedback.queries.forms import forms_of
from gjenklang.apps.feedback.views.many import shared
from gjenklang.apps.feedback.views.shown import named, only, page_of, session_or_404, taking_part
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["course", "live", "session"]


@gate(may_read_courses)
def session(request: HttpRequest, session: UUID) -> HttpResponse:
    """The session page; it may be turned towards the client, so it leads to nobody else.

    When several take part and none is named, it asks first for whom it is shown.
    """
    by = acting(request)
    found = session_or_404(by, session)
    people = taking_part(by, found.episode)
    if len(people) > 1 and named(request, people) is None:
        care.note_listed(people, by=by)
        context = {"session": found, "people": people, "begun": "begun" in request.GET}
        return render(request, "feedback/who.html", context | shared(by, found.episode, people))
    part = only(request, people)
    if "begun" in request.GET and (guess := _guess_first(by, found, part)):
        return render(request, "feedback/guess.html", guess)
    asked = care.invitations_of(by, found)
    page = page_of(request, by, found.episode, part, people, in_the_room=True)
    context = page | _today(by, found, asked)
    return render(request, "feedback/session.html", context | _forms(by, found, context, asked))


def _guess_first(by: Actor, session: Session, part: Participant) -> dict[str, object] | None:
    """What the page before the curve needs; nothing for whoever is not asked."""
    if not asks_guess(by, session, part.client_id):
        return None
    before = care.sessions_of_course(by, session.episode)
    first = not any(one.status == Status.HELD and one.pk != session.pk for one in before)
    return {"session": session, "client": part.client, "first": first, "choices": Expects.choices}


@gate(may_read_courses)
def live(request: HttpRequest, session: UUID) -> HttpResponse:
    """The part that follows: empty while nothing is new, so that nothing is read."""
    by = acting(request)
    found = session_or_404(by, session)
    today = _today(by, found)
    if request.GET.get("seen") == today["seen"]:
        return HttpResponse(status=204)
    people = taking_part(by, found.episode)
    context = page_of(request, by, found.episode, only(request, people), people, in_the_room=True) | today
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
    people = care.participants_of(by, found)
    page = page_of(request, by, found, named(request, people) or people[0], people)
    more["wishes"] = wishes_of(by, found, page["client"].pk)
    return render(request, "feedback/course.html", page | more)


def _today(by: Actor, session: Session, asked: list[Invitation] | None = None) -> dict[str, object]:
    now = timezone.now()
    soon = nears_end(session, now)
    # The page asks again when something has changed, and once when the end comes near.
    seen = care.latest_change(by, session, asked) + ("-soon" if soon else "")
    return {"session": session, "seen": seen, "now": now, "soon": soon}


def _notes(by: Actor, session: Session, client: UUID) -> list[OwnNote]:
    """What the client wrote before the meeting; who reads it is noted."""
    notes = care.own_notes_of(by, session.episode, client)
    if any(one.read_at is None for one in notes):
        return note_own_notes_read(by=by, notes=notes)
    return notes


def _forms(by: Actor, session: Session, page: dict[str, Any], asked: list[Invitation]) -> dict[str, object]:
    course, raters = page["course"], page["raters"]
    assert isinstance(course, Course)  # noqa: S101 - narrows what the page's context holds
    assert isinstance(raters, list)  # noqa: S101
    forms = forms_of(by, session, course, raters, asked)
    return {
        "forms": forms,
        "news": reverse("care:news", args=[care.news_key(session.pk)]),
        "cue": page["soon"] and any(one.moment == Moment.END and one.state == "waiting" for one in forms),
        "out": any(one.state in {"handed_over", "open", "answering", "put_off"} for one in forms),
        "own_notes": _notes(by, session, course.client.pk) if page["told"] else [],
        "agenda": agenda_of(by, session, course.client.pk),
        "query": f"{page['query']}&session={session.pk}",
    }
