"""How a unit uses feedback, without a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gjenklang.apps.feedback.queries import OVERSEERS, alliance_sums, overseen, unit_use
from gjenklang.apps.people.rules import acting, holds
from gjenklang.apps.security.gate import gate

__all__ = ["unit"]


@gate(holds(*OVERSEERS))
def unit(request: HttpRequest) -> HttpResponse:
    """One of the units that the reader oversees; the first of their own by name until one is chosen."""
    by, day = acting(request), timezone.localdate()
    units = sorted(overseen(by), key=lambda one: one.pk not in by.units())
    chosen = next((one for one in units if str(one.pk) == request.GET.get("unit")), next(iter(units), None))
    use = unit_use(by, chosen, day) if chosen else None
    sums = alliance_sums(by, chosen, day) if chosen else []
    return render(request, "feedback/unit.html", {"units": units, "use": use, "sums": sums})
