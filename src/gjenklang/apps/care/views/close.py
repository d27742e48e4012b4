"""Who close to a client may read what, and from whom where the client is must be kept: for those who work with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.forms import MayReadForm, ShieldForm, UnshieldForm
from gjenklang.apps.care.models import MayRead, Participant
from gjenklang.apps.care.rules import band_of, may_read_courses
from gjenklang.apps.care.views.courses import own_course
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["close"]


@gate(may_read_courses)
def close(request: HttpRequest, episode: UUID, client: UUID) -> HttpResponse:
    """Decide, raise a shield and lift it."""
    by = acting(request)
    part = queries.part_ever(by, own_course(by, episode), client)
    if part is None:
        raise Http404
    write_line(by.who, "client.read", client=client, subject=episode, detail="close")
    people = queries.close_to(by, part.episode, client)
    page = _forms(request, part, [(str(one.rater.pk), one.rater.relation) for one in people])
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do in page and page[do].is_valid():
        _store(by, part, do, page[do].cleaned_data)
        messages.success(request, _("Stored."))
        return redirect("care:close", episode=episode, client=client)
    context = {
        "part": part,
        "code": part.client.code,
        "band": band_of(part.client, timezone.localdate()).value,
        "born": part.client.birth_year,
        "people": people,
        "shields": list(queries.shields_of(client)),
        "forms": page,
        "today": timezone.localdate(),
    }
    return render(request, "care/close.html", context)


def _forms(request: HttpRequest, part: Participant, raters: list[tuple[str, str]]) -> dict[str, Any]:
    do = request.POST.get("do", "")

    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == do else None, "prefix": name}

    return {
        "decide": say_as(part.episode.unit, MayReadForm(**sent("decide"), client=part.client, raters=raters)),
        "shield": ShieldForm(**sent("shield"), raters=raters),
        "lift": UnshieldForm(**sent("lift")),
    }


def _store(by: Actor, part: Participant, do: str, given: dict[str, Any]) -> None:
    rater = UUID(given["rater"]) if given.get("rater") else None
    if do == "decide":
        decision = MayRead(client=part.client, **{**given, "rater": None})
        decision.rater_id = rater  # type: ignore[assignment] # the form asks for one
        actions.decide_reading(by=by, decision=decision)
    elif do == "shield":
        actions.shield(by=by, client=part.client, rater=rater, why=given["why"])
    else:
        held = queries.shields_of(part.client_id).filter(pk=given["which"]).first()
        if held is not None:
            actions.lift_shield(by=by, shielded=held, why=given["why"])
