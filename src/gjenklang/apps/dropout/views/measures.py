"""What the service tries when something is seen: a table that a leader or an administrator writes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import LinksForm, NewMeasureForm
from gjenklang.apps.dropout.rules import may_shape
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["close_measure", "measures", "new_measure"]


@gate(may_shape)
def measures(request: HttpRequest) -> HttpResponse:
    """One line for each fact."""
    by = acting(request)
    form = LinksForm(request.POST or None, links=queries.links_of(by))
    if request.method == "POST" and form.is_valid():
        for fact in form.changed_data:
            actions.link_measure(by=by, fact=fact, words=form.cleaned_data[fact])
        messages.success(request, _("Stored."))
        return redirect("dropout:measures")
    local = queries.local_measures(by).filter(closed=None)
    return render(request, "dropout/measures.html", {"form": form, "local": local, "new": NewMeasureForm()})


@gate(may_shape)
@require_POST
def new_measure(request: HttpRequest) -> HttpResponse:
    """Name a measure of one's own."""
    by = acting(request)
    form = NewMeasureForm(request.POST)
    if not form.is_valid():
        context = {"form": LinksForm(links=queries.links_of(by)), "new": form}
        local = queries.local_measures(by).filter(closed=None)
        return render(request, "dropout/measures.html", context | {"local": local})
    actions.name_measure(by=by, name=form.cleaned_data["name"])
    messages.success(request, _("Stored."))
    return redirect("dropout:measures")


@gate(may_shape)
@require_POST
def close_measure(request: HttpRequest, measure: UUID) -> HttpResponse:
    """Offer a measure no longer."""
    by = acting(request)
    found = get_object_or_404(queries.local_measures(by), pk=measure)
    actions.close_measure(by=by, measure=found)
    messages.success(request, _("It is no longer offered. Who got it is kept."))
    return redirect("dropout:measures")
