"""The rules of a service: which version holds where, the older ones, and what changed."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.feedback.models import Change, RuleVersion
from gjenklang.apps.feedback.queries.in_force import SHIPPED
from gjenklang.apps.feedback.queries.rule_words import changes_in_words
from gjenklang.apps.people.rules import Actor
from gjenklang.core.signals import settings_of

__all__ = ["Told", "held_by", "rule_version", "rule_versions"]


@dataclass(frozen=True, slots=True)
class Told:
    """One version with what it changed from the one before it in the same place."""

    version: RuleVersion
    changes: list[str]


def held_by(by: Actor, unit: UUID | None) -> RuleVersion:
    """The version that holds in a unit, or in the organisation; unsaved, as the document is shipped, where none is."""
    ours = _ours(by).filter(replaced=None)
    found = ours.filter(unit=unit).first() or ours.filter(unit=None).first()
    talk = SHIPPED.talk
    return found or RuleVersion(
        organisation_id=by.organisation,
        name=talk.name,
        base=talk.code,
        base_version=talk.version,
        rules=RuleVersion.stored(settings_of(talk)),
        budget=int(talk.budget.value),
    )


def rule_version(by: Actor, key: UUID) -> RuleVersion | None:
    """One version of the asker's organisation."""
    return _ours(by).filter(pk=key).first()


def rule_versions(by: Actor) -> list[Told]:
    """Every version of the asker's organisation, newest first, each with what it changed."""
    before: dict[UUID | None, RuleVersion] = {}
    told = []
    for one in _ours(by).order_by("number"):
        own = before.get(one.unit_id) or before.get(None)
        told.append(Told(one, changes_in_words(one, own)))
        before[one.unit_id] = one
        if one.what == Change.FOLLOW:
            del before[one.unit_id]
    return told[::-1]


def _ours(by: Actor) -> QuerySet[RuleVersion]:
    return RuleVersion.objects.filter(organisation=by.organisation).select_related("unit", "staff")
