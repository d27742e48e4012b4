"""The client's own page."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe
from uuid_utils.compat import uuid7

from gjenklang.apps.care.actions import end_own_line, write_own_line
from gjenklang.apps.care.models import MatterKind, OwnLine
from gjenklang.apps.dropout.queries.printing import NEEDED, Paper, PrintingError, print_pages
from gjenklang.apps.own import actions, queries
from gjenklang.apps.own.forms import LineForm, PinForm, SignInForm
from gjenklang.apps.own.models import OwnSession
from gjenklang.apps.own.rules import (
    COOKIE_PATH,
    MOST,
    close_session,
    cookie_name,
    own_session,
    session_of,
)
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.queries import address_of, locked_path
from gjenklang.apps.security.rules import anyone
from gjenklang.apps.shell.reader import readers_language

__all__ = ["as_json", "as_pdf", "away", "choose", "line", "mine", "out", "own"]

Page = Callable[..., HttpResponse]


def own(view: Page) -> Callable[..., HttpResponse]:
    """Open to a client who has signed in, in the client's language; anyone else gets the page for code and PIN."""

    @gate(anyone)
    @wraps(view)
    def page(request: HttpRequest, **named: UUID) -> HttpResponse:
        session = own_session(request)
        if session is None:
            return redirect("own:mine")
        actions.note_seen(session=session)
        with translation.override(session.access.client.language):
            return view(request, session, **named)

    return page


@gate(anyone)
def mine(request: HttpRequest) -> HttpResponse:
    """The own page; before it, code and PIN."""
    session = own_session(request)
    if session is None:
        with translation.override(readers_language(request)):
            return redirect("own:reads") if close_session(request) else _sign_in(request)
    actions.note_seen(session=session)
    with translation.override(session.access.client.language):
        actions.note_read(session=session)
        return render(request, "own/mine.html", _context(request, session))


def _context(request: HttpRequest, session: OwnSession) -> dict[str, Any]:
    courses = queries.own_courses(session)
    if courses:
        request.unit = courses[0].episode.unit  # type: ignore[attr-defined] # for the foot of the page
    return {
        "courses": courses,
        "may_note": any(one.may_write for one in courses),
        "looks": queries.looks(session),
        **queries.said_stop(session),
        **queries.told(session),
        "kinds": MatterKind.choices,
        "key": uuid7(),
        "day": timezone.localdate(),
    }


def _sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method != "POST":
        return render(request, "own/sign_in.html", {"form": form})
    typed = form.cleaned_data if form.is_valid() else {"code": "", "pin": ""}
    try:
        key = actions.sign_in(**typed, address=address_of(request))
    except actions.NotOpenedError:
        return render(request, "own/sign_in.html", {"form": SignInForm(), "wrong": True}, status=403)
    answer = redirect("own:mine")
    _remember(answer, key)
    return answer


def _remember(answer: HttpResponse, key: str) -> None:
    secure = cookie_name().startswith("__Secure")
    answer.set_cookie(
        cookie_name(), key, max_age=MOST, path=COOKIE_PATH, secure=secure, httponly=True, samesite="Strict"
    )


@gate(anyone)
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Choose the PIN, once, on the client's own phone or on a device that was handed over."""
    found = queries.access_by_link(token)
    if found is None:
        with translation.override(readers_language(request)):
            return render(request, "own/closed.html", status=404)
    with translation.override(found.client.language):
        form = PinForm(request.POST or None)
        context = {"form": form, "code": found.code, "locked": locked_path(request) is not None}
        if request.method == "POST" and form.is_valid():
            try:
                actions.choose_pin(access=found, pin=form.cleaned_data["pin"])
            except actions.NotOpenedError:
                return render(request, "own/closed.html", status=409)
            return render(request, "own/chosen.html", context)
        return render(request, "own/choose.html", context)


@gate(anyone)
@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    return _ended(request, redirect("own:mine"))


@gate(anyone)
@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """Leave quickly: sign out, and let a page about the weather take this one's place."""
    return _ended(request, render(request, "own/away.html"))


def _ended(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    session = session_of(request)
    if session is not None:
        actions.sign_out(session=session)
    answer.delete_cookie(cookie_name(), path=COOKIE_PATH, samesite="Strict")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@own
@require_POST
def line(request: HttpRequest, session: OwnSession, pk: UUID) -> HttpResponse:
    """Follow something in one's own words from now on, or nothing any more."""
    found = queries.own_course(session, pk)
    form = LineForm(request.POST)
    if found is None or not form.is_valid():
        raise Http404
    by, client = actions.who(session.access), session.access.client
    words = form.cleaned_data["words"].strip()
    if words:
        write_own_line(by=by, line=OwnLine(episode=found, client=client, words=words))
    else:
        end_own_line(by=by, episode=found.pk, client=client.pk)
    return redirect(reverse("own:mine") + "#line")


@own
@require_safe
def as_json(_request: HttpRequest, session: OwnSession) -> HttpResponse:
    """All of it as a file that programs read."""
    actions.note_read(session=session, detail="json")
    named = {"Content-Disposition": 'attachment; filename="mine.json"'}
    return JsonResponse(queries.everything(session), json_dumps_params={"ensure_ascii": False}, headers=named)


@own
@require_safe
def as_pdf(request: HttpRequest, session: OwnSession) -> HttpResponse:
    """All of it on paper."""
    actions.note_read(session=session, detail="pdf")
    language = session.access.client.language
    paper = Paper("own/sheet.html", language, grey=True, style="shell/sheet.css")
    context = _context(request, session)
    try:
        made = print_pages(paper, context)
    except PrintingError:
        return render(request, "own/mine.html", context | {"missing": NEEDED}, status=503)
    named = {"Content-Disposition": 'attachment; filename="mine.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=named)
