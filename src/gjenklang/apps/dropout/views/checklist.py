"""What can make it hard to stay: the four questions, what stands beside them, and what was agreed in advance."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import AgreementForm, ChecklistForm, ScreeningForm, answers_now
from gjenklang.apps.dropout.models import Agreement, Checklist, Factor, Screening
from gjenklang.apps.dropout.queries import Beside
from gjenklang.apps.dropout.queries.leaving import State, state_of
from gjenklang.apps.dropout.rules import may_follow
from gjenklang.apps.dropout.views.about import About, about
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["staying", "take_back", "withdraw"]

#: What stands in the right column, from the top: one template for each part.
SIDE = (
    *("dropout/facts.html", "dropout/doing.html", "dropout/others.html"),
    "dropout/model_side.html",
    *("dropout/safely.html", "dropout/local_side.html", "dropout/checklist_side.html"),
)

Stores = Callable[[About, BaseForm, dict[str, Beside]], None]


@gate(may_follow)
def staying(request: HttpRequest, episode: UUID) -> HttpResponse:
    """The four questions of one client in one course; nothing here is turned towards anyone else."""
    here = about(request, episode, change=request.method == "POST")
    actions.show_course(by=here.by, episode=here.episode, client=here.client, what="staying")
    beside = queries.sources_of(here.by, here.episode, here.client, timezone.localdate())
    filled = list(queries.checklists_of(here.by, here.episode, here.client.pk))
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, here, chosen, beside, filled)
    if chosen in forms and forms[chosen].is_valid():
        STORES[chosen](here, forms[chosen], beside)
        messages.success(request, _("Stored."))
        return redirect(_address(here))
    return render(request, "dropout/staying.html", _page(here, forms, beside, filled))


def _address(here: About) -> str:
    return f"{reverse('dropout:staying', args=[here.episode.pk])}?client={here.client.pk}"


def _forms(
    request: HttpRequest, here: About, chosen: str, beside: dict[str, Beside], filled: list[Checklist]
) -> dict[str, BaseForm]:
    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == chosen else None, "prefix": name}

    latest = filled[0] if filled else None
    answered = timezone.localdate(latest.at) if latest else None
    return {
        "checklist": ChecklistForm(**sent("checklist"), initial=answers_now(latest, beside, answered)),
        "screening": ScreeningForm(**sent("screening")),
        "agreement": say_as(here.episode.unit, AgreementForm(**sent("agreement"))),
    }


def _page(
    here: About, forms: dict[str, BaseForm], beside: dict[str, Beside], filled: list[Checklist]
) -> dict[str, Any]:
    day = timezone.localdate()
    agreements = list(queries.agreements_of(here.by, here.episode, here.client.pk))
    return {
        "here": here,
        "episode": here.episode,
        "client": here.client,
        "forms": forms,
        "questions": _questions(here, forms["checklist"], beside),
        "week": queries.week_of(here.episode, day),
        "due": queries.due_on(here.by, here.episode, here.client.pk),
        "day": day,
        "history": filled,
        "screenings": _in_words(here),
        "agreements": [one for one in agreements if one.holds(day)],
        "earlier": [one for one in agreements if not one.holds(day)],
        "local": queries.local_states(here.by, here.episode, here.client.pk, day),
        "local_before": [
            (one, queries.local_in_words(one))
            for one in queries.local_answers_of(here.by, here.episode, here.client.pk)
        ],
        "safely": _safely(here),
        "side": SIDE,
        "may_change": here.may_change,
        "weighed": queries.factors_weighed(here.by, here.episode),
        **queries.beside(here.by, here.episode, here.client.pk),
    }


def _safely(here: About) -> State | None:
    """How the list of an ending stands, when one is planned or noted."""
    held = queries.leaving_of(here.by, here.episode, here.client.pk)
    return state_of(held, queries.steps_of(here.by, held)) if held else None


def _questions(here: About, form: BaseForm, beside: dict[str, Beside]) -> list[dict[str, Any]]:
    """Each question with its buttons, what stands beside it, and what to try when the answer is yes."""
    found = []
    for advice in queries.advice_for(here.by):
        title = advice.question
        if advice.factor is Factor.AGE and not (advice.text and advice.text.question):
            title = _("Is %(code)s young?") % {"code": here.client.code}
        found.append(
            {
                "advice": advice,
                "title": title,
                "field": form[advice.factor.value],
                "beside": beside.get(advice.factor),
            }
        )
    return found


def _in_words(here: About) -> list[tuple[Screening, str]]:
    found = queries.screenings_of(here.by, here.episode, here.client.pk)
    return [(one, queries.screening_words(one)) for one in found]


def _fill(here: About, form: BaseForm, beside: dict[str, Beside]) -> None:
    assert isinstance(form, ChecklistForm)  # noqa: S101 - narrows the type, _forms says so
    seen = {
        str(factor): {"words": beside[factor].words, "suggests": beside[factor].suggests}
        for factor in (Factor.ALLIANCE, Factor.AGE)
        if factor in beside
    }
    row = Checklist(episode=here.episode, client=here.client, seen=seen, **form.given())
    actions.fill_checklist(by=here.by, checklist=row)


def _screen(here: About, form: BaseForm, _beside: dict[str, Beside]) -> None:
    assert isinstance(form, ScreeningForm)  # noqa: S101
    row = Screening(episode=here.episode, client=here.client, **form.given())
    actions.record_screening(by=here.by, screening=row)


def _agree(here: About, form: BaseForm, _beside: dict[str, Beside]) -> None:
    assert isinstance(form, AgreementForm)  # noqa: S101
    row = Agreement(episode=here.episode, client=here.client, **form.given())
    actions.agree(by=here.by, agreement=row)


STORES: dict[str, Stores] = {"checklist": _fill, "screening": _screen, "agreement": _agree}


@gate(may_follow)
@require_POST
def take_back(request: HttpRequest, episode: UUID, agreement: UUID) -> HttpResponse:
    """Note that the client took back what was agreed."""
    here = about(request, episode, change=True)
    found = get_object_or_404(queries.agreements_of(here.by, here.episode, here.client.pk), pk=agreement)
    actions.take_back_agreement(by=here.by, agreement=found)
    messages.success(request, _("Taken back. It does not hold any more."))
    return redirect(_address(here))


@gate(may_follow)
@require_POST
def withdraw(request: HttpRequest, episode: UUID, screening: UUID) -> HttpResponse:
    """Note that a screening was recorded by mistake."""
    here = about(request, episode, change=True)
    found = get_object_or_404(queries.screenings_of(here.by, here.episode, here.client.pk), pk=screening)
    actions.withdraw_screening(by=here.by, screening=found)
    messages.success(request, _("Noted as a mistake. It is kept."))
    return redirect(_address(here))
