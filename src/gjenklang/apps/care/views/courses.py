"""About one course: its dates and forms, who takes part, who rates, who works with it, and its end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.forms import CourseForm, JoinForm, ShareForm, StudyForm
from gjenklang.apps.care.models import Episode
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.care.views.people import NOBODY_RECEIVES
from gjenklang.apps.instruments.queries import may_ask
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.queries import carers_beside, client_by_code
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["about", "feedback_on", "leave", "own_course", "reopen"]

#: What one form of the page does; it answers with a sentence when that may not be.
Verb = Callable[[Actor, Episode, BaseForm], str | None]


def own_course(by: Actor, episode: UUID) -> Episode:
    """A course that the asker may change; nothing else exists."""
    found: Episode = get_object_or_404(queries.in_hand(by), pk=episode)
    return found


@gate(may_read_courses)
def about(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Show and change what is known of a course."""
    by = acting(request)
    found = own_course(by, episode)
    actions.write_for_each(by, "client.read", found.pk)
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    page = _forms(request, by, found, chosen)
    if chosen in page and page[chosen].is_valid():
        wrong = VERBS[chosen](by, found, page[chosen])
        if wrong is None:
            messages.success(request, _("Stored."))
            return redirect("care:about", episode=found.pk)
        page[chosen].add_error(None, wrong)
    context = {
        "episode": found,
        "forms": page,
        "people": queries.participants_of(by, found),
        "responsible": list(queries.responsible_for(by, found)),
        "off": not found.shows_feedback(timezone.localdate()),
        "choices": list(queries.choices_of(by, found)),
    }
    return render(request, "care/about.html", context)


def _forms(request: HttpRequest, by: Actor, episode: Episode, chosen: str) -> dict[str, BaseForm]:
    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == chosen else None, "prefix": name}

    offered = queries.offered_forms(by, episode.unit_id)
    return {
        "course": say_as(episode.unit, CourseForm(**sent("course"), instance=episode, offered=offered)),
        "join": JoinForm(**sent("join")),
        "study": say_as(episode.unit, StudyForm(**sent("study"))),
        "share": ShareForm(**sent("share"), colleagues=carers_beside(by)),
    }


def _change(by: Actor, episode: Episode, form: BaseForm) -> str | None:
    held = Episode.objects.get(pk=episode.pk)
    given = {name: form.cleaned_data[name] for name in form.changed_data if name not in ("chosen_by", "why")}
    for code in (given.get("outcome"), given.get("alliance")):
        if code and not may_ask(by.organisation, held.unit_id, code):
            return str(NOBODY_RECEIVES)
    actions.change_episode(
        by=by,
        episode=held,
        changed=given,
        chosen_by=form.cleaned_data["chosen_by"],
        why=form.cleaned_data["why"],
    )
    return None


def _join(by: Actor, episode: Episode, form: BaseForm) -> str | None:
    code, year = form.cleaned_data["code"], form.cleaned_data["birth_year"]
    client = client_by_code(by, code)
    if client is not None and not queries.clients(by).filter(pk=client.pk).exists():
        return _("This code is taken. Choose another.")
    try:
        with transaction.atomic():
            client = client or register_client(by=by.who, client=Client(code=code, birth_year=year))
            actions.join_episode(by=by, episode=episode, client=client)
    except IntegrityError:
        return _("This code is taken. Choose another.")
    return None


def _share(by: Actor, episode: Episode, form: BaseForm) -> str | None:
    staff = form.cleaned_data["staff"]
    actions.share_responsibility(by=by, episode=episode, staff=staff.pk, since=timezone.localdate())
    return None


def _study(by: Actor, episode: Episode, form: BaseForm) -> str | None:
    assert isinstance(form, StudyForm)  # noqa: S101 - narrows what VERBS names
    actions.turn_feedback_off(by=by, off=form.off(episode))
    return None


VERBS: dict[str, Verb] = {
    "study": _study,
    "course": _change,
    "join": _join,
    "share": _share,
}


@gate(may_read_courses)
@require_POST
def leave(request: HttpRequest, episode: UUID, responsibility: UUID) -> HttpResponse:
    """Note that someone no longer works with a course."""
    by = acting(request)
    found = own_course(by, episode)
    one = get_object_or_404(queries.responsible_for(by, found), pk=responsibility, until=None)
    try:
        actions.end_responsibility(by=by, responsibility=one, until=timezone.localdate())
    except ValueError:
        messages.warning(request, _("Someone must be responsible: share the course with a colleague first."))
    return redirect("care:about", episode=found.pk)


@gate(may_read_courses)
@require_POST
def reopen(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Take up a course again that had been noted as ended."""
    by = acting(request)
    found = own_course(by, episode)
    actions.reopen_episode(by=by, episode=found)
    messages.success(request, _("The course is open again."))
    return redirect("care:about", episode=found.pk)


@gate(may_read_courses)
@require_POST
def feedback_on(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Show what is derived again, before a study's last day."""
    by = acting(request)
    found = own_course(by, episode)
    actions.turn_feedback_on(by=by, episode=found, day=timezone.localdate())
    messages.success(request, _("Feedback is on again."))
    return redirect("care:about", episode=found.pk)
