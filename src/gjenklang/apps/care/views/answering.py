"""The client's own screens; the address is the key, so no cookie and no sign-in."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.answering import SHOWN_FOR, UNDO_WITHIN, Sent
from gjenklang.apps.care.forms import key_from, marks_from, own_from, seconds_from, shown_from, waited_from
from gjenklang.apps.care.models import Administration, Invitation, Reply, Standing
from gjenklang.apps.care.queries import (
    counting_answer,
    invitation_by_token,
    line_to_mark,
    may_still_answer,
    own_mark_of,
    stopped_of,
    untold,
)
from gjenklang.apps.care.views.showing import line_shown, own_shown, show_form, words_of
from gjenklang.apps.care.views.told import LANGUAGE_NAMES
from gjenklang.apps.people.words import forms_of
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.queries import blanks_to, locked_path
from gjenklang.apps.security.rules import anyone
from gjenklang.apps.shell.reader import readers_language
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import AnswerOutOfRange, UnknownItem

__all__ = ["answering", "by_address", "confirm", "decline", "done", "form", "later", "thanks", "undo"]

#: Seconds until a screen in a waiting room goes back from a page by itself.
BLANK_AFTER = {"thanks": 20, "form": 300, "first": 300}

NOT_ASKED = gettext_lazy(
    "You have chosen not to answer forms, so nothing is asked here. If you change your mind, say so to those who help "
    "you, or on your own page."
)
Page = Callable[[HttpRequest, Invitation, str], HttpResponse]


def by_address(view: Page) -> Callable[[HttpRequest, str], HttpResponse]:
    """Find the invitation that an address opens, and speak the language of the one who is asked."""

    @gate(anyone)
    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponse:
        invitation = invitation_by_token(token)
        if invitation is None or not may_still_answer(invitation, _day_of(request, invitation)):
            with translation.override(readers_language(request)):
                return _closed(request, _("This form does not exist, or it has been closed."), status=404)
        request.unit = invitation.session.episode.unit  # type: ignore[attr-defined] # for the foot of the page
        with translation.override(invitation.language):
            try:
                receiving = request.method == "POST"
                waited = receiving and _sent_by_a_device(request)
                actions.check_time(invitation=invitation, receiving=receiving, waited=waited)
                return _blanking(request, view(request, invitation, token), view.__name__)
            except actions.Expired:
                sentence = _("The time for this form has run out. Ask for a new one.")
                return _closed(request, sentence, status=410)
            except OperationalError:
                sentence = _("Your marks could not be stored just now. Wait a little, go back and try again.")
                return _closed(request, sentence, status=503, again=token)

    return page


def _day_of(request: HttpRequest, invitation: Invitation) -> date:
    """The day that a yes must hold on: today, or that of marks which have waited on a device."""
    waited = waited_from(request.POST) if request.method == "POST" else None
    if waited is None:
        return timezone.localdate()
    return timezone.localdate(actions.given_at(invitation, waited))


def _sent_by_a_device(request: HttpRequest) -> bool:
    """Whether marks are sent by a device on which they waited: nothing is shown for them, and nothing asked."""
    asks = any(request.POST.get(name) for name in ("back", "language", "words"))
    return waited_from(request.POST) is not None and not asks


def _blanking(request: HttpRequest, page: HttpResponse, name: str) -> HttpResponse:
    """Let a screen in a waiting room go back by itself: soon when all is said, late while someone marks."""
    home = blanks_to(request)
    if home:
        page.headers["Refresh"] = f"{BLANK_AFTER.get(name, 90)}; url={home}"
    return page


def _closed(request: HttpRequest, sentence: str, *, status: int, again: str = "") -> HttpResponse:
    """Say why in one sentence; a device that was handed over leads back to the one who handed it over.

    ``again`` is the form of an answer that was not stored, and may be sent anew.
    """
    context = {"sentence": sentence, "locked": locked_path(request) is not None, "again": again}
    return render(request, "care/closed.html", context, status=status)


def _over(request: HttpRequest, token: str) -> HttpResponse:
    """Marks that are no longer shown to whoever has the address; a device that was handed over waits for its owner."""
    if locked_path(request) is not None:
        return redirect("care:thanks", token=token)
    return _closed(request, _("This form is closed. If you need a new one, ask for it."), status=410)


@gzip_page
@by_address
def form(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Show the lines, and receive the marks."""
    if request.method == "POST":
        return _receive(request, invitation, token)
    answer = counting_answer(invitation)
    refused = _refused(invitation, answer)
    if refused:
        return _closed(request, refused, status=410)
    if answer is not None and "again" not in request.GET:
        return redirect("care:done", token=token)
    if answer is None and "ready" not in request.GET and untold(invitation):
        return redirect("care:first", token=token)
    if answer is not None and _long_since(answer):
        return _over(request, token)
    return _opened(request, invitation, answer)


