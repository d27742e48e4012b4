"""Read in need, for whoever a client has barred."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.forms.rights import InNeedForm
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["in_need"]


@gate(may_read_courses)
def in_need(request: HttpRequest) -> HttpResponse:
    """Type the code and the reason; what one is not barred from, and what one may not read anyway, look the same."""
    by = acting(request)
    form = InNeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        client = queries.barring(by, form.cleaned_data["code"].strip())
        if client is None:
            form.add_error("code", _("There is nothing to open for you with this code."))
        else:
            actions.read_in_need(by=by, client=client.pk, reason=form.cleaned_data["reason"])
            messages.success(request, _("It is open to you for the rest of the day."))
            opened = queries.episodes(by).filter(participants__client=client).order_by("-id")
            return redirect("course", episode=opened[0].pk)
    return render(request, "care/in_need.html", {"form": form})
