"""What someone close reads of the client's answers, as long as that is decided; and where staff open it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.queries import may_read
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.own import actions, queries
from gjenklang.apps.own.rules import close_session
from gjenklang.apps.own.views.access import part_in_hand
from gjenklang.apps.people.queries import raters_of
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.rules import anyone

__all__ = ["close_access", "reads"]


@gate(anyone)
@require_safe
def reads(request: HttpRequest) -> HttpResponse:
    """The client's curve and one's own; no unit, no name, no day to come, no word that anyone wrote."""
    session = close_session(request)
    if session is None:
        return redirect("own:mine")
    actions.note_seen(session=session)
    with translation.override(session.access.client.language):
        actions.note_read(session=session, detail="close")
        return render(request, "own/reads.html", {"courses": queries.close_courses(session)})


@gate(may_read_courses)
def close_access(request: HttpRequest, episode: UUID, client: UUID, rater: UUID) -> HttpResponse:
    """Give someone close a code, as long as it is decided that they may read, and close it."""
    by = acting(request)
    part = part_in_hand(by, episode, client)
    found = get_object_or_404(raters_of(by, client), pk=rater)
    write_line(by.who, "client.read", client=client, subject=episode, detail="close access")
    held = queries.access_of(by, client, found.pk)
    here = reverse("own:close_access", args=[episode, client, rater])
    if request.method == "POST" and request.POST.get("do") == "close":
        if held is not None:
            actions.close_access(by=by, access=held)
            messages.success(request, _("It is closed."))
        return redirect(here)
    if not may_read(client, found.pk, timezone.localdate()):
        raise Http404
    context: dict[str, Any] = {"part": part, "rater": found, "access": held}
    if request.method == "POST" and part.until is None:
        given, token = actions.give_access(by=by, client=part.client, rater=found)
        link = request.build_absolute_uri(reverse("own:choose", args=[token]))
        context |= {"access": given, "link": link}
    return render(request, "own/close_access.html", context)
