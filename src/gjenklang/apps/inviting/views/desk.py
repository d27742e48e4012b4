"""A code for the screen in the waiting room, made at the desk: for today's appointment, and without any answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.actions import NoReceiver, NotAsked, NoWords
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Moment, Participant, Status
from gjenklang.apps.care.rules import may_plan
from gjenklang.apps.inviting import actions
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import UnknownInstrument

__all__ = ["at_desk"]


@gate(may_plan)
@require_POST
@never_cache
def at_desk(request: HttpRequest, session: UUID) -> HttpResponse:
    """Show six digits, once, for the client's own form at the start of a meeting of today."""
    by = acting(request)
    today = timezone.localdate()
    found = get_object_or_404(
        care.planned_sessions(by), pk=session, local_date=today, status__in=[Status.PLANNED, Status.HELD]
    )
    taking = Participant.objects.filter(episode=found.episode_id, until=None).select_related("client")
    part = next((one for one in taking if str(one.client_id) == request.POST.get("client")), None)
    if part is None:
        raise Http404
    form = Form(found.episode.outcome, Moment.START, part.client_id)
    try:
        code, digits = actions.make_code(by=by, session=found, form=form, language=part.client.language)
    except (NoWords, NoReceiver, UnknownInstrument):
        messages.warning(request, _("This form cannot be shown on a screen. Give it on paper instead."))
        return redirect("care:today")
    except NotAsked as refused:
        messages.warning(request, refused.words)
        return redirect("care:today")
    context = {
        "part": part,
        "code": code,
        "digits": f"{digits[:3]} {digits[3:]}",
        "address": request.build_absolute_uri(reverse("inviting:enter")).split("://", 1)[1].rstrip("/"),
    }
    return render(request, "inviting/desk.html", context)
