"""What a client says stop to: on the own page, and noted by staff on the client's behalf."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.actions import answer_again, bar, lift_bar, stop_answering
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.own import actions, queries
from gjenklang.apps.own.forms import DeletionForm
from gjenklang.apps.own.models import OwnSession
from gjenklang.apps.own.views.access import part_in_hand
from gjenklang.apps.own.views.mine import own
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["answering", "blocking", "rights"]

Verb = Callable[[Who, Client, QueryDict], object]


def _bar(by: Who, client: Client, given: QueryDict) -> None:
    """Block whoever is chosen, of those who can be."""
    if given.get("staff") == "all":
        bar(by=by, client=client, staff=None)
    else:
        chosen = next(
            (one for one in care.may_be_barred(client.pk) if str(one.pk) == given.get("staff")), None
        )
        if chosen is not None:
            bar(by=by, client=client, staff=chosen.pk)


def _lift(by: Who, client: Client, given: QueryDict) -> None:
    held = next((one for one in care.barred_by(client.pk) if str(one.pk) == given.get("bar")), None)
    if held is not None:
        lift_bar(by=by, barred=held)


ANSWERING: dict[str, Verb] = {
    "stop": lambda by, client, _given: stop_answering(by=by, client=client),
    "again": lambda by, client, _given: answer_again(by=by, client=client),
}
BLOCKING: dict[str, Verb] = {"bar": _bar, "lift": _lift}


def _done(request: HttpRequest, by: Who, client: Client, verbs: dict[str, Verb]) -> bool:
    """Whether one of these was asked for, and done."""
    verb = verbs.get(request.POST.get("do", "")) if request.method == "POST" else None
    if verb is not None:
        verb(by, client, request.POST)
    return verb is not None


@own
@require_POST
def answering(request: HttpRequest, session: OwnSession) -> HttpResponse:
    """Answer no more, or again, in one tap."""
    _done(request, actions.who(session.access), session.access.client, ANSWERING)
    return redirect(reverse("own:mine") + "#stop")


@own
@require_POST
def blocking(request: HttpRequest, session: OwnSession) -> HttpResponse:
    """Block someone from reading, and take it back."""
    _done(request, actions.who(session.access), session.access.client, BLOCKING)
    return redirect(reverse("own:mine") + "#block")


@gate(may_read_courses)
def rights(request: HttpRequest, episode: UUID, client: UUID) -> HttpResponse:
    """Note what a client has said stop to, when it was said to you."""
    by = acting(request)
    part = part_in_hand(by, episode, client)
    write_line(by.who, "client.read", client=client, subject=episode, detail="rights")
    asked = DeletionForm(request.POST) if request.POST.get("do") == "delete" else None
    if asked is not None and asked.is_valid():
        words = asked.cleaned_data["words"]
        actions.ask_deletion(by=by.who, client=part.client, episode=part.episode, words=words)
    if asked is not None or _done(request, by.who, part.client, ANSWERING | BLOCKING):
        messages.success(request, _("Stored."))
        return redirect("own:rights", episode=episode, client=client)
    context = {
        "part": part,
        "stopped": care.stopped_of([client]).get(client),
        "barred": list(care.barred_by(client)),
        "colleagues": list(care.may_be_barred(client)),
        "in_need": list(care.read_in_need_of(client)),
        "deletions": list(queries.deletions_of(client)),
    }
    return render(request, "own/rights.html", context)
