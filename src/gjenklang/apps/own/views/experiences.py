"""What clients say of coming here: counts of a unit, of nobody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from gjenklang.apps.care.actions import choose_experience
from gjenklang.apps.own import queries
from gjenklang.apps.own.forms import ExperienceForm
from gjenklang.apps.own.rules import may_read_experiences
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.queries import units_of
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["experiences"]


@gate(may_read_experiences)
def experiences(request: HttpRequest) -> HttpResponse:
    """The units that one leads and those under them: every question with n and share, and how often one's own ask."""
    by = acting(request)
    form = ExperienceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unit = get_object_or_404(
            units_of(by).filter(pk__in=by.units(Role.LEADER)), pk=form.cleaned_data["unit"]
        )
        choose_experience(by=by, unit=unit, weeks=form.cleaned_data["weeks"])
        messages.success(request, _("Stored."))
        return redirect("own:experiences")
    return render(request, "own/experiences.html", {"units": queries.experiences_here(by), "form": form})
