"""Agree about sending, send a link, follow it; and what the one who gets it meets."""

import hmac
import json
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Moment, Participant
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.inviting import actions, queries
from gjenklang.apps.inviting.forms import AgreementForm, LinkForm, number_from
from gjenklang.apps.inviting.models import ContactAgreement, Link, Rhythm
from gjenklang.apps.inviting.rules import WHY
from gjenklang.apps.people.models import Rater
from gjenklang.apps.people.queries import raters_of
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.queries import address_of
from gjenklang.apps.security.rules import anyone
from gjenklang.apps.shell.reader import readers_language

__all__ = ["agree", "end", "end_rhythm", "link", "links", "stop", "texts_in", "withdraw"]


MOST_SHOWN = 40


def _course(request: HttpRequest, episode: UUID) -> tuple[Actor, Episode, Participant]:
    """The course, and the one in it who is named, or was; the line that the client was read is left.

    For whoever has left a shared course nothing new is sent, and what runs can still be ended.
    """
    by = acting(request)
    found: Episode = get_object_or_404(care.in_hand(by), pk=episode)
    named = request.GET.get("client") or request.POST.get("client") or ""
    people = care.participants_of(by, found)
    here = [one for one in people if one.until is None]
    part = next((one for one in people if str(one.client_id) == named), None)
    if part is None and not named and len(here) == 1:
        part = here[0]
    if part is None:
        raise Http404
    write_line(by.who, "client.read", client=part.client_id, subject=found.pk, detail="links")
    return by, found, part


def _people(by: Actor, part: Participant) -> list[tuple[str, str, Rater | None]]:
    """The client and those who rate the client: key, name on the page, row."""
    raters = list(raters_of(by, part.client_id))
    return [("self", part.client.code, None), *((str(one.pk), one.relation, one) for one in raters)]


