"""Shut unless opened: the gate, the lock and the clock that every request passes."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gjenklang.apps.security.gate import may_enter
from gjenklang.apps.security.queries import also_open, has_second_factor, locked_path

__all__ = ["Gate", "IdleTimeout"]

#: What a handed-over device may fetch besides: built files, and the worker that keeps a form for when the net goes.
HARMLESS = ("/static/", "/sw.js")

Next = Callable[[HttpRequest], HttpResponse]


class IdleTimeout:
    """Sign out who has not clicked for a while, or is switched off; look at the clock once a minute."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out, or note that someone is here."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            now, seen = int(time.time()), request.session.get("seen", 0)
            idle = seen and now - seen > settings.IDLE_MINUTES * 60
            if idle or not request.user.is_authenticated:  # a session that names one who is switched off
                return self._sign_out(request, idle=bool(idle))
            if now - seen > 60 and not _by_itself(request):
                request.session["seen"] = now
        return self.get_response(request)

    def _sign_out(self, request: HttpRequest, *, idle: bool) -> HttpResponse:
        """Let what is on the screen go; whoever fills in a form on a handed-over device is not disturbed."""
        page = locked_path(request)
        theirs = page is not None and request.path.startswith((page, *also_open(request)))
        logout(request)
        if theirs:  # its address is enough: nobody needs to be signed in
            return self.get_response(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        if page:
            return redirect(page)
        if idle:
            messages.info(request, _("You were signed out because nobody had used the page for a while."))
        after = request.get_full_path() if request.method == "GET" else reverse("front")
        return redirect_to_login(after)


def _by_itself(request: HttpRequest) -> bool:
    """Whether a page asks by itself: nobody has clicked."""
    return request.headers.get("HX-Trigger") == "live" or "X-By-Itself" in request.headers


class Gate:
    """Ask the rule of every view; a view without a rule opens for nobody."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep a handed-over device on its one page."""
        page = locked_path(request)
        if page and not request.path.startswith(
            (page, *also_open(request), *HARMLESS, reverse("security:unlock"), reverse("set_language"))
        ):
            if request.headers.get("HX-Request"):  # a page in another tab: let all of it go, not a part
                return HttpResponse(status=204, headers={"HX-Refresh": "true"})
            return redirect(page)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Let in, send to sign-in, or refuse."""
        if may_enter(request, view):
            return self._second_factor(request)
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Refresh": "true"})
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied

    def _second_factor(self, request: HttpRequest) -> HttpResponseBase | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.resolver_match:
            return None
        name = request.resolver_match.url_name or ""
        if name.startswith(("account_", "mfa_", "set_language", "unlock")) or not _with_session(request):
            return None
        if request.session.get("second_factor") or has_second_factor(request):
            request.session["second_factor"] = True
            return None
        return redirect("mfa_index")


def _with_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
