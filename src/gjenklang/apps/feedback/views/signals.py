"""What is worth talking about in one course: shown beside the curve, and what was done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.forms import HandleForm
from gjenklang.apps.feedback.models import Done, NotNow, Signal
from gjenklang.apps.feedback.queries import Course, Said, may_handle, said, signal_in_hand
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["handle_signal", "to_talk_about"]


def to_talk_about(by: Actor, course: Course, *, going_on: bool) -> dict[str, object]:
    """What ``feedback/talk.html`` needs; whoever calls shows the course, and the line that it was read is left here."""
    talk = _in_words(course, actions.show(by=by, course=course, going_on=going_on))
    return {
        "talk": talk,
        "may_handle": bool(talk) and may_handle(by, course.episode),
        "reasons": NotNow.choices,
    }


def _in_words(course: Course, signals: list[Signal]) -> list[tuple[Signal, Said]]:
    words = {one.instrument.code: one.words for one in course.readings}
    return [(one, said(one, words.get(one.instrument))) for one in signals]


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


def _page_of(by: Actor, signal: Signal, form: HandleForm) -> str:
    """The session page that it was handled from, if it was one of this course; else the course page."""
    key = form.cleaned_data.get("session")
    found = care.session_of(by, key) if key else None
    if found is None or found.episode_id != signal.episode_id:
        return reverse("course", args=[signal.episode_id])
    return reverse("session", args=[found.pk])
