"""Bring a course to supervision in one tap, and the list of what waits."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.forms import BringForm
from gjenklang.apps.feedback.models import Brought, Kind
from gjenklang.apps.feedback.queries import brought, brought_one, signal_in_hand
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["bring", "supervision", "take_up"]


@gate(may_read_courses)
@require_POST
def bring(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Put the course on the list; back to where one was."""
    by, form = acting(request), BringForm(request.POST)
    found = get_object_or_404(care.in_hand(by), pk=episode)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    part = care.part_of(by, found, given["client"])
    if part is None:
        raise Http404
    signal = signal_in_hand(by, episode, given["signal"]) if given["signal"] else None
    row = Brought(
        episode=found,
        client=part.client,
        signal=signal,
        kind=signal.kind if signal else "",
        words=given["words"],
    )
    actions.bring(by=by, brought=row)
    messages.success(request, _("On the list for supervision."))
    return redirect(f"{_page_of(by, found, given['session'])}?client={part.client_id}")


def _page_of(by: Actor, episode: Episode, key: UUID | None) -> str:
    """The session page that it was done from, if it was one of this course; else the course page."""
    found = care.session_of(by, key) if key else None
    if found is None or found.episode_id != episode.pk:
        return reverse("course", args=[episode.pk])
    return reverse("session", args=[found.pk])


@gate(may_read_courses)
def supervision(request: HttpRequest) -> HttpResponse:
    """What waits; each client who is listed leaves a line."""
    by = acting(request)
    found = list(brought(by))
    write_lines([line(by.who, "client.list", client=one.client_id, subject=one.pk) for one in found])
    kinds = dict(Kind.choices)
    return render(
        request, "feedback/supervision.html", {"rows": [(one, kinds.get(one.kind, "")) for one in found]}
    )


@gate(may_read_courses)
@require_POST
def take_up(request: HttpRequest, brought: UUID) -> HttpResponse:
    """It was talked about."""
    by = acting(request)
    found = brought_one(by, brought)
    if found is None:
        raise Http404
    actions.take_up(by=by, brought=found)
    messages.success(request, _("Noted: talked about in supervision."))
    return redirect("supervision")
