"""Bring a course to supervision in one tap, and the list of what waits."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.forms import BringForm
from gjenklang.apps.feedback.models import Brought, Kind
from gjenklang.apps.feedback.queries import brought, brought_one, signal_in_hand
from gjenklang.apps.people.rules import acting
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
    if signal is not None and signal.client_id != part.client_id:
        raise Http404
    row = Brought(
        episode=found,
        client=part.client,
        signal=signal,
        kind=signal.kind if signal else "",
        words=given["words"],
    )
    actions.bring(by=by, brought=row)
    messages.success(request, _("On the list for supervision."))
    came_from = care.session_of(by, given["session"]) if given["session"] else None
    here = came_from is not None and came_from.episode_id == found.pk
    page = (
        reverse("session", args=[came_from.pk]) if came_from and here else reverse("course", args=[found.pk])
    )
    return redirect(f"{page}?client={part.client_id}")


@gate(may_read_courses)
def supervision(request: HttpRequest) -> HttpResponse:
    """What waits; each client who is listed leaves a line."""
    by = acting(request)
    found = list(brought(by))
    write_lines([line(by.who, "client.list", client=one.client_id, subject=one.pk) for one in found])
    kinds = dict(Kind.choices)
    rows = [(one, kinds.get(one.kind, "") if _derived(one) else "") for one in found]
    return render(request, "feedback/supervision.html", {"rows": rows})


def _derived(one: Brought) -> bool:
    """Whether the signal it rests on may be named: not while a study has feedback off."""
    return one.episode.shows_feedback(timezone.localdate())


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
