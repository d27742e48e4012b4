"""The service's own models of the expected course: taken in, looked at, chosen."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.feedback import actions, queries
from gjenklang.apps.feedback.forms import ExpectedForm
from gjenklang.apps.people.rules import acting, may_administer
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["expected", "expected_use"]


@gate(may_administer)
def expected(request: HttpRequest) -> HttpResponse:
    """Which models there are, which one is in use, and a place to take one in."""
    by = acting(request)
    sent = request.method == "POST"
    form = ExpectedForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        actions.take_in(by=by, model=form.cleaned_data["model"])
        messages.info(request, _("The bands are being worked out. The model is not in use yet."))
        return redirect("expected")
    models = [(one, in_catalogue(one.instrument).name) for one in queries.expected_models(by)]
    return render(request, "feedback/expected.html", {"form": form, "models": models})


@gate(may_administer)
@require_POST
def expected_use(request: HttpRequest, model: UUID) -> HttpResponse:
    """Use a model, or no longer."""
    by = acting(request)
    found = queries.expected_model(by, model)
    if found is None:
        raise Http404
    if request.POST.get("do") == "stop":
        actions.stop_expected(by=by, model=found)
        messages.success(request, _("Not in use any more."))
        return redirect("expected")
    try:
        actions.use_expected(by=by, model=found)
        messages.success(request, _("In use from now on."))
    except actions.NotReady:
        messages.error(request, _("Only a model whose bands are worked out can be used."))
    return redirect("expected")
