"""What a client says stop to: on the own page, and noted by staff on the client's behalf."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.actions import answer_again, stop_answering
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.own import actions
from gjenklang.apps.own.models import OwnSession
from gjenklang.apps.own.views.access import part_in_hand
from gjenklang.apps.own.views.mine import own
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["answering", "rights"]

Verb = Callable[[Who, Client], object]
VERBS: dict[str, Verb] = {
    "stop": lambda by, client: stop_answering(by=by, client=client),
    "again": lambda by, client: answer_again(by=by, client=client),
}


@own
@require_POST
def answering(request: HttpRequest, session: OwnSession) -> HttpResponse:
    """Answer no more, or again, in one tap."""
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is not None:
        verb(actions.who(session.access), session.access.client)
    return redirect(reverse("own:mine") + "#stop")


@gate(may_read_courses)
def rights(request: HttpRequest, episode: UUID, client: UUID) -> HttpResponse:
    """Note what a client has said stop to, when it was said to you."""
    by = acting(request)
    part = part_in_hand(by, episode, client)
    write_line(by.who, "client.read", client=client, subject=episode, detail="rights")
    verb = VERBS.get(request.POST.get("do", "")) if request.method == "POST" else None
    if verb is not None:
        verb(by.who, part.client)
        messages.success(request, _("Stored."))
        return redirect("own:rights", episode=episode, client=client)
    context = {"part": part, "stopped": care.stopped_of([client]).get(client)}
    return render(request, "own/rights.html", context)
