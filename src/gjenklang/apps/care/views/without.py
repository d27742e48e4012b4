"""Without a net: the worker beside the pages, the page it shows, and the forms that a device takes along for a day."""

import json
from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.actions import lock_device
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.rules import anyone
from gjenklang.apps.shell.manifest import asset_path, built

__all__ = ["leave_with", "manifest", "ready", "service_worker", "without_net"]

#: What the worker keeps: the built files that a form is made of.
KEPT = ("client.css", "client.js", "favicon.svg")


@gzip_page
@gate(anyone)
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The worker beside the pages, with the names of this version's files in front."""
    files = [f"{settings.STATIC_URL}{asset_path(name)}" for name in KEPT]
    script = f"const FILES={json.dumps(files)};\n{built('sw.js')}"
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


@gate(anyone)
def manifest(_request: HttpRequest) -> JsonResponse:
    """What a browser needs to put the house on a device's own screen."""
    icon = f"{settings.STATIC_URL}{asset_path('favicon.svg')}"
    says = {
        "name": "Gjenklang",
        "short_name": "Gjenklang",
        "start_url": reverse("care:today"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b5c56",
        "icons": [{"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(says, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@gate(anyone)
def without_net(request: HttpRequest) -> HttpResponse:
    """The page that stands on the device for when there is no net; it knows nobody."""
    return render(request, "care/without_net.html")


@gate(may_read_courses)
def ready(request: HttpRequest) -> HttpResponse:
    """Show who is on today's list, and on asking make their forms ready to be taken along."""
    by = acting(request)
    meetings = [one for one in queries.todays_meetings(by, timezone.localdate()) if one.readable]
    until = datetime.combine(
        timezone.localdate() + timedelta(days=1), time(), timezone.get_current_timezone()
    )
    context = {
        "people": [client.code for one in meetings for client in one.clients],
        "until": int(until.timestamp() * 1000),
        "made": request.method == "POST",
    }
    if request.method == "POST":
        taken = actions.take_along(by=by, sessions=[one.session for one in meetings], until=until)
        context["forms"] = [_row(one) for one in taken]
    return render(request, "care/ready.html", context)


def _row(one: actions.Taken) -> dict[str, object]:
    return {
        "path": reverse("care:form", args=[one.token]),
        "code": one.invitation.client.code,
        "relation": one.invitation.rater.relation if one.invitation.rater else "",
        "moment": one.invitation.get_moment_display(),
    }


@gate(may_read_courses)
@require_POST
def leave_with(request: HttpRequest) -> HttpResponse:
    """Lock the device to the page for no net, until a PIN or password brings it back."""
    page = reverse("care:without_net")
    forms = reverse("care:form", args=["-"]).removesuffix("-/")
    lock_device(request, path=page, back=reverse("care:today"), also=(forms,))
    return redirect(page)
