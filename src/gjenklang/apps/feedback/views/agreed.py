"""What was agreed: written down, corrected, closed, and read with what came after."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions, queries
from gjenklang.apps.feedback.forms import AgreedForm, CloseForm
from gjenklang.apps.feedback.models import Agreed
from gjenklang.apps.feedback.queries import Point, Since
from gjenklang.apps.feedback.queries.newest import hours
from gjenklang.apps.feedback.views.here import Here, here, stored
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["agreed", "agreed_close", "agreed_correct", "agreed_new", "mark_back"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreement on the page: its number on the curve, as it holds, its hours, what came after, what was before."""

    point: Point | None
    held: Agreed
    hours: list[str]
    since: Since | None
    before: tuple[Agreed, ...]


@gate(may_read_courses)
def agreed(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Everything that was agreed with one client and what came after, newest first; and what stands on the curve."""
    at = here(request, episode)
    unseen = care.kept_from_client(at.client.pk)  # it is one tap from the page they look at together
    course = queries.gather(at.by, at.episode, at.client, at.part.main_rater_id, without=unseen)
    points = queries.points_of(course, queries.noted_of(at.by, at.episode, at.client.pk))
    numbered = {one.key: one for one in points.points}
    entries = []
    versions = queries.agreed_versions(at.by, at.episode, at.client.pk)
    for _thread, rows in groupby(versions, lambda one: one.thread):
        held, *before = rows
        seen = None if at.off else queries.since(course, held.since, held.until)
        said = hours(held.hours_before, held.hours_after)
        entries.append(Entry(numbered.get(held.thread), held, said, seen, tuple(before)))
    entries.sort(key=lambda one: (one.held.since, one.held.at), reverse=True)
    context = {
        "here": at,
        "entries": entries,
        "marks": [one for one in points.points if one.kind != "agreed"],
        "phases": points.phases,
    }
    return render(request, "feedback/agreed.html", context)


@gate(may_read_courses)
def agreed_new(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Write down what we agree on."""
    at = here(request, episode, change=True)
    form = AgreedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_agreed(by=at.by, agreed=Agreed(pk=form.key_of(), **at.whose, **form.given()))
        return stored(request, at.back)
    return _form(request, at, form, _("What do we agree on?"), at.back)


@gate(may_read_courses)
def agreed_correct(request: HttpRequest, episode: UUID, agreed: UUID) -> HttpResponse:
    """Correct what stands there; what stood before is kept."""
    at = here(request, episode, change=True)
    held = _held(at, agreed)
    known = {name: getattr(held, name) for name in AgreedForm.base_fields if name != "key"}
    form = AgreedForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.correct_agreed(by=at.by, held=held, agreed=Agreed(pk=form.key_of(), **form.given()))
        return stored(request, _log(at))
    return _form(request, at, form, _("Correct what we agreed"), _log(at))


@gate(may_read_courses)
def agreed_close(request: HttpRequest, episode: UUID, agreed: UUID) -> HttpResponse:
    """Note that it no longer holds."""
    at = here(request, episode, change=True)
    held = _held(at, agreed)
    form = CloseForm(request.POST or None, since=held.since)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.close_agreed(by=at.by, held=held, until=given["until"], closing=given["closing"])
        return stored(request, _log(at))
    context = {
        "here": at,
        "form": form,
        "title": _("It no longer holds"),
        "lead": held.words,
        "back": _log(at),
    }
    return render(request, "feedback/fill.html", context)


@gate(may_read_courses)
@require_POST
def mark_back(request: HttpRequest, episode: UUID, mark: UUID) -> HttpResponse:
    """Take something back from the curve; it is kept, and no longer shown."""
    at = here(request, episode, change=True)
    found = queries.mark_in_hand(at.by, episode, mark)
    if found is None or found.client_id != at.client.pk:
        raise Http404
    actions.take_back_mark(by=at.by, marked=found)
    return stored(request, _log(at), _("Taken back."))


def _held(at: Here, key: UUID) -> Agreed:
    found = queries.agreed_in_hand(at.by, at.episode.pk, key)
    if found is None or found.client_id != at.client.pk:
        raise Http404
    return found


def _log(at: Here) -> str:
    return reverse("agreed", args=[at.episode.pk]) + at.query


def _form(request: HttpRequest, at: Here, form: AgreedForm, title: str, back: str) -> HttpResponse:
    context = {"here": at, "form": say_as(at.episode.unit, form), "title": title, "back": back}
    return render(request, "feedback/agreed_form.html", context)