def _refused(invitation: Invitation, answer: Administration | None) -> str:
    """Why a form is not shown, though its address is right; empty when it is."""
    if words_of(invitation) is None:
        return _("This form cannot be shown just now. Ask for it on paper.")
    if answer is None and not invitation.rater_id and stopped_of([invitation.client_id]):
        return str(NOT_ASKED)
    return ""


def _opened(request: HttpRequest, invitation: Invitation, answer: Administration | None) -> HttpResponse:
    if answer is None and "ready" in request.GET:
        # It is to be kept for when the net goes: nobody has opened it yet.
        return _kept(show_form(request, invitation, marks={}))
    actions.open_form(invitation=invitation)
    last = answer or _undone(invitation)
    if last is None:
        page = show_form(request, invitation, marks={})
        return page if line_to_mark(invitation) else _kept(page)
    actions.note_shown(invitation=invitation, answer=last)
    marks = {**last.answers, **own_mark_of(last)}
    return show_form(request, invitation, marks=marks, after=answer.id if answer else None, shown=last.shown)


def _kept(page: HttpResponse) -> HttpResponse:
    """Let a device keep this page for when the net goes: it holds the words of a form, and nothing about anyone."""
    page.headers["X-Keep"] = "1"
    return page


def _long_since(answer: Administration) -> bool:
    """Whether marks were confirmed, or sent so long ago, that the address no longer shows them to whoever holds it."""
    return answer.confirmed is not None or timezone.now() - answer.finished > SHOWN_FOR


def _undone(invitation: Invitation) -> Administration | None:
    return (
        Administration.objects.filter(client=invitation.client_id, invitation=invitation)
        .exclude(standing=Standing.REMOVED)
        .order_by("-ordinal")
        .first()
    )


