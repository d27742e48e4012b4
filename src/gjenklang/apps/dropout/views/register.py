"""Who got which measure, and did they stay: a page for each who follows up or leads."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import GivenForm
from gjenklang.apps.dropout.models import Given
from gjenklang.apps.dropout.queries.team import FEWEST
from gjenklang.apps.dropout.rules import may_follow, may_see_team
from gjenklang.apps.dropout.views.follow import fill, own_course, stored
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["new_given", "register"]


@gate(may_see_team)
def register(request: HttpRequest) -> HttpResponse:
    """Each unit with its measures."""
    by = acting(request)
    units = queries.register(by, timezone.localdate())
    return render(request, "dropout/register.html", {"units": units, "fewest": FEWEST})


@gate(may_follow)
def new_given(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Note that someone got a measure of the organisation's own."""
    by, found, part = own_course(request, episode)
    form = GivenForm(request.POST or None, measures=queries.local_measures(by).filter(closed=None))
    if request.method == "POST" and form.is_valid():
        row = Given(pk=form.key_of(), episode=found, client_id=part.client_id, **form.given())
        actions.give_measure(by=by, given=row)
        return stored(request, part)
    lead = _("The measures are named by your leader or administrator, under «What we try».")
    return fill(request, form, part, _("Something else that we did"), lead=lead)
