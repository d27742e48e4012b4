"""Which rules speak: what holds where, the versions, and the pages on which an administrator changes them."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.dropout.rules import SHAPERS
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.forms import ChooseForm, SilenceForm, TuneForm, WhyForm
from gjenklang.apps.feedback.models import RuleVersion
from gjenklang.apps.feedback.queries import has_expected, held_by, rule_title, rule_version, rule_versions
from gjenklang.apps.feedback.queries.in_force import InForce, document_of, rules_here, rules_of_version
from gjenklang.apps.feedback.queries.rule_words import (
    changes_in_words,
    numbers_in_words,
    set_title,
)
from gjenklang.apps.feedback.rules import may_administer, may_read_rules
from gjenklang.apps.people.models import Role, Unit
from gjenklang.apps.people.queries import units_of
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate
from gjenklang.core.signals import at_least_one

__all__ = ["choose", "follow", "prediction", "rules", "silence", "speak", "tune", "version"]


@dataclass(frozen=True, slots=True)
class Line:
    """One rule as the page shows it."""

    name: str
    title: str
    on: bool
    numbers: str
    needs_model: bool
    needs_limits: bool
    noise: str
    source: str
    silent: bool
    until: object


def _scope(request: HttpRequest, by: Actor) -> Unit | None:
    """The unit that is asked about; the whole organisation without one."""
    asked = request.POST.get("unit") or request.GET.get("unit")
    if not asked:
        return None
    try:
        key = UUID(asked)
    except ValueError:
        key = UUID(int=0)
    found: Unit = get_object_or_404(units_of(by), pk=key)
    return found


def _address(unit: Unit | None) -> str:
    return reverse("rules") + (f"?unit={unit.pk}" if unit else "")


def _lines(rules: InForce) -> list[Line]:
    document = rules.talk
    return [
        Line(
            one.name,
            rule_title(one),
            one.on,
            numbers_in_words({name: number.value for name, number in one.numbers.items()}),
            one.needs_model,
            one.needs_limits,
            f"{round(100 * one.noise[0])}–{round(100 * one.noise[1])} %" if one.noise else "",
            one.source.text,
            one.name in rules.silent,
            rules.silent.get(one.name),
        )
        for one in document.rules
    ]


@gate(may_read_rules)
def rules(request: HttpRequest) -> HttpResponse:
    """What holds in the organisation or in one unit, with the older versions."""
    by, day = acting(request), timezone.localdate()
    unit = _scope(request, by)
    here = rules_here(by, day)
    in_force = here.of(unit.pk if unit else None)
    modelled = has_expected(by)
    speaking = sum(one.on and (modelled or not one.needs_model) for one in in_force.talk.rules)
    context = {
        "scope": unit,
        "units": [(one, one.pk in here.chosen) for one in units_of(by)],
        "own": unit is not None and unit.pk in here.chosen,
        "in_force": in_force,
        "name": set_title(in_force.name),
        "lines": _lines(in_force),
        "modelled": modelled,
        "speaking": speaking,
        "by_chance": round(100 * at_least_one((0.05,) * speaking)),
        "told": [(one, set_title(one.version.name)) for one in rule_versions(by)],
        "may_change": by.holds(Role.ADMINISTRATOR),
        "why": WhyForm(auto_id="follow_%s"),
    }
    return render(request, "feedback/rules.html", context)


@gate(may_administer)
def choose(request: HttpRequest) -> HttpResponse:
    """Let another document speak, as it is shipped."""
    by = acting(request)
    unit = _scope(request, by)
    held = held_by(by, unit.pk if unit else None)
    form = ChooseForm(request.POST or None, initial={"code": held.base})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.choose_rules(
            by=by, unit=unit.pk if unit else None, code=given["code"], why=given["why"], key=given["key"]
        )
        messages.success(request, _("Stored as a new version."))
        return redirect(_address(unit))
    title = _("Choose a set of rules")
    return render(request, "feedback/rules_form.html", {"form": form, "scope": unit, "title": title})


@gate(may_administer)
def tune(request: HttpRequest) -> HttpResponse:
    """Set the rules otherwise, within their bounds."""
    by = acting(request)
    unit = _scope(request, by)
    held = held_by(by, unit.pk if unit else None)
    form = TuneForm(request.POST or None, document=document_of(held), held=held)
    if request.method == "POST" and form.is_valid():
        actions.tune_rules(
            by=by, unit=unit.pk if unit else None, tuning=form.tuning(), key=form.cleaned_data["key"]
        )
        messages.success(request, _("Stored as a new version."))
        return redirect(_address(unit))
    return render(request, "feedback/rules_tune.html", {"form": form, "scope": unit})


@gate(may_administer)
def silence(request: HttpRequest) -> HttpResponse:
    """Let a rule say nothing for a while, or for good."""
    by, day = acting(request), timezone.localdate()
    unit = _scope(request, by)
    in_force = rules_here(by, day).of(unit.pk if unit else None)
    form = SilenceForm(
        request.POST or None, rules=in_force.talk.rules, initial={"rule": request.GET.get("rule", "")}
    )
    if request.method == "POST" and form.is_valid():
        actions.silence_rule(by=by, unit=unit.pk if unit else None, **form.cleaned_data)
        messages.success(request, _("The rule is silent. The list says so to those who use it."))
        return redirect(_address(unit))
    return render(
        request, "feedback/rules_form.html", {"form": form, "scope": unit, "title": _("Silence a rule")}
    )


@gate(may_administer)
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Let a silent rule speak again."""
    by = acting(request)
    unit = _scope(request, by)
    rule = request.POST.get("rule", "")
    if rule in held_by(by, unit.pk if unit else None).silent:
        why = _("It is to speak again.")
        actions.let_speak(by=by, unit=unit.pk if unit else None, rule=rule, why=why)
        messages.success(request, _("The rule speaks again."))
    return redirect(_address(unit))


