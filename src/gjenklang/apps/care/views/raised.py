"""What a client says yes to, written down by one who helps; what clients raise, and who answers it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.actions.answering import who_answers
from gjenklang.apps.care.forms import AnswerForm, ConsentForm, MatterForm
from gjenklang.apps.care.models import Consent, Invitation, Matter
from gjenklang.apps.care.rules import may_answer_matters, may_read_courses
from gjenklang.apps.care.views.answering import by_address
from gjenklang.apps.care.views.courses import own_course
from gjenklang.apps.people.queries import raters_of
from gjenklang.apps.people.rules import acting
from gjenklang.apps.people.words import say_as, words_of
from gjenklang.apps.security.gate import gate

__all__ = ["consents", "matter", "matters", "referrer", "say"]


@gate(may_read_courses)
def consents(request: HttpRequest, episode: UUID, client: UUID) -> HttpResponse:
    """What one client has said yes to: write it down, and take it back."""
    by = acting(request)
    part = queries.part_ever(by, own_course(by, episode), client)
    if part is None:
        raise Http404
    write_line(by.who, "client.read", client=client, subject=episode, detail="consents")
    held = queries.consents_of(by, part.episode, client)
    raters = [(str(one.pk), one.relation) for one in raters_of(by, client)]
    asked = request.POST.get("do") == "consent" and part.until is None
    form = ConsentForm(request.POST if asked else None, raters=raters)
    if asked and form.is_valid():
        given = form.given()
        consent = Consent(
            pk=form.key_of(), client=part.client, since=timezone.localdate(), **{**given, "rater": None}
        )
        consent.rater_id = UUID(given["rater"]) if given["rater"] else None
        actions.give_consent(by=by, consent=consent)
    for one in held:
        if request.POST.get("do") == "take_back" and str(one.pk) == request.POST.get("which"):
            actions.take_back_consent(by=by.who, consent=one)
    if request.method == "POST" and not form.errors:
        messages.success(request, _("Stored."))
        return redirect("care:consents", episode=episode, client=client)
    context = {"part": part, "consents": held, "form": form, "today": timezone.localdate()}
    return render(request, "care/consents.html", context)


@gate(may_read_courses)
def referrer(request: HttpRequest, episode: UUID, client: UUID) -> HttpResponse:
    """What whoever referred is told, on one page to print: whether we met, and no answer of anyone."""
    by, today = acting(request), timezone.localdate()
    part = queries.part_ever(by, own_course(by, episode), client)
    if part is None:
        raise Http404
    held = queries.consents_of(by, part.episode, client)
    told = [(one, queries.attendance_for(by, one, part.episode, today)) for one in held]
    consent, seen = next(((one, seen) for one, seen in told if seen is not None), (None, None))
    if consent is None:
        raise Http404
    write_line(by.who, "client.read", client=client, subject=consent.pk, detail="referrer")
    return render(request, "care/referrer.html", {"part": part, "consent": consent, "seen": seen})


@gate(may_answer_matters)
def matters(request: HttpRequest) -> HttpResponse:
    """What clients have raised, the one with the nearest day first."""
    by = acting(request)
    found = list(queries.matters_to_answer(by)[:100])
    context = {"open": [one for one in found if not one.answered_at], "today": timezone.localdate()}
    return render(
        request, "care/matters.html", context | {"answered": [one for one in found if one.answered_at]}
    )


@gate(may_answer_matters)
def matter(request: HttpRequest, matter: UUID) -> HttpResponse:
    """One matter: read it, and answer it."""
    by = acting(request)
    found: Matter = get_object_or_404(queries.matters_to_answer(by), pk=matter)
    actions.note_matter_read(by=by, matter=found)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stored = actions.answer_matter(by=by, matter=found, answer=form.cleaned_data["answer"])
        if stored:
            messages.success(request, _("Stored."))
        else:
            late = _("Someone else answered first. The client reads that answer, not yours.")
            messages.warning(request, words_of(found.unit, late))
        return redirect("care:matters")
    return render(request, "care/matter.html", {"matter": found, "form": say_as(found.unit, form)})


@by_address
def say(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Raise something from the form, without signing in: it goes to someone who is not the therapist."""
    if invitation.rater_id:
        raise Http404
    form = MatterForm(request.POST or None)
    unit = invitation.session.episode.unit
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.given()
        matter = Matter(pk=form.key_of(), unit=unit, client=invitation.client, **given)
        actions.raise_matter(by=who_answers(invitation), matter=matter, today=timezone.localdate())
        return render(request, "care/said.html", {"matter": matter, "token": token})
    return render(request, "care/say.html", {"form": form, "token": token})
