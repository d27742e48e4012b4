"""The licence register: whose words, on what terms, until when."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.instruments import actions, queries
from gjenklang.apps.instruments.forms import EndLicenceForm, LicenceForm
from gjenklang.apps.instruments.models import Licence
from gjenklang.apps.people.rules import Actor, acting, may_administer
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import catalogue

__all__ = ["document", "end_licence", "licences"]


@gate(may_administer)
def licences(request: HttpRequest) -> HttpResponse:
    """Every agreement, and a new one."""
    by = acting(request)
    ours = [(one.code, one.name) for one in catalogue().values() if not one.own_words]
    form = LicenceForm(request.POST or None, request.FILES or None, instruments=ours)
    if request.method == "POST" and form.is_valid():
        actions.register_licence(by=by.who, licence=form.licence())
        messages.success(request, _("The agreement is stored."))
        return redirect("instruments:licences")
    context = {
        "agreements": queries.agreements(by, timezone.localdate()),
        "names": {one.code: one.name for one in catalogue().values()},
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "instruments/licences.html", context)


def _licence(by: Actor, key: UUID) -> Licence:
    found = queries.licence_of(by, key)
    if found is None:
        raise Http404
    return found


@gate(may_administer)
@require_POST
def end_licence(request: HttpRequest, licence: UUID) -> HttpResponse:
    """Note the last day of an agreement."""
    by = acting(request)
    found = _licence(by, licence)
    form = EndLicenceForm(request.POST)
    if form.is_valid() and form.cleaned_data["until"] >= found.since:
        actions.end_licence(by=by.who, licence=found, until=form.cleaned_data["until"])
        messages.success(request, _("Stored."))
    else:
        messages.error(request, _("Choose a day that is not before the first."))
    return redirect("instruments:licences")


@gate(may_administer)
def document(request: HttpRequest, licence: UUID) -> HttpResponse:
    """The agreement itself."""
    found = _licence(acting(request), licence)
    if not found.document:
        raise Http404
    answer = HttpResponse(bytes(found.document), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="licence-{found.instrument}.pdf"'
    return answer
