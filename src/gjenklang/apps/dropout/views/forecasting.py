"""The page of a service's own model: how it was judged, before anyone may switch it on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms.forecasting import SwitchOnForm
from gjenklang.apps.dropout.models import LocalModel
from gjenklang.apps.dropout.rules import may_shape
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import acting, may_administer
from gjenklang.apps.security.gate import gate

__all__ = ["fit", "local_model", "off"]


@gate(may_shape)
def local_model(request: HttpRequest) -> HttpResponse:
    """How the newest model was judged, and the switch; only an administrator may turn it."""
    by = acting(request)
    model, may_switch = queries.latest_model(by), by.holds(Role.ADMINISTRATOR)
    form = SwitchOnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and may_switch and model and form.is_valid():
        try:
            actions.switch_on(by=by, model=model, why=form.cleaned_data["why"])
            messages.success(request, _("Switched on. It shows factors, and no percentage."))
        except actions.NotJudged:
            messages.error(request, _("A model that has not been judged cannot be switched on."))
        return redirect("dropout:local_model")
    context = {
        "model": model,
        "on": queries.model_on(by),
        "said": queries.judged_in_words(model),
        "form": form if may_switch and model and model.state == LocalModel.State.JUDGED else None,
        "may_switch": may_switch,
    }
    return render(request, "dropout/local_model.html", context)


@gate(may_administer)
@require_POST
def fit(request: HttpRequest) -> HttpResponse:
    """Have a model fitted and judged."""
    actions.ask_for_model(by=acting(request))
    messages.info(request, _("The model is being fitted and judged. It stays off."))
    return redirect("dropout:local_model")


@gate(may_administer)
@require_POST
def off(request: HttpRequest) -> HttpResponse:
    """Switch off what is on."""
    by = acting(request)
    if model := queries.model_on(by):
        actions.switch_off(by=by, model=model)
        messages.success(request, _("Switched off."))
    return redirect("dropout:local_model")
