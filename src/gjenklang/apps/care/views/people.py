"""The therapist's own clients, and a new one."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.forms import NewClientForm
from gjenklang.apps.care.models import Episode
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.queries import organisation_of, units_of
from gjenklang.apps.people.rules import CARERS, acting, holds
from gjenklang.apps.security.gate import gate

__all__ = ["clients", "new_client"]


@gate(may_read_courses)
def clients(request: HttpRequest) -> HttpResponse:
    """Clients of one's own running courses, or of those that have ended."""
    ended = "ended" in request.GET
    by = acting(request)
    parts = queries.mine(by, ended=ended, supervised=True)
    context = {"parts": parts, "ended": ended, "may_open": by.holds(*CARERS)}
    return render(request, "care/clients.html", context)


@gate(holds(*CARERS))
def new_client(request: HttpRequest) -> HttpResponse:
    """Register a client and open the course."""
    by = acting(request)
    form = NewClientForm(request.POST or None, units=units_of(by), offered=queries.offered_forms(by))
    if request.method == "POST" and form.is_valid():
        day = timezone.localdate()
        outcome, alliance = actions.own_forms(day.year - form.cleaned_data["birth_year"])
        episode = Episode(
            unit=form.cleaned_data["unit"],
            mandated=form.cleaned_data["mandated"],
            offered=day,
            outcome=form.cleaned_data["outcome"] or outcome,
            alliance=form.cleaned_data["alliance"] or alliance,
        )
        try:
            with transaction.atomic():
                client = register_client(by=by.who, client=form.client(organisation_of(by).language))
                actions.open_episode(by=by, episode=episode, clients=[client], since=day)
        except IntegrityError:
            form.add_error("code", _("This code is taken. Choose another."))
        else:
            messages.success(request, _("The course is open."))
            return redirect("course", episode=episode.pk)
    return render(request, "care/new_client.html", {"form": form})
