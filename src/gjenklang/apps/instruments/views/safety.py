"""Who receives an answer that is talked about the same day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.instruments import actions, queries
from gjenklang.apps.instruments.forms import ReceiverForm
from gjenklang.apps.instruments.rules import may_choose_forms
from gjenklang.apps.people.queries import staff_of, units_of, where_clients_come
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import catalogue

__all__ = ["end_receiver", "receivers"]


@gate(may_choose_forms)
def receivers(request: HttpRequest) -> HttpResponse:
    """Whoever is named, and a new one."""
    by = acting(request)
    form = ReceiverForm(request.POST or None, units=where_clients_come(units_of(by)), staff=staff_of(by))
    if request.method == "POST" and form.is_valid():
        actions.name_receiver(by=by, receiver=form.named())
        messages.success(request, _("Stored. Forms with such a question can be chosen there now."))
        return redirect("instruments:receivers")
    context = {
        "named": queries.named_receivers(by),
        "form": form,
        "asking": [one for one in catalogue().values() if one.safety],
    }
    return render(request, "instruments/receivers.html", context)


@gate(may_choose_forms)
@require_POST
def end_receiver(request: HttpRequest, receiver: UUID) -> HttpResponse:
    """Name nobody any more."""
    by = acting(request)
    actions.end_receiver(by=by, receiver=get_object_or_404(queries.named_receivers(by), pk=receiver))
    messages.success(request, _("Stored. Forms with such a question can no longer be chosen there."))
    return redirect("instruments:receivers")
