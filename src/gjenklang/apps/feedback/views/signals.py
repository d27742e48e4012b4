"""What is worth talking about in one course: shown beside the curve, and what was done with it."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions, queries
from gjenklang.apps.feedback.forms import BackForm, HandleForm, LabelForm
from gjenklang.apps.feedback.models import MOST_LABELS, Done, NotNow, Signal
from gjenklang.apps.feedback.queries import Course, Said, ShownTo, may_handle, said, signal_in_hand
from gjenklang.apps.feedback.queries.caseload import titles_for
from gjenklang.apps.feedback.queries.expected import Expected
from gjenklang.apps.feedback.queries.held_against import track_of
from gjenklang.apps.instruments.wording import Wording
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["handle_signal", "label", "label_off", "signals", "take_back", "to_talk_about"]


def to_talk_about(
    by: Actor, course: Course, *, going_on: bool, expected: Expected | None = None
) -> dict[str, Any]:
    """What ``feedback/talk.html`` needs; whoever calls shows the course, and the line that it was read is left here."""
    shown = actions.show(by=by, course=course, going_on=going_on, track=track_of(course, expected))
    talk, handled = _in_words(course, shown.open), _in_words(course, shown.handled)
    return {
        "talk": talk,
        "handled": handled,
        "may_handle": may_handle(by, course.episode),
        "reasons": _reasons(get_language() or ""),
    }


@lru_cache(maxsize=16)
def _reasons(_language: str) -> list[tuple[str, str]]:
    """In the language that is spoken now: a page names them beside each signal, and a lazy word is slow."""
    return [(value, str(label)) for value, label in NotNow.choices]


def _in_words(course: Course, signals: Sequence[Signal]) -> list[tuple[Signal, Said]]:
    words = {one.instrument.code: one.words for one in course.readings}
    return [(one, said(one, words.get(one.instrument))) for one in signals]


@gate(may_read_courses)
def signals(request: HttpRequest, episode: UUID) -> HttpResponse:
    """What was handled in a course, what stood on the page on a day, and its labels; never turned to the client."""
    by = acting(request)
    found = get_object_or_404(care.episodes(by), pk=episode)
    people = care.participants_of(by, found)
    part = next((one for one in people if str(one.client_id) == request.GET.get("client")), people[0])
    client = part.client
    actions.note_read(by=by, episode=found, client=client.pk)
    day = _day(request.GET.get("day", ""))
    on = found.shows_feedback(timezone.localdate())
    past = queries.history(by, found, client.pk) if on else []
    shown = queries.shown_on(by, found, client.pk, day) if day and on else []
    words = titles_for(
        by, [*(one.signal for one in past), *(one for each in shown for one, _folded in each.signals)]
    )
    context = {
        "episode": found,
        "client": client,
        "people": people,
        "past": [(one, said(one.signal, words.get(one.signal.instrument))) for one in past],
        "off": not on,
        "study": care.study_of(by, found),
        "days": queries.days_shown(by, found, client.pk) if on else [],
        "day": day,
        "shown": [(each.name, _shown(each, words)) for each in shown],
        "labels": queries.labels_of(by, found),
        "form": LabelForm(),
        "full": MOST_LABELS,
        "may_handle": may_handle(by, found),
    }
    return render(request, "feedback/signals.html", context)


def _shown(each: ShownTo, words: dict[str, Wording | None]) -> list[tuple[Signal, Said, bool]]:
    return [(one, said(one, words.get(one.instrument)), folded) for one, folded in each.signals]


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


@gate(may_read_courses)
@require_POST
def take_back(request: HttpRequest, episode: UUID, signal: UUID) -> HttpResponse:
    """Let a signal that was handled be open again; then back to where it stood."""
    by = acting(request)
    found = signal_in_hand(by, episode, signal)
    if found is None:
        raise Http404
    actions.take_back(by=by, signal=found)
    messages.success(request, _("Taken back. It stands among what to talk about again."))
    form = BackForm(request.POST)
    form.is_valid()
    return redirect(f"{_page_of(by, found, form)}?client={found.client_id}")


@gate(may_read_courses)
@require_POST
def label(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Put a label on a course."""
    by = acting(request)
    found = get_object_or_404(care.in_hand(by), pk=episode)
    form = LabelForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Write a label of at most 30 characters."))
    elif actions.put_label(by=by, episode=found, words=form.cleaned_data["words"]) is None:
        messages.warning(request, _("It is there already, or there are five. Take one off first."))
    else:
        messages.success(request, _("Stored."))
    return redirect("signals", episode)


@gate(may_read_courses)
@require_POST
def label_off(request: HttpRequest, episode: UUID, label: UUID) -> HttpResponse:
    """Take a label off a course."""
    by = acting(request)
    found = queries.label_in_hand(by, episode, label)
    if found is None:
        raise Http404
    actions.take_label_off(by=by, label=found)
    messages.success(request, _("Taken off."))
    return redirect("signals", episode)


@gate(may_read_courses)
@require_POST
def handle_signal(request: HttpRequest, episode: UUID, signal: UUID) -> HttpResponse:
    """Note that a signal was talked about, or is not taken up now; then back to where it stood."""
    by = acting(request)
    found = signal_in_hand(by, episode, signal)
    if found is None:
        raise Http404
    form = HandleForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose a reason, and write at most 200 characters."))
    elif form.cleaned_data["done"] == Done.TALKED:
        actions.talk_about(by=by, signal=found)
        messages.success(request, _("Noted: talked about."))
    else:
        given = form.cleaned_data
        actions.put_off(by=by, signal=found, reason=NotNow(given["reason"]), words=given["words"])
        messages.success(request, _("Noted: not now."))
    return redirect(f"{_page_of(by, found, form)}?client={found.client_id}")


def _page_of(by: Actor, signal: Signal, form: BackForm) -> str:
    """The session page that it was done from, if it was one of this course; else the course page."""
    key = form.cleaned_data.get("session")
    found = care.session_of(by, key) if key else None
    if found is None or found.episode_id != signal.episode_id:
        return reverse("course", args=[signal.episode_id])
    return reverse("session", args=[found.pk])
