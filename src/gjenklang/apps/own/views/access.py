"""Where staff give access to the own page, and note what a client asks for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Participant
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.own import actions, queries
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.actions import lock_device
from gjenklang.apps.security.gate import gate

__all__ = ["access", "part_in_hand"]


def part_in_hand(by: Actor, episode: UUID, client: UUID) -> Participant:
    """One who takes part, or has, in a course that the asker works with.

    Raises
    ------
    django.http.Http404
        When there is none.
    """
    part = care.part_ever(by, get_object_or_404(care.in_hand(by), pk=episode), client)
    if part is None:
        raise Http404
    return part


@gate(may_read_courses)
def access(request: HttpRequest, episode: UUID, client: UUID) -> HttpResponse:
    """Give a client access to the own page, anew when a slip is lost, and close it."""
    by = acting(request)
    part = part_in_hand(by, episode, client)
    write_line(by.who, "client.read", client=client, subject=episode, detail="own page")
    held = queries.access_of(by, client)
    here = reverse("own:access", args=[episode, client])
    context: dict[str, Any] = {"part": part, "access": held}
    if request.method == "POST" and request.POST.get("do") == "close":
        if held is not None:
            actions.close_access(by=by, access=held)
            messages.success(request, _("The own page is closed."))
        return redirect(here)
    if request.method == "POST" and part.until is None:
        given, token = actions.give_access(by=by, client=part.client)
        path = reverse("own:choose", args=[token])
        if request.POST.get("do") == "hand":
            lock_device(request, path=path, back=here)
            return redirect(path)
        context |= {"access": given, "link": request.build_absolute_uri(path)}
    return render(request, "own/access.html", context)
