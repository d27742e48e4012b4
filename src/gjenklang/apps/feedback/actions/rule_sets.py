"""Choose a set of rules, tune it, silence a rule, and go back: each adds a version and changes none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.feedback.models import Change, RuleVersion
from gjenklang.apps.feedback.queries.in_force import document_of
from gjenklang.apps.feedback.queries.rule_sets import held_by
from gjenklang.apps.people.rules import Actor
from gjenklang.core.signals import Setting, settings_of, talk_rules_of, tuned

__all__ = [
    "Tuning",
    "choose_rules",
    "follow_organisation",
    "go_back",
    "let_speak",
    "silence_rule",
    "tune_rules",
]


@dataclass(frozen=True, slots=True)
class Tuning:
    """How a set is set: each rule, how many clients a week, what the service calls it, and why."""

    settings: Mapping[str, Setting]
    budget: int
    name: str
    why: str


@transaction.atomic
def choose_rules(
    *, by: Actor, unit: UUID | None, code: str, why: str, key: UUID | None = None
) -> RuleVersion:
    """Let a document speak as it is shipped, in the organisation or in one of its units.

    Raises
    ------
    gjenklang.core.signals.UnknownTalkRules
        When there is no such document.
    """
    document = talk_rules_of(code)
    made = RuleVersion(
        unit_id=unit,
        what=Change.CHOOSE,
        name=document.name,
        base=document.code,
        base_version=document.version,
        rules=RuleVersion.stored(settings_of(document)),
        budget=int(document.budget.value),
        why=why,
    )
    return _add(by, made, "rules.choose", key)


@transaction.atomic
def tune_rules(*, by: Actor, unit: UUID | None, tuning: Tuning, key: UUID | None = None) -> RuleVersion:
    """Set the rules that hold there otherwise; what is silent stays so.

    Raises
    ------
    gjenklang.core.signals.OutOfBounds
        A rule that the document does not have, or a number outside its bounds.
    """
    held = held_by(by, unit)
    document = document_of(held)
    made = RuleVersion(
        unit_id=unit,
        what=Change.TUNE,
        name=tuning.name,
        base=document.code,
        base_version=document.version,
        rules=RuleVersion.stored(settings_of(tuned(document, tuning.settings, tuning.budget))),
        budget=tuning.budget,
        silent=held.silent,
        why=tuning.why,
    )
    return _add(by, made, "rules.tune", key)


@transaction.atomic
def go_back(*, by: Actor, version: RuleVersion, why: str, key: UUID | None = None) -> RuleVersion:
    """Let an old version hold again where it held, as a new version; its silences too."""
    made = _copy(version, version.unit_id, Change.BACK, about=str(version.number), why=why)
    return _add(by, made, "rules.back", key)


@transaction.atomic
def silence_rule(
    *, by: Actor, unit: UUID | None, rule: str, until: date | None, why: str, key: UUID | None = None
) -> RuleVersion:
    """Let a rule say nothing until a day, counted, or for good.

    Raises
    ------
    LookupError
        When the rules that hold there have no such rule.
    """
    held = held_by(by, unit)
    if document_of(held).rule(rule) is None:
        raise LookupError(rule)
    silent = {**held.silent, rule: until.isoformat() if until else None}
    made = _copy(held, unit, Change.SILENCE, about=rule, why=why, silent=silent)
    return _add(by, made, "rules.silence", key)


@transaction.atomic
def let_speak(*, by: Actor, unit: UUID | None, rule: str, why: str, key: UUID | None = None) -> RuleVersion:
    """Let a silent rule speak again."""
    held = held_by(by, unit)
    silent = {name: last for name, last in held.silent.items() if name != rule}
    made = _copy(held, unit, Change.SPEAK, about=rule, why=why, silent=silent)
    return _add(by, made, "rules.speak", key)


@transaction.atomic
def follow_organisation(*, by: Actor, unit: UUID, why: str, key: UUID | None = None) -> RuleVersion:
    """Let a unit have the organisation's rules again; its own versions are kept, and hold no longer.

    The version says what the organisation's rules were then; what holds in the unit is the organisation's from now on.
    """
    made = _copy(held_by(by, None), unit, Change.FOLLOW, why=why)
    made.replaced = timezone.now()
    return _add(by, made, "rules.follow", key)


def _copy(held: RuleVersion, unit: UUID | None, what: Change, **changed: Any) -> RuleVersion:
    kept = {
        name: getattr(held, name) for name in ("name", "base", "base_version", "rules", "budget", "silent")
    }
    return RuleVersion(unit_id=unit, what=what, **(kept | changed))


def _add(by: Actor, made: RuleVersion, verb: str, key: UUID | None) -> RuleVersion:
    """Number and store it in the place of the one that held; a page that is sent twice has made it once."""
    ours = RuleVersion.objects.select_for_update().filter(organisation=by.organisation)
    if key is not None:
        already = ours.filter(pk=key).first()
        if already is not None:
            return already
        made.pk = key
    list(ours.filter(replaced=None))  # one at a time
    made.organisation_id, made.staff_id = by.organisation, by.staff
    made.number = (ours.aggregate(last=Max("number"))["last"] or 0) + 1
    ours.filter(unit=made.unit_id, replaced=None).update(replaced=timezone.now())
    made.save(force_insert=True)
    write_line(by.who, verb, subject=made.pk, detail=f"{made.number} {made.about}".strip())
    return made
