"""The front door, a sign of life for whoever watches the service, and the page that is not there."""

from allauth.account.views import password_reset
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation

from gjenklang.apps.people.rules import acting, actor_of, works_here
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.rules import anyone
from gjenklang.apps.shell.reader import readers_language
from gjenklang.website.navigation import all_places, first_place

__all__ = ["accessibility", "alive", "closed", "failed", "forgotten", "front", "more", "not_found"]


@gate(anyone)
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the first place of one's menu, or to sign-in."""
    actor = actor_of(request)
    if actor is None:
        return redirect("account_login")
    return redirect(first_place(actor))


@gate(works_here)
def more(request: HttpRequest) -> HttpResponse:
    """Every place that one's roles open: the menu shows only as many as fit."""
    return render(request, "shell/more.html", {"places": all_places(request, acting(request))})


@gate(anyone)
def alive(request: HttpRequest) -> HttpResponse:
    """Say that the web and its database answer; nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@gate(anyone)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What has been tried so that everyone can use it, and what is known not to be good enough."""
    with translation.override(readers_language(request)):
        return render(request, "shell/accessibility.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for what does not exist and for what belongs to someone else."""
    return render(request, "shell/error.html", {"status": 404}, status=404)


def closed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer someone whose role does not open this page."""
    return render(request, "shell/error.html", {"status": 403}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when the fault is ours; asks neither database nor session, which may be what failed."""
    return HttpResponse(render_to_string("shell/error.html", {"status": 500}), status=500)


@gate(anyone)
def forgotten(request: HttpRequest) -> HttpResponseBase:
    """A new password by mail, or, where none is sent, who makes a link for it."""
    if settings.SENDS_MAIL:
        page: HttpResponseBase = password_reset(request)
        return page
    return render(request, "security/forgotten.html")
