"""The client's own line: written down, followed, and ended."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care.actions import end_own_line, write_own_line
from gjenklang.apps.care.models import OwnLine
from gjenklang.apps.care.queries import own_line_of
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback.forms import OwnLineForm
from gjenklang.apps.feedback.queries import own_lines
from gjenklang.apps.feedback.views.here import fill, here, stored
from gjenklang.apps.people.words import words_of
from gjenklang.apps.security.gate import gate

__all__ = ["own_line", "own_line_end", "own_line_write"]


@gate(may_read_courses)
def own_line(request: HttpRequest, episode: UUID) -> HttpResponse:
    """The lines that a client has followed, each with its marks; nothing of them while a study has feedback off."""
    at = here(request, episode)
    lines = [] if at.off else own_lines(at.by, at.episode, at.client)
    return render(request, "feedback/own_line.html", {"here": at, "lines": lines})


@gate(may_read_courses)
def own_line_write(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Write down what to follow; other words begin another line."""
    at = here(request, episode, change=True)
    now = own_line_of(at.by, at.episode, at.client.pk)
    known = {name: getattr(now, name) for name in ("words", "low", "high")} if now else {}
    form = OwnLineForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        line = OwnLine(pk=form.key_of(), staff_id=at.by.staff, **form.given(), **at.whose)
        write_own_line(by=at.by.who, line=line)
        return stored(request, at.back)
    lead = _(
        "One line that belongs to the client. It stands last on the form at the start, and is never added to the"
        " others. Other words begin another line."
    )
    return fill(request, at, form, _("My line"), lead=words_of(at.episode.unit, lead))


@gate(may_read_courses)
@require_POST
def own_line_end(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Follow it no longer; the marks are kept."""
    at = here(request, episode, change=True)
    end_own_line(by=at.by.who, episode=at.episode.pk, client=at.client.pk)
    return stored(request, reverse("own_line", args=[at.episode.pk]) + at.query)