@gate(may_read_courses)
def links(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Who may be written to, what is to be sent, and what became of what was sent."""
    by, found, part = _course(request, episode)
    held = {str(one.rater_id or "self"): one for one in queries.agreements_of(by, found, part.client_id)}
    people = _people(by, part)
    today = timezone.localdate()
    able = [
        (key, name)
        for key, name, _row in people
        if part.until is None
        and key in held
        and held[key].safe
        and queries.lasting_agreement(held[key], today)
    ]
    given: dict[str, Any] = {"to": [key for key, _name in able], "days": found.unit.link_days}
    form = LinkForm(
        request.POST or None, people=able, last=queries.last_held(by, found, today), initial=given
    )
    if request.method == "POST" and form.is_valid():
        for key in form.cleaned_data["to"]:
            _ask(by, found, held[key], form)
        messages.success(request, _("It is sent by itself, and not at night."))
        return redirect(_here(found, part))
    newest = queries.links_sent(by, found, part.client_id)[:MOST_SHOWN]
    sent = [(one, queries.state_of_link(one), WHY.get(one.why, "")) for one in newest]
    context = {
        "episode": found,
        "part": part,
        "people": [(key, name, held.get(key)) for key, name, _row in people],
        "form": form if able else None,
        "sent": sent,
        "rhythms": queries.rhythms_of(by, found, part.client_id),
        "today": today,
        "apart": care.kept_apart(by, found),
    }
    return render(request, "inviting/links.html", context)


def _here(episode: Episode, part: Participant) -> str:
    return f"{reverse('inviting:links', args=[episode.pk])}?client={part.client_id}"


def _ask(by: Actor, episode: Episode, agreement: ContactAgreement, form: LinkForm) -> None:
    given = form.cleaned_data
    if given["when"] == "now":
        link = Link(agreement=agreement, episode=episode, due=timezone.now(), days=given["days"])
        link.pk = uuid5(form.key_of(), str(agreement.rater_id or "self"))  # sent twice, stored once for each
        if given["moment"] == Moment.END:
            link.moment, link.session = Moment.END, form.last
        actions.queue_link(by=by, link=link)
        return
    before = given["when"] == "before"
    rhythm = Rhythm(
        episode=episode,
        client_id=agreement.client_id,
        rater_id=agreement.rater_id,
        hours_before=given["hours"] if before else None,
        weekday=None if before else given["weekday"],
        hour=None if before else given["hour"],
        days=given["days"],
    )
    actions.begin_rhythm(by=by, rhythm=rhythm)


@gate(may_read_courses)
def agree(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Ask where a link may be sent, and whether that is safe."""
    by, found, part = _course(request, episode)
    whose = request.GET.get("whose", "self")
    people = {key: (name, row) for key, name, row in _people(by, part)}
    if whose not in people or part.until is not None:
        raise Http404
    name, rater = people[whose]
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        agreement = ContactAgreement(
            client=part.client,
            rater=rater,
            by=given["by"],
            address=given["address"],
            safe=given["safe"] == "yes",
            until=given["until"],
        )
        actions.agree_contact(by=by, agreement=agreement)
        messages.success(request, _("Stored."))
        return redirect(_here(found, part))
    context = {"form": form, "name": name, "part": part, "back": _here(found, part)}
    return render(request, "inviting/agree.html", context | {"apart": care.kept_apart(by, found)})


@gate(may_read_courses)
@require_POST
def end(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Send to one of them no more."""
    by, found, part = _course(request, episode)
    for one in queries.agreements_of(by, found, part.client_id):
        if str(one.rater_id or "self") == request.POST.get("whose"):
            actions.end_contact(by=by, agreement=one)
    return redirect(_here(found, part))


@gate(may_read_courses)
@require_POST
def withdraw(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Take one link back."""
    by, found, part = _course(request, episode)
    for one in queries.links_sent(by, found, part.client_id):
        if str(one.pk) == request.POST.get("link"):
            actions.withdraw_link(by=by, link=one)
    return redirect(_here(found, part))


@gate(may_read_courses)
@require_POST
def end_rhythm(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Send by itself no more."""
    by, found, part = _course(request, episode)
    for one in queries.rhythms_of(by, found, part.client_id):
        if str(one.pk) == request.POST.get("rhythm"):
            actions.end_rhythm(by=by, rhythm=one)
    return redirect(_here(found, part))


@gate(anyone)
@csrf_exempt
def link(request: HttpRequest, token: str) -> HttpResponse:
    """One button and no more words than that; opening is a press, so that no preview opens anything."""
    with translation.override(_language_of(request, token)):
        return _opened(request, token)


def _language_of(request: HttpRequest, token: str) -> str:
    """That of the client whom the link is about; the reader's own for one that opens nothing."""
    found = queries.link_by_token(token)
    return found.agreement.client.language if found else readers_language(request)


def _opened(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "inviting/link.html", {"token": token})
    try:
        opened = actions.open_link(token=token, address=address_of(request))
    except actions.NoSuchLink:
        return render(request, "inviting/link.html", {"token": token, "closed": True}, status=404)
    except OperationalError:
        return render(request, "inviting/link.html", {"token": token, "busy": True}, status=503)
    return redirect("care:form", token=opened)


@gate(anyone)
@csrf_exempt
@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more of these; the same page for an address that opens nothing."""
    with translation.override(_language_of(request, token)):
        actions.stop_by_page(token=token)
        return render(request, "inviting/stopped.html")


@gate(anyone)
@csrf_exempt
@require_POST
def texts_in(request: HttpRequest) -> HttpResponse:
    """What the gateway hands in of what was answered: only a word that means stop is acted on, nothing is kept."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.TEXTS_WORD or not hmac.compare_digest(given.encode(), settings.TEXTS_WORD.encode()):
        return HttpResponse(status=403)
    try:
        told: dict[str, Any] = json.loads(request.body)
        number, words = number_from(str(told["from"])), str(told["text"])
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    actions.stop_by_word(number=number, text=words)
    return HttpResponse(status=204)
