"""The view that is meant to be turned towards the client, and the same on one sheet of paper."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Participant, Session
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.dropout.queries.printing import NEEDED, Paper, PrintingError, print_page
from gjenklang.apps.feedback import queries
from gjenklang.apps.feedback.models import From
from gjenklang.apps.feedback.views.shown import only, session_or_404, taking_part
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["course_on_paper", "course_turned", "session_on_paper", "session_turned"]

#: On paper the newest stand, each in so many letters at most; the others are told of.
MOST_POINTS, MOST_LETTERS = 24, 140


@gate(may_read_courses)
def session_turned(request: HttpRequest, session: UUID) -> HttpResponse:
    """From a session: with what the client wants to talk about today."""
    by = acting(request)
    found = session_or_404(by, session)
    part = only(request, taking_part(by, found.episode))
    return _turned(request, by, part, found)


@gate(may_read_courses)
def course_turned(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Outside a session."""
    by, part = _of_course(request, episode)
    return _turned(request, by, part, None)


@gate(may_read_courses)
def session_on_paper(request: HttpRequest, session: UUID) -> HttpResponse:
    """On one sheet, from a session."""
    by = acting(request)
    found = session_or_404(by, session)
    part = only(request, taking_part(by, found.episode))
    return _on_paper(request, by, part, found)


@gate(may_read_courses)
def course_on_paper(request: HttpRequest, episode: UUID) -> HttpResponse:
    """On one sheet, outside a session."""
    by, part = _of_course(request, episode)
    return _on_paper(request, by, part, None)


def _of_course(request: HttpRequest, episode: UUID) -> tuple[Actor, Participant]:
    by = acting(request)
    found: Episode = get_object_or_404(care.episodes(by), pk=episode)
    return by, only(request, care.participants_of(by, found))


def _turned(request: HttpRequest, by: Actor, part: Participant, session: Session | None) -> HttpResponse:
    """In the client's own language, as the client's form is."""
    with override(_language(part)):
        context = _context(request, by, part, session)
        return render(request, "feedback/turned.html", context)


def _on_paper(request: HttpRequest, by: Actor, part: Participant, session: Session | None) -> HttpResponse:
    language = _language(part)
    with override(language):
        context = _context(request, by, part, session)
        points = [one._replace(words=_short(one.words)) for one in context["points"]]
        context |= {"points": points[-MOST_POINTS:], "left": max(0, len(points) - MOST_POINTS)}
        paper = Paper("feedback/sheet.html", language, grey=True, style="shell/sheet.css")
        try:
            made = print_page(paper, context)
        except PrintingError:
            return render(request, "feedback/turned.html", context | {"missing": NEEDED}, status=503)
    named = {"Content-Disposition": f'attachment; filename="{part.client.code}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=named)


def _language(part: Participant) -> str:
    return part.client.language or (get_language() or "nb")[:2]


def _short(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else words[: MOST_LETTERS - 1].rstrip() + "…"


def _context(request: HttpRequest, by: Actor, part: Participant, session: Session | None) -> dict[str, Any]:
    """What the client sees; the line that the client was read is left."""
    episode = session.episode if session else part.episode
    write_line(by.who, "client.read", client=part.client_id, subject=episode.pk, detail="turned")
    raters = request.GET.get("rater") == "all"
    name, key = ("session", session.pk) if session else ("course", episode.pk)
    query = f"?client={part.client_id}"
    context = {
        "back": reverse(name, args=[key]) + query,
        "paper": reverse(f"{name}_on_paper", args=[key]) + query + ("&rater=all" if raters else ""),
        "agenda": _own_points(by, session, part),
        "day": timezone.localdate(),
        "points": (),
    }
    if not episode.shows_feedback(timezone.localdate()):
        return context | {"off": True}
    shown = care.shown_to_client(part.client, timezone.localdate())
    main = part.main_rater_id if part.main_rater_id in shown else None
    course = queries.gather(by, episode, part.client, main)
    noted = queries.noted_of(by, episode, part.client_id)
    turned = queries.turned_of(course, noted, raters=shown if raters else ())
    return context | {"turned": turned, "points": turned.points}


def _own_points(by: Actor, session: Session | None, part: Participant) -> list[str]:
    found = queries.agenda_of(by, session, part.client_id) if session else []
    return [one.words for one in found if one.kind == From.CLIENT]
