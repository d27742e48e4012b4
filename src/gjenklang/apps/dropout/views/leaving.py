"""How a course ends, and the list that lets someone leave safely."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import DeathForm, EndingForm, SettleForm
from gjenklang.apps.dropout.models import Death, Departure, Item, Leaving
from gjenklang.apps.dropout.queries.leaving import State, state_of
from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.dropout.views.about import About, about
from gjenklang.apps.people.models import Staff
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["give_up", "leaving"]


@gate(may_read_courses)
def leaving(request: HttpRequest, episode: UUID) -> HttpResponse:
    """How one course ends, and one client's list; whoever works with it, a peer too, may end it."""
    here = about(request, episode, change=request.method == "POST", ending=True)
    actions.show_course(by=here.by, episode=here.episode, client=here.client, what="leaving")
    held = queries.leaving_of(here.by, here.episode, here.client.pk)
    state = state_of(held, queries.steps_of(here.by, held)) if held else None
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, here, chosen, state)
    if chosen in forms and forms[chosen].is_valid():
        STORES[chosen](here, forms[chosen], held)
        messages.success(request, _("Stored."))
        return redirect(_address(here))
    return render(request, "dropout/leaving.html", _page(here, forms, state))


def _address(here: About) -> str:
    return f"{reverse('dropout:leaving', args=[here.episode.pk])}?client={here.client.pk}"


def _forms(request: HttpRequest, here: About, chosen: str, state: State | None) -> dict[str, BaseForm]:
    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == chosen else None, "prefix": name}

    latest = queries.departures_of(here.by, here.episode).first()
    forms: dict[str, BaseForm] = {
        "ending": say_as(
            here.episode.unit,
            EndingForm(**sent("ending"), episode=here.episode, initial=_known(here, latest)),
        ),
        "death": DeathForm(**sent("death")),
    }
    if state is not None:
        working = [one.staff_id for one in care.responsible_for(here.by, here.episode) if one.until is None]
        colleagues = Staff.objects.filter(pk__in=working, organisation=here.by.organisation).order_by("name")
        forms["settle"] = SettleForm(**sent("settle"), latest=state.latest, colleagues=colleagues)
    return forms


def _known(here: About, latest: Departure | None) -> dict[str, Any]:
    """What the form about the ending opens with: what was noted last; of an older ending only day and reason."""
    if latest is None:
        ended = here.episode.ended
        return {"day": ended or timezone.localdate(), "ending": here.episode.ending}
    names = ("day", "clock", "ending", "client_words", "consequences", "judged", "referred_to")
    return {name: getattr(latest, name) for name in names}


def _page(here: About, forms: dict[str, BaseForm], state: State | None) -> dict[str, Any]:
    day = timezone.localdate()
    agreed = queries.agreements_of(here.by, here.episode, here.client.pk)
    noted = list(queries.departures_of(here.by, here.episode))
    return {
        "here": here,
        "episode": here.episode,
        "client": here.client,
        "forms": forms,
        "state": state,
        "items": _items(forms.get("settle"), state),
        "departure": noted[0] if noted and state else None,
        "noted": noted,
        "agreements": [one for one in agreed if one.holds(day)],
        **_others(here, day),
        "overlapping": queries.overlapping(here.by, here.episode),
        "day": day,
        "now": timezone.now(),
    }


def _others(here: About, day: date) -> dict[str, Any]:
    """Those close and those asked to get in touch, while what was agreed lasts; for whoever follows the course."""
    follows = here.by.holds(*FOLLOWERS)
    who = (here.by, here.episode, here.client.pk)
    return {
        "follows": follows,
        "close": [one for one in queries.close_to(*who) if one.agreed] if follows else [],
        "asked": [one for one in queries.outreach_of(*who).filter(closed=None) if one.agreed_on(day)]
        if follows
        else [],
    }


def _items(form: BaseForm | None, state: State | None) -> list[dict[str, Any]]:
    """Each item with its buttons, its words, and who answered it when."""
    if form is None or state is None:
        return []
    return [
        {
            "item": item,
            "field": form[item.value],
            "words": form[f"{item.value}_words"] if f"{item.value}_words" in form.fields else None,
            "step": state.latest.get(item),
            "open": item in state.open,
        }
        for item in Item
    ]


def _end(here: About, form: BaseForm, _held: Leaving | None) -> None:
    assert isinstance(form, EndingForm)  # noqa: S101 - narrows the type, _forms says so
    actions.note_ending(by=here.by, episode=here.episode, departure=Departure(**form.given()))


def _settle(here: About, form: BaseForm, held: Leaving | None) -> None:
    assert isinstance(form, SettleForm)  # noqa: S101
    for step in form.steps():
        if held is not None:
            actions.settle(by=here.by, leaving=held, step=step)


def _died(here: About, form: BaseForm, _held: Leaving | None) -> None:
    assert isinstance(form, DeathForm)  # noqa: S101
    row = Death(episode=here.episode, client=here.client, **form.given())
    actions.record_death(by=here.by, death=row)


STORES: dict[str, Callable[[About, BaseForm, Leaving | None], None]] = {
    "ending": _end,
    "settle": _settle,
    "death": _died,
}


@gate(may_read_courses)
@require_POST
def give_up(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Note that someone does not leave after all."""
    here = about(request, episode, change=True, ending=True)
    actions.give_up_plan(by=here.by, episode=here.episode)
    messages.success(request, _("The plan is given up. The course goes on."))
    return redirect(_address(here))
