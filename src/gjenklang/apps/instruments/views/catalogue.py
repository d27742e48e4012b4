"""The catalogue of instruments, where an administrator chooses by which limits each is read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.instruments.actions import NoReceiver, UnknownRuleSet, use_instrument
from gjenklang.apps.instruments.queries import ending_soon, entries
from gjenklang.apps.people.rules import acting, may_administer
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import UnknownInstrument

__all__ = ["choose_rule_set", "instruments"]


@gate(may_administer)
def instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument, its words, and its rule sets with their sources."""
    organisation = acting(request).organisation
    soon = ending_soon(organisation, timezone.localdate())
    return render(request, "instruments/catalogue.html", {"entries": entries(organisation), "soon": soon})


@gate(may_administer)
@require_POST
def choose_rule_set(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the rule set by which the organisation reads one instrument."""
    chosen = request.POST.get("rule_set", "")
    try:
        use_instrument(by=acting(request).who, instrument=code, rule_set=chosen)
    except UnknownInstrument:
        raise Http404 from None
    except UnknownRuleSet:
        messages.error(request, _("This instrument has no such rule set. Choose one of those in the list."))
    except NoReceiver:
        messages.error(
            request,
            _(
                "This form asks about something that must be talked about the same day. Name who receives it first."
            ),
        )
        return redirect("instruments:receivers")
    else:
        messages.success(request, _("The choice is stored. Curves are read by it from now on."))
    return redirect("instruments:catalogue")
