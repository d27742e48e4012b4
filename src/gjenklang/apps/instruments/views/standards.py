"""Which forms a course begins with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gjenklang.apps.instruments import actions, queries
from gjenklang.apps.instruments.forms import StandardForm
from gjenklang.apps.instruments.rules import may_choose_forms
from gjenklang.apps.people.queries import units_of, where_clients_come
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["standards"]


@gate(may_choose_forms)
def standards(request: HttpRequest) -> HttpResponse:
    """Every set, what held before, and a new one."""
    by = acting(request)
    outcomes, alliances = queries.ready_forms(by.organisation)
    units = where_clients_come(units_of(by))
    form = StandardForm(request.POST or None, units=units, outcomes=outcomes, alliances=alliances)
    if request.method == "POST" and form.is_valid():
        actions.choose_standard(by=by, chosen=form.chosen())
        messages.success(request, _("Stored. New courses begin with these forms."))
        return redirect("instruments:standards")
    names = dict([*outcomes, *alliances])
    return render(
        request, "instruments/standards.html", {"sets": queries.standards_shown(by, names), "form": form}
    )
