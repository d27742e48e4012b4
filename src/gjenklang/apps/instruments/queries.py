"""Read what is in use and what its words are."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.instruments.models import InstrumentUse, Licence
from gjenklang.apps.instruments.rules import may_show
from gjenklang.apps.instruments.wording import Wording, every_wording
from gjenklang.core.instruments import AllianceLimit, CutOff, Instrument, ReliableChange, catalogue

__all__ = ["Entry", "RuleSet", "entries", "licences", "rule_set_of", "uses", "wording"]

FALLBACKS = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One source's limits for one instrument."""

    name: str
    cut_offs: tuple[CutOff, ...]
    reliable_changes: tuple[ReliableChange, ...]
    alliance_limits: tuple[AllianceLimit, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One instrument as an organisation has it: the rule set it reads by, and where the words may be shown."""

    instrument: Instrument
    chosen: str
    languages: tuple[str, ...]
    rule_sets: tuple[RuleSet, ...]


def entries(organisation: UUID) -> tuple[Entry, ...]:
    """The whole catalogue, by name, as one organisation has it."""
    chosen = dict(uses(organisation).values_list("instrument", "rule_set"))
    found = [
        Entry(
            instrument=one,
            chosen=chosen.get(code, ""),
            languages=tuple(language for language in FALLBACKS if may_show(code, language)),
            rule_sets=tuple(_rule_set(one, name) for name in one.rule_sets),
        )
        for code, one in catalogue().items()
    ]
    return tuple(sorted(found, key=lambda entry: entry.instrument.name.lower()))


def _rule_set(one: Instrument, name: str) -> RuleSet:
    return RuleSet(
        name,
        tuple(limit for limit in one.cut_offs if limit.rule_set == name),
        tuple(limit for limit in one.reliable_changes if limit.rule_set == name),
        tuple(limit for limit in one.alliance_limits if limit.rule_set == name),
    )


def wording(instrument: str, language: str) -> Wording | None:
    """The words of an instrument, in the language asked for or the nearest there is; ``None`` if we hold none."""
    packs = every_wording()
    return next(
        (packs[instrument, choice] for choice in (language, *FALLBACKS) if (instrument, choice) in packs),
        None,
    )


def uses(organisation: UUID) -> QuerySet[InstrumentUse]:
    """Instruments that an organisation has taken into use."""
    return InstrumentUse.objects.filter(organisation=organisation).order_by("instrument")


def rule_set_of(organisation: UUID, instrument: str) -> str:
    """The rule set by which an organisation reads an instrument; empty when none is chosen."""
    return uses(organisation).filter(instrument=instrument).values_list("rule_set", flat=True).first() or ""


def licences(organisation: UUID) -> QuerySet[Licence]:
    """The licence register of an organisation."""
    return Licence.objects.filter(organisation=organisation).order_by("instrument", "since")
