"""The service's own checklists: built and changed without programming, and filled in on a course."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import BuildForm, FillForm
from gjenklang.apps.dropout.models import LocalAnswers, LocalChecklist, LocalVersion
from gjenklang.apps.dropout.rules import may_follow, may_shape
from gjenklang.apps.dropout.views.about import about
from gjenklang.apps.people.models import Role, Unit
from gjenklang.apps.people.queries import units_of, where_clients_come
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["build", "change", "close", "fill", "local_list"]


def _units(by: Actor, also: LocalVersion | None = None) -> Any:
    """The units whose checklists the asker may build: a leader's own, an administrator's all."""
    if by.holds(Role.ADMINISTRATOR):
        return where_clients_come(units_of(by))
    held = {unit.pk for unit in also.units.all()} if also else set()
    own = where_clients_come(units_of(by).filter(pk__in=by.units(Role.LEADER)))
    return Unit.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=held)).order_by("name")


def _version(by: Actor, checklist: UUID) -> LocalVersion:
    """The newest version of a checklist of the asker's own units; nothing else exists."""
    found: LocalVersion = get_object_or_404(queries.local_versions(by), checklist=checklist)
    mine = set(_units(by).values_list("pk", flat=True))
    return get_object_or_404(queries.local_versions(by).filter(units__in=mine).distinct(), pk=found.pk)


@gate(may_shape)
def local_list(request: HttpRequest) -> HttpResponse:
    """The service's own checklists."""
    by = acting(request)
    mine = set(_units(by).values_list("pk", flat=True))
    found = [(one, bool(mine & {unit.pk for unit in one.units.all()})) for one in queries.local_versions(by)]
    return render(request, "dropout/local_list.html", {"checklists": found})


@gate(may_shape)
def build(request: HttpRequest) -> HttpResponse:
    """Build a checklist."""
    by = acting(request)
    form = BuildForm(request.POST or None, offered=_units(by))
    if request.method == "POST" and form.is_valid():
        made = LocalChecklist(pk=form.cleaned_data["key"] or uuid7())
        actions.build_local(by=by, checklist=made, asked=form.asked())
        messages.success(request, _("Stored."))
        return redirect("dropout:local_list")
    return render(request, "dropout/local_build.html", {"form": form})


@gate(may_shape)
def change(request: HttpRequest, checklist: UUID) -> HttpResponse:
    """Change a checklist: what was filled in by earlier versions stays as it was."""
    by = acting(request)
    found = _version(by, checklist)
    form = BuildForm(request.POST or None, offered=_units(by, found), version=found)
    if request.method == "POST" and form.is_valid():
        actions.change_local(by=by, version=found, asked=form.asked())
        messages.success(request, _("Stored as a new version."))
        return redirect("dropout:local_list")
    return render(request, "dropout/local_build.html", {"form": form, "version": found})


@gate(may_shape)
@require_POST
def close(request: HttpRequest, checklist: UUID) -> HttpResponse:
    """Ask a checklist no longer."""
    by = acting(request)
    actions.close_local(by=by, checklist=_version(by, checklist).checklist)
    messages.success(request, _("It is asked no longer. What was filled in is kept."))
    return redirect("dropout:local_list")


@gate(may_follow)
def fill(request: HttpRequest, episode: UUID, checklist: UUID) -> HttpResponse:
    """Fill in a local checklist for one client, for the time point that waits."""
    here = about(request, episode, change=True)
    states = queries.local_states(here.by, here.episode, here.client.pk, timezone.localdate())
    version = get_object_or_404(
        queries.local_versions(here.by).filter(units=here.episode.unit_id), checklist=checklist
    )
    week = next((one.week for one in states if one.version.pk == version.pk), None) or 0
    actions.show_course(by=here.by, episode=here.episode, client=here.client, what="local")
    form = FillForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        row = LocalAnswers(
            pk=form.cleaned_data["key"] or uuid7(),
            episode=here.episode,
            client=here.client,
            version=version,
            week=week,
            answers=form.answers(),
        )
        actions.fill_local(by=here.by, answers=row)
        messages.success(request, _("Stored."))
        return redirect(f"{reverse('dropout:staying', args=[here.episode.pk])}?client={here.client.pk}")
    context = {"form": form, "version": version, "week": week, "client": here.client, "episode": here.episode}
    return render(request, "dropout/local_fill.html", context)