def _receive(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    posted = request.POST
    try:
        marks = _marks(request, invitation)
        language = posted.get("language", "")
        if language in dict(LANGUAGE_NAMES):
            return _switch_language(request, invitation, language, marks)
        if posted.get("words"):
            actions.choose_words(invitation=invitation, easy=posted["words"] == "easy")
            return show_form(request, invitation, marks=marks, after=_uuid(posted.get("after")))
        if posted.get("back"):
            return show_form(request, invitation, marks=marks, after=_uuid(posted.get("after")))
        if None in marks.values() and not posted.get("asked") and not _sent_by_a_device(request):
            return show_form(request, invitation, marks=marks, after=_uuid(posted.get("after")), ask=True)
        return _send(request, invitation, token, marks)
    except (ValueError, AnswerOutOfRange, UnknownItem) as wrong:
        if isinstance(wrong, actions.Expired | actions.AlreadyAnswered):
            raise
        sentence = _("A mark was outside the line and nothing was stored. Go back and put it again.")
        return _closed(request, sentence, status=400, again=token)


def _marks(request: HttpRequest, invitation: Invitation) -> dict[str, int | None]:
    """What was sent for each line of the page, the client's own among them by the name ``own``."""
    marks = marks_from(request.POST, in_catalogue(invitation.instrument))
    own = own_from(request.POST)
    return {**marks, "own": own.mark} if own else marks


def _send(
    request: HttpRequest, invitation: Invitation, token: str, marks: Mapping[str, int | None]
) -> HttpResponse:
    if not any(mark is not None for mark in marks.values()):
        actions.decline(invitation=invitation)
        # A device that sends by itself waits for the one status that says that it has arrived.
        return (
            HttpResponse(status=201) if _sent_by_a_device(request) else redirect("care:thanks", token=token)
        )
    posted = request.POST
    sent = Sent(
        key=key_from(posted),
        answers={code: mark for code, mark in marks.items() if code != "own"},
        after=_uuid(posted.get("after")),
        reason=posted.get("reason", "")[:2000],
        waited=waited_from(posted),
        seconds=seconds_from(posted),
        shown=shown_from(posted),
        own=own_from(posted),
    )
    try:
        actions.record_administration(invitation=invitation, sent=sent)
    except actions.AlreadyAnswered:
        sentence = _("Someone else had already answered this form. Your marks are kept beside theirs.")
        return _closed(request, sentence, status=409)
    except IntegrityError:
        return _closed(request, _("This was sent before, for another form. Open the form anew."), status=409)
    if sent.waited is not None:
        return HttpResponse(status=201)
    return HttpResponse(status=302, headers={"Location": f"{request.path}done/"})


def _switch_language(
    request: HttpRequest, invitation: Invitation, language: str, marks: Mapping[str, int | None]
) -> HttpResponse:
    actions.choose_language(invitation=invitation, language=language)
    with translation.override(language):
        return show_form(request, invitation, marks=marks, after=_uuid(request.POST.get("after")))


@by_address
def done(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Show the marks back, and ask whether they are right."""
    answer = counting_answer(invitation)
    if answer is None:
        return redirect("care:form", token=token)
    if _long_since(answer):
        return _over(request, token)
    actions.note_shown(invitation=invitation, answer=answer)
    words = words_of(invitation)
    context: dict[str, Any] = {
        "token": token,
        "lines": [line_shown(line, answer.answers.get(line.code)) for line in (words.lines if words else ())],
        "own": own_shown(answer),
        "may_undo": timezone.now() - answer.finished < UNDO_WITHIN,
        "when": answer.shown,
        "helper": forms_of(invitation.session.episode.unit.therapist_word),
    }
    return render(request, "care/done.html", context)


@by_address
def confirm(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """The marks are right; keep what was written beside them."""
    if request.method == "POST":
        items = in_catalogue(invitation.instrument).items
        notes = {item.code: request.POST.get(f"note-{item.code}", "") for item in items}
        actions.confirm(invitation=invitation, notes=notes)
    return redirect("care:thanks", token=token)


@by_address
def undo(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Take back what was just sent; too late, and the form opens for a change with a reason instead."""
    if request.method == "POST":
        actions.undo(invitation=invitation)
    return redirect(f"{_address(token)}?again=1")


@by_address
def answering(_request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """The page tells that the first mark was put, so that whoever waits sees that somebody answers."""
    if _request.method == "POST":
        actions.note_begun(invitation=invitation)
    return HttpResponse(status=204)


@by_address
def decline(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Not today, in one tap."""
    if request.method == "POST":
        actions.decline(invitation=invitation)
    return redirect("care:thanks", token=token)


@by_address
def later(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Not now, in one tap; whoever has the address can open it again."""
    if request.method == "POST":
        actions.put_off(invitation=invitation)
    return redirect(f"{reverse('care:thanks', args=[token])}?later=1")


@by_address
def thanks(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Say thank you, and let the device go back."""
    answer = counting_answer(invitation)
    context = {
        "locked": locked_path(request) is not None,
        "home": blanks_to(request),
        "answered": answer is not None,
        "when": answer.shown if answer else "",
        "later": "later" in request.GET,
        "token": token,
        "may_say": invitation.rater_id is None,
        "replies": Reply.choices,
        "experience": actions.ask_experience(invitation=invitation) if answer else None,
        "helper": forms_of(invitation.session.episode.unit.therapist_word),
    }
    return render(request, "care/thanks.html", context)


def _address(token: str) -> str:
    return reverse("care:form", args=[token])


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
