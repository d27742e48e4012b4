"""Which rules speak here and now: the shipped document, or the version that the organisation or the unit has chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from uuid import UUID

from gjenklang.apps.feedback.models import RuleVersion
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared
from gjenklang.core.signals import TalkRule, TalkRules, settings_of, talk_rules, talk_rules_of, tuned

__all__ = ["SHIPPED", "InForce", "RulesHere", "document_of", "rules_here", "rules_of_version"]

#: The document that holds where nobody has chosen one.
SHIPPED_CODE = "gjenklang-talk"


@dataclass(frozen=True)
class InForce:
    """The rules as they speak in one unit on one day.

    Attributes
    ----------
    talk : TalkRules
        Tuned, and without those that are silent.
    name : str
        Of the set, as the service calls it.
    version : str
        The document's, and after a dot the number of the service's own version where it has one.
    silent : mapping of rule name to date or None
        With the last day of the silence; None: for good.
    """

    talk: TalkRules
    name: str
    version: str
    silent: Mapping[str, date | None] = field(default_factory=dict)

    @cached_property
    def _by_name(self) -> dict[str, TalkRule]:
        return {one.name: one for one in self.talk.rules}

    def speaks(self, name: str) -> TalkRule | None:
        """The rule of this name, if it speaks here."""
        rule = self._by_name.get(name)
        return rule if rule is not None and rule.on else None

    def number(self, rule: str, name: str) -> int:
        """A whole number of a rule that the set has."""
        return int(self._by_name[rule].numbers[name].value)

    @property
    def budget(self) -> int:
        """How many clients a week one caseload points to at most."""
        return int(self.talk.budget.value)


_DOCUMENT = talk_rules_of(SHIPPED_CODE)
SHIPPED = InForce(tuned(_DOCUMENT, {}), _DOCUMENT.name, _DOCUMENT.version)


@dataclass(frozen=True, slots=True)
class RulesHere:
    """The rules of one organisation on one day; a unit that has none of its own has the organisation's."""

    chosen: Mapping[UUID | None, UUID]
    day: date

    def of(self, unit: UUID | None) -> InForce:
        """The rules of one unit."""
        version = self.chosen.get(unit) or self.chosen.get(None)
        return _on_day(version, self.day) if version else SHIPPED


def rules_here(by: Actor, day: date) -> RulesHere:
    """The rules of the asker's organisation on a day: one question, of keys; a version is read once."""
    return RulesHere(dict(_CHOSEN(organisation=by.organisation)), day)


_CHOSEN = Prepared(
    lambda *, organisation: RuleVersion.objects.filter(organisation=organisation, replaced=None).values_list(
        "unit", "id"
    )
)


@lru_cache(maxsize=256)
def _on_day(version: UUID, day: date) -> InForce:
    """Versions are never changed, so one that was read may be kept."""
    return rules_of_version(RuleVersion.objects.get(pk=version), day)


def document_of(version: RuleVersion) -> TalkRules:
    """The document that a version is read in: its own, or where that is no longer shipped, the one that holds then."""
    return talk_rules().get(version.base, _DOCUMENT)


def rules_of_version(version: RuleVersion, day: date) -> InForce:
    """The rules as a version has them.

    What its document has no longer is left out, and what is new there is as the document says, unless it is silent. A
    version of a document that is no longer shipped speaks by the one that is.
    """
    document = document_of(version)
    known = {one.name: one for one in document.rules}
    silent = version.silenced(day)
    settings = {}
    for name, held in (settings_of(document) | version.settings()).items():
        if name in known:
            bounds = known[name].numbers
            numbers = {
                one: value
                for one, value in held.numbers.items()
                if one in bounds and bounds[one].holds(value)
            }
            settings[name] = replace(held, on=held.on and name not in silent, numbers=numbers)
    budget = version.budget if document.budget.holds(Decimal(version.budget)) else None
    return InForce(
        tuned(document, settings, budget),
        version.name,
        f"{document.version}.{version.number}",
        {name: last for name, last in silent.items() if name in known},
    )
