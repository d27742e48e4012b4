"""The mastery plan with its versions, the talks, and whether reminders are wanted."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import PLAN, PlanForm, RemindersForm, TalkForm
from gjenklang.apps.dropout.models import MasteryPlan, Talk
from gjenklang.apps.dropout.rules import may_follow
from gjenklang.apps.dropout.views.follow import fill, own_course, read_course, stored, to_follow
from gjenklang.apps.security.gate import gate

__all__ = ["new_talk", "plan", "reminders", "write_plan"]


@gate(may_follow)
def plan(request: HttpRequest, episode: UUID) -> HttpResponse:
    """One version of the plan, to be read together or printed."""
    by, found, _people, part = read_course(request, episode)
    versions = list(queries.plans_of(by, found, part.client_id))
    shown = next((one for one in versions if str(one.version) == request.GET.get("version")), None)
    shown = shown or next(iter(versions), None)
    if shown is None:
        raise Http404
    write_line(by.who, "client.read", client=part.client_id, subject=found.pk)
    parts = [(PlanForm.base_fields[name].label, getattr(shown, name)) for name in PLAN]
    context = {
        "shown": shown,
        "parts": [(label, words) for label, words in parts if words],
        "versions": versions,
        "part": part,
        "back": to_follow(part),
    }
    return render(request, "dropout/plan.html", context)


@gate(may_follow)
def write_plan(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Write the plan, beginning with what stood there last."""
    by, found, part = own_course(request, episode)
    last = queries.plans_of(by, found, part.client_id).first()
    known = {name: getattr(last, name) for name in PLAN} if last else {}
    form = PlanForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        row = MasteryPlan(pk=form.key_of(), episode=found, client_id=part.client_id, **form.given())
        actions.write_plan(by=by, plan=row)
        return stored(request, part)
    lead = _("Write it together. Each time it is stored a new version is kept, and the old ones stay.")
    return fill(request, form, part, _("Mastery plan"), lead=lead)


@gate(may_follow)
def new_talk(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Note an introduction talk or a mastery talk."""
    by, found, part = own_course(request, episode)
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = Talk(pk=form.key_of(), episode=found, client_id=part.client_id, **form.given())
        actions.note_talk(by=by, talk=row)
        return stored(request, part)
    return fill(request, form, part, _("A talk we had"))


@gate(may_follow)
@require_POST
def reminders(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Note whether reminders are wanted."""
    by, _found, part = own_course(request, episode)
    form = RemindersForm(request.POST)
    if not form.is_valid():
        raise Http404
    actions.want_reminders(by=by, part=part, wanted=form.cleaned_data["wanted"])
    return stored(request, part)
