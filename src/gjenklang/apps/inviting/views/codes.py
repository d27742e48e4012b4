"""Show a code, take a code, and the screen in the waiting room."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from uuid import UUID

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.actions import NoReceiver, NotAsked, NoWords
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Moment, Session
from gjenklang.apps.care.rules import may_plan, may_read_courses
from gjenklang.apps.inviting import actions, queries
from gjenklang.apps.inviting.models import Code
from gjenklang.apps.people.queries import raters_of
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.actions import lock_device
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.queries import address_of, locked_path
from gjenklang.apps.security.rules import anyone
from gjenklang.apps.shell.reader import readers_language
from gjenklang.core.instruments import UnknownInstrument

__all__ = ["drawn", "enter", "kiosk", "kiosk_now", "own_phone", "show_code", "state"]

#: Seconds after which the screen asks for itself anew, so that it is not signed out for standing still.
STANDS = 600
#: Where a session of the staff keeps the digits of the codes that it made, to show them again: the house has a hash.
DIGITS = "codes"


@gate(may_read_courses)
@require_POST
def own_phone(request: HttpRequest, session: UUID) -> HttpResponse:
    """Make a code for one person's form."""
    by = acting(request)
    found = get_object_or_404(care.sessions(by), pk=session)
    form, language = _asked(request, by, found)
    try:
        code, digits = actions.make_code(by=by, session=found, form=form, language=language)
    except (NoWords, NoReceiver, UnknownInstrument):
        messages.warning(request, _("This form cannot be shown on a screen. Type it from paper instead."))
        return redirect(f"{reverse('session', args=[found.pk])}?client={form.client}")
    except NotAsked as refused:
        messages.warning(request, refused.words)
        return redirect(f"{reverse('session', args=[found.pk])}?client={form.client}")
    request.session[DIGITS] = {str(code.pk): digits}
    return redirect("inviting:show_code", ticket=code.pk)


def _asked(request: HttpRequest, by: Actor, session: Session) -> tuple[Form, str]:
    """The form that is named, and the language of the one who answers."""
    part = care.part_of(by, session.episode, _key(request.POST.get("client")))
    if part is None:
        raise Http404
    rater = _key(request.POST.get("rater"))
    if rater:
        get_object_or_404(raters_of(by, part.client_id), pk=rater)
    at_end = request.POST.get("moment") == Moment.END
    instrument = session.episode.alliance if at_end else session.episode.outcome
    form = Form(instrument, Moment.END if at_end else Moment.START, part.client_id, rater)
    return form, part.client.language or translation.get_language() or "nb"


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _code(by: Actor, ticket: UUID) -> Code:
    found = queries.code_of(by, ticket)
    if found is None:
        raise Http404
    return found


@gate(may_read_courses)
def show_code(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The digits and the QR, turned towards the client, and how far it has come."""
    by = acting(request)
    code = _code(by, ticket)
    write_line(by.who, "client.read", client=code.invitation.client_id, subject=code.invitation_id)
    digits = request.session.get(DIGITS, {}).get(str(code.pk), "")
    enter_at = request.build_absolute_uri(reverse("inviting:enter"))
    session = reverse("session", args=[code.invitation.session_id])
    context = {
        "code": code,
        "digits": f"{digits[:3]} {digits[3:]}",
        "shown": bool(digits),
        "qr": drawn(f"{enter_at}?c={digits}") if digits else "",
        "address": enter_at.split("://", 1)[1].rstrip("/"),
        "state": queries.state_of(code),
        "back": f"{session}?client={code.invitation.client_id}",
    }
    return render(request, "inviting/code.html", context)


def drawn(address: str) -> SafeString:
    """An address as a QR code, in SVG."""
    segno = import_module("segno")  # only where a code is shown: a worker keeps 3 MB for it
    made: str = segno.make(address, micro=False, error="m").svg_inline(border=4, omitsize=True)
    return mark_safe(made)  # noqa: S308 - drawn by segno from an address of our own


@gate(may_read_courses)
def state(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """How far it has come, for the page that shows the code: no mark, and nobody's name."""
    code = _code(acting(request), ticket)
    return render(request, "inviting/state.html", {"code": code, "state": queries.state_of(code)})


@gate(anyone)
@csrf_exempt
def enter(request: HttpRequest) -> HttpResponse:
    """Type a code, or come by the QR; opening is a press of a button, so that no preview can use the code up."""
    with translation.override(readers_language(request)):
        return _enter(request)


def _enter(request: HttpRequest) -> HttpResponse:
    given = request.POST.get("code", "") if request.method == "POST" else request.GET.get("c", "")
    digits = "".join(one for one in given if one.isdecimal())[:12]
    if request.method != "POST":
        return render(request, "inviting/enter.html", {"digits": digits if len(digits) == 6 else ""})
    try:
        token = actions.use_code(digits=digits, address=address_of(request))
    except actions.NoSuchCode:
        return render(request, "inviting/enter.html", {"wrong": True}, status=404)
    except OperationalError:
        return render(request, "inviting/enter.html", {"busy": True}, status=503)
    path = reverse("care:form", args=[token])
    if locked_path(request) == reverse("inviting:kiosk_now"):
        _let(request, path)
    return redirect(path)


@gate(may_plan)
def kiosk(request: HttpRequest) -> HttpResponse:
    """Make this device the screen of the waiting room."""
    if request.method == "POST":
        page = reverse("inviting:kiosk_now")
        request.session["unlock_to"] = reverse("care:today")
        _let(request)
        return redirect(page)
    return render(request, "inviting/kiosk.html")


def _let(request: HttpRequest, *forms: str) -> None:
    """What the screen may show from now on: the page for codes, and at most the one form that is open now."""
    lock_device(
        request,
        path=reverse("inviting:kiosk_now"),
        back=request.session["unlock_to"],
        also=(reverse("inviting:enter"), *forms),
        blanks=True,
    )


def _at_the_kiosk(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Only a device that is the screen of the waiting room has this page."""

    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        if locked_path(request) != reverse("inviting:kiosk_now"):
            return redirect("inviting:enter")
        return view(request)

    return page


@gate(anyone)
@_at_the_kiosk
def kiosk_now(request: HttpRequest) -> HttpResponse:
    """Blank, and ready for the next code; the form before it can no longer be opened here."""
    _let(request)
    page = render(request, "inviting/enter.html", {"kiosk": True})
    page.headers["Refresh"] = str(STANDS)
    return page
