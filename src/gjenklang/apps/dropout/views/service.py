"""What the service decides: its own words for each factor, what it has tried, and its limits."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import FactorTextForm, LimitsForm, TriedForm
from gjenklang.apps.dropout.models import TEXT_LANGUAGES, Factor, FactorText, Pace, Tried
from gjenklang.apps.dropout.rules import SHAPERS, may_see_service
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.queries import units_of, where_clients_come
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["service", "take_away"]


@gate(may_see_service)
def service(request: HttpRequest) -> HttpResponse:
    """Read what the service asks and says; add what was tried; with the right role, change words and limits."""
    by, language = acting(request), _language(request)
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, by, language, chosen)
    if chosen.startswith(("text-", "limits")) and not by.holds(*SHAPERS):
        raise PermissionDenied
    if chosen in forms and forms[chosen].is_valid():
        _store(by, chosen, forms[chosen])
        messages.success(request, _("Stored."))
        return redirect(f"{reverse('dropout:service')}?language={language}")
    return render(request, "dropout/service.html", _page(by, forms, language))


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(TEXT_LANGUAGES) else (get_language() or "nb")[:2]


def _units(by: Actor) -> Any:
    """The units whose limits the asker may set: a leader's own, an administrator's all."""
    admin = by.holds(Role.ADMINISTRATOR)
    return where_clients_come(units_of(by) if admin else units_of(by).filter(pk__in=by.units(Role.LEADER)))


def _forms(request: HttpRequest, by: Actor, language: str, chosen: str) -> dict[str, BaseForm]:
    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == chosen else None, "prefix": name}

    forms: dict[str, BaseForm] = {"tried": TriedForm(**sent("tried"))}
    own = {one.factor: one for one in queries.texts_of(by).filter(language=language).order_by("at", "id")}
    for factor in Factor:
        text = own.get(factor)
        initial = {"factor": factor, "language": language}
        initial |= {name: getattr(text, name, "") for name in ("question", "why", "what")}
        forms[f"text-{factor}"] = FactorTextForm(**sent(f"text-{factor}"), initial=initial)
    limits = queries.limits_of(by)
    forms["limits"] = LimitsForm(
        **sent("limits"),
        units=_units(by),
        whole=by.holds(Role.ADMINISTRATOR),
        initial={"due_week": limits.due_week, "young_below": limits.young_below},
    )
    return forms


def _store(by: Actor, chosen: str, form: BaseForm) -> None:
    given = form.given()  # type: ignore[attr-defined]
    if chosen == "tried":
        actions.note_tried(by=by, tried=Tried(**given))
    elif chosen == "limits":
        actions.set_limits(by=by, limits=Pace(**given))
    else:
        actions.write_text(by=by, text=FactorText(**given))


def _page(by: Actor, forms: dict[str, BaseForm], language: str) -> dict[str, Any]:
    shapes = by.holds(*SHAPERS)
    versions = list(queries.texts_of(by).filter(language=language))
    return {
        "advice": [
            (
                one,
                forms[f"text-{one.factor}"] if shapes else None,
                [text for text in versions if text.factor == one.factor],
            )
            for one in queries.advice_for(by, language)
        ],
        "languages": TEXT_LANGUAGES,
        "language": language,
        "forms": forms,
        "shapes": shapes,
        "me": by.staff,
        "limits": queries.limits_of(by),
        "units": [(unit, queries.limits_of(by, unit.pk)) for unit in where_clients_come(units_of(by))],
    }


@gate(may_see_service)
@require_POST
def take_away(request: HttpRequest, tried: UUID) -> HttpResponse:
    """Show something no longer among what was tried: by the one who wrote it, or by who shapes the service."""
    by = acting(request)
    found = get_object_or_404(queries.tried_here(by), pk=tried)
    if found.staff_id != by.staff and not by.holds(*SHAPERS):
        raise PermissionDenied
    actions.take_away_tried(by=by, tried=found)
    return redirect("dropout:service")
