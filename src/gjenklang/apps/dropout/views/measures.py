"""What the service tries when something is seen: a table that a leader or an administrator writes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import LinksForm
from gjenklang.apps.dropout.rules import may_link
from gjenklang.apps.dropout.views.follow import acting
from gjenklang.apps.security.gate import gate

__all__ = ["measures"]


@gate(may_link)
def measures(request: HttpRequest) -> HttpResponse:
    """One line for each fact."""
    by = acting(request)
    form = LinksForm(request.POST or None, links=queries.links_of(by))
    if request.method == "POST" and form.is_valid():
        for fact in form.changed_data:
            actions.link_measure(by=by, fact=fact, words=form.cleaned_data[fact])
        messages.success(request, _("Stored."))
        return redirect("dropout:measures")
    return render(request, "dropout/measures.html", {"form": form})
