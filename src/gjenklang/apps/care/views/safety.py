"""Answers that somebody talks with the client about the same day."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.forms import SafetyForm
from gjenklang.apps.care.models import Did, SafetyNotice
from gjenklang.apps.instruments.queries import wording
from gjenklang.apps.people.rules import Actor, acting, works_here
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["handle_safety", "safety"]


@dataclass(frozen=True, slots=True)
class Row:
    """One notice in words: each item with its number and what was answered, and whether its time has run out."""

    notice: SafetyNotice
    instrument: str
    answered: tuple[tuple[int, str], ...]
    late: bool


@gate(works_here)
def safety(request: HttpRequest) -> HttpResponse:
    """What the asker receives, is next in line for, or works with, of one client if named; each leaves a line."""
    by = acting(request)
    client = request.GET.get("client", "")
    found = [one for one in queries.safety_to_talk_about(by) if client in ("", str(one.client_id))]
    write_lines([line(by.who, "safety.read", client=one.client_id, subject=one.pk) for one in found])
    rows = [_row(by, one) for one in found]
    return render(request, "care/safety.html", {"rows": rows, "choices": Did.choices})


def _row(by: Actor, notice: SafetyNotice) -> Row:
    instrument = in_catalogue(notice.instrument)
    words = wording(notice.instrument, (get_language() or "nb")[:2], organisation=by.organisation)
    lines = {one.code: one for one in (words.lines if words else ())}
    answered = tuple(
        (instrument.item(code).number, (lines[code].says(steps) if code in lines else "") or str(steps))
        for code, steps in notice.answered.items()
    )
    late = notice.due is not None and notice.due < timezone.now()
    return Row(notice, instrument.name, answered, late)


@gate(works_here)
@require_POST
def handle_safety(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Note what was done, with name and time."""
    by = acting(request)
    found = queries.safety_notice(by, notice)
    if found is None:
        raise Http404
    form = SafetyForm(request.POST)
    if form.is_valid():
        did = Did(form.cleaned_data["did"])
        actions.handle_safety(by=by, notice=found, did=did, words=form.cleaned_data["words"])
        messages.success(request, _("Noted, with your name and the time."))
    else:
        messages.error(request, _("Choose what was done, and write at most 500 characters."))
    return redirect("care:safety")
