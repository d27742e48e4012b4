"""How courses end, counted: every definition side by side, how long people stay, and in which way they leave."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gjenklang.apps.dropout import actions
from gjenklang.apps.dropout.forms.counting import CountForm, period_choices
from gjenklang.apps.dropout.queries.counted import counted_with, latest_count, units_to_count
from gjenklang.apps.dropout.queries.said import counted_in_words
from gjenklang.apps.dropout.rules import FOLLOWERS, SHAPERS, may_count_endings
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["counted"]


#: What else is counted or told, and who may open it.
BESIDE = (
    ("dropout:register", gettext_lazy("What we did, and did they stay"), FOLLOWERS | {Role.LEADER}),
    ("dropout:experiences", gettext_lazy("What we have learned"), FOLLOWERS | SHAPERS),
    ("dropout:local_model", gettext_lazy("A model of our own"), SHAPERS),
)


@gate(may_count_endings)
def counted(request: HttpRequest) -> HttpResponse:
    """Show the newest count of a unit and some years, or have one made."""
    by = acting(request)
    form = _form(request, by)
    if not form.is_valid():
        return render(request, "dropout/counted.html", {"form": form, "said": None})
    unit = UUID(form.cleaned_data["unit"]) if form.cleaned_data["unit"] else None
    since, until = form.cleaned_data["period"]
    if request.method == "POST":
        actions.ask_for_count(by=by, unit=unit, since=since, until=until, missed=form.cleaned_data["missed"])
        return redirect(f"{request.path}?{urlencode({name: form[name].value() for name in form.fields})}")
    count = latest_count(by, unit, since, until, form.cleaned_data["missed"])
    drawn = "one-minus" if request.GET.get("draw") == "one-minus" else "ways"
    context = {
        "form": form,
        "count": count,
        "with": counted_with(by, unit, since, until) if unit else [],
        "said": counted_in_words(count),
        "drawn": drawn,
        "beside": [(reverse(name), label) for name, label, roles in BESIDE if by.holds(*roles)],
    }
    return render(request, "dropout/counted.html", context)


def _form(request: HttpRequest, by: Actor) -> CountForm:
    """What is asked; without a word, the first of one's own units in the last three years."""
    today = timezone.localdate()
    units, whole = units_to_count(by), by.holds(Role.ADMINISTRATOR)
    data = (request.POST if request.method == "POST" else request.GET).dict()
    own = next((one for one in units if one.pk in by.units()), None)
    data.setdefault("unit", "" if whole or own is None else str(own.pk))
    data.setdefault("period", period_choices(today)[0][0])
    data.setdefault("missed", "2")
    return CountForm(data, units=units, whole=whole, today=today)