@gate(may_administer)
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Let a unit have the organisation's rules again."""
    by = acting(request)
    unit, form = _scope(request, by), WhyForm(request.POST)
    if unit is None or not form.is_valid():
        messages.warning(request, _("Write why, in at most 300 characters."))
    else:
        actions.follow_organisation(by=by, unit=unit.pk, **form.cleaned_data)
        messages.success(request, _("The unit follows the organisation again."))
    return redirect(_address(unit))


@gate(may_read_rules)
def version(request: HttpRequest, version: UUID) -> HttpResponse:
    """One version as it was, what has changed since, and the way back to it."""
    by, day = acting(request), timezone.localdate()
    found = rule_version(by, version)
    if found is None:
        raise Http404
    may_change = by.holds(Role.ADMINISTRATOR) and found.replaced is not None
    form = WhyForm(request.POST or None)
    if request.method == "POST" and may_change and form.is_valid():
        actions.go_back(by=by, version=found, **form.cleaned_data)
        messages.success(request, _("The old version holds again, as a new one."))
        return redirect(_address(found.unit))
    now = held_by(by, found.unit_id)
    context = {
        "found": found,
        "name": set_title(found.name),
        "lines": _kept_lines(found),
        "since": changes_in_words(now, found) if now.pk != found.pk else [],
        "may_change": may_change,
        "form": form,
        "day": day,
    }
    return render(request, "feedback/rules_version.html", context)


@gate(may_read_rules)
def prediction(request: HttpRequest) -> HttpResponse:
    """What the rules are for, and where prediction is: a part of its own, which is off."""
    context = {"may_see_model": acting(request).holds(*SHAPERS)}
    return render(request, "feedback/prediction.html", context)


def _kept_lines(found: RuleVersion) -> list[tuple[str, str, bool, str]]:
    """Each rule from what the version itself holds, though the document has moved on: name, title, on, numbers."""
    titles = {one.name: one for one in rules_of_version(found, timezone.localdate()).talk.rules}
    return [
        (
            name,
            rule_title(titles[name]) if name in titles else name,
            held.on,
            numbers_in_words(held.numbers),
        )
        for name, held in found.settings().items()
    ]
