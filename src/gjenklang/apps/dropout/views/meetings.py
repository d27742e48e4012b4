"""Milestone meetings: plan, hold, decide."""

from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care.models import Participant
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import DecisionForm, HeldForm, MilestoneForm
from gjenklang.apps.dropout.models import Decision, Milestone
from gjenklang.apps.dropout.rules import may_follow
from gjenklang.apps.dropout.views.follow import fill, own_course, stored, to_follow
from gjenklang.apps.people.queries import colleagues
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.security.gate import gate

__all__ = ["decision_done", "milestone", "new_milestone"]

KNOWN = ("day", "clock", "place", "client_comes", "others", "plan")


@gate(may_follow)
def new_milestone(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Plan a meeting."""
    by, found, part = own_course(request, episode)
    offered = _offered(by, part)
    form = MilestoneForm(request.POST or None, initial={"client_comes": True}, **offered)
    if request.method == "POST" and form.is_valid():
        given, who = _parted(form)
        row = Milestone(pk=form.key_of(), episode=found, client_id=part.client_id, **given)
        actions.plan_milestone(by=by, milestone=row, **who)
        return stored(request, part)
    return fill(request, form, part, _("New milestone meeting"))


def _offered(by: Actor, part: Participant) -> dict[str, Any]:
    """Whom the form may ask to come."""
    return {
        "relatives": queries.welcome(by, part.episode, part.client_id),
        "colleagues": colleagues(by),
    }


def _parted(form: BaseForm) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the meeting is, and who comes."""
    given = {name: form.cleaned_data[name] for name in KNOWN}
    who = {name: list(form.cleaned_data.get(name, ())) for name in ("relatives", "staff")}
    return given, who


@gate(may_follow)
def milestone(request: HttpRequest, episode: UUID, milestone: UUID) -> HttpResponse:
    """One meeting: change it, write down what was said and decided."""
    by, found, part = own_course(request, episode)
    row = get_object_or_404(queries.milestones_of(by, found, part.client_id), pk=milestone)
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    page = _forms(request, by, part, row, chosen)
    if chosen in page and page[chosen].is_valid():
        VERBS[chosen](by, row, page[chosen])
        return redirect(f"{request.path}?client={part.client_id}")
    context = {
        "row": row,
        "forms": page,
        "part": part,
        "back": to_follow(part),
        "factors": queries.factors_for_meeting(by, found),
    }
    return render(request, "dropout/milestone.html", context)


def _forms(
    request: HttpRequest, by: Actor, part: Participant, row: Milestone, chosen: str
) -> dict[str, BaseForm]:
    sent = {name: request.POST if name == chosen else None for name in VERBS}
    known = {name: getattr(row, name) for name in KNOWN}
    guests = row.attendees.all()
    known |= {"relatives": [one.relative_id for one in guests], "staff": [one.staff_id for one in guests]}
    held = {name: getattr(row, name) for name in ("course", "minutes")}
    held |= {"held": row.held} if row.held else {}
    return {
        "change": MilestoneForm(sent["change"], initial=known, **_offered(by, part)),
        "hold": HeldForm(sent["hold"], prefix="hold", initial=held),
        "decide": DecisionForm(sent["decide"], prefix="decide"),
    }


def _change(by: Actor, row: Milestone, form: BaseForm) -> None:
    given, who = _parted(form)
    actions.change_milestone(by=by, milestone=row, changed=given, **who)


def _hold(by: Actor, row: Milestone, form: BaseForm) -> None:
    actions.hold_milestone(by=by, milestone=row, **form.cleaned_data)


def _decide(by: Actor, row: Milestone, form: BaseForm) -> None:
    assert isinstance(form, DecisionForm)  # noqa: S101 - narrows the type, the page says so above
    actions.decide(by=by, milestone=row, decision=Decision(pk=form.key_of(), **form.given()))


VERBS = {"change": _change, "hold": _hold, "decide": _decide}


@gate(may_follow)
@require_POST
def decision_done(request: HttpRequest, episode: UUID, decision: UUID) -> HttpResponse:
    """What was decided is done."""
    by, found, part = own_course(request, episode)
    row = get_object_or_404(queries.decisions_of(by, found, part.client_id), pk=decision)
    actions.finish_decision(by=by, decision=row)
    return stored(request, part, _("Noted as done."))
