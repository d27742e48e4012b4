"""The catalogue as one organisation has it: in use or not, by which rule set, with words in which languages."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from gjenklang.apps.instruments.models import InstrumentUse
from gjenklang.apps.instruments.queries.safety import receiver_for, receivers
from gjenklang.apps.instruments.queries.words import languages_open, name_of
from gjenklang.apps.instruments.wording import every_wording
from gjenklang.apps.shell.languages import CLIENT
from gjenklang.apps.shell.prepared import Prepared
from gjenklang.core.instruments import AllianceLimit, CutOff, Instrument, Purpose, ReliableChange, catalogue

__all__ = ["Entry", "RuleSet", "entries", "ready_forms", "rule_sets_of", "uses"]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One source's limits for one instrument."""

    name: str
    cut_offs: tuple[CutOff, ...]
    reliable_changes: tuple[ReliableChange, ...]
    alliance_limits: tuple[AllianceLimit, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One instrument as an organisation has it: in use or not, by which rule set, with words in which languages."""

    instrument: Instrument
    name: str
    in_use: bool
    chosen: str
    languages: tuple[str, ...]
    rule_sets: tuple[RuleSet, ...]


def entries(organisation: UUID) -> tuple[Entry, ...]:
    """The whole catalogue, by name, as one organisation has it."""
    chosen = dict(uses(organisation).values_list("instrument", "rule_set"))
    found = [
        Entry(
            instrument=one,
            name=name_of(code, organisation=organisation),
            in_use=code in chosen,
            chosen=chosen.get(code, ""),
            languages=_languages(organisation, code),
            rule_sets=tuple(_rule_set(one, name) for name in one.rule_sets),
        )
        for code, one in catalogue().items()
    ]
    return tuple(sorted(found, key=lambda entry: entry.name.lower()))


def _rule_set(one: Instrument, name: str) -> RuleSet:
    return RuleSet(
        name,
        tuple(limit for limit in one.cut_offs if limit.rule_set == name),
        tuple(limit for limit in one.reliable_changes if limit.rule_set == name),
        tuple(limit for limit in one.alliance_limits if limit.rule_set == name),
    )


def _languages(organisation: UUID, code: str) -> tuple[str, ...]:
    """The languages in which an organisation may show an instrument on a screen."""
    packs = every_wording(settings.WORDING_PACKS)
    held = [packs[code, language] for language in CLIENT if (code, language) in packs]
    opened = languages_open(organisation, code) if any(not one.shipped for one in held) else frozenset()
    return tuple(one.language for one in held if one.shipped or one.language in opened)


def uses(organisation: UUID) -> QuerySet[InstrumentUse]:
    """Instruments that an organisation has taken into use."""
    return InstrumentUse.objects.filter(organisation=organisation).order_by("instrument")


def rule_sets_of(organisation: UUID) -> dict[str, str]:
    """The rule set by which an organisation reads each instrument in use; empty where none is chosen."""
    return dict(_RULE_SETS(organisation=organisation))


_RULE_SETS = Prepared(
    lambda *, organisation: InstrumentUse.objects.filter(organisation=organisation).values_list(
        "instrument", "rule_set"
    )
)


Named = tuple[tuple[str, str], ...]


def ready_forms(organisation: UUID, unit: UUID | None = None) -> tuple[Named, Named]:
    """The house's own forms and those that an organisation has taken into use, at the start and at the end.

    A form that asks what is talked about the same day is left out where nobody is named to receive the answer: in the
    unit, or with no unit in the whole organisation.
    """
    used = set(uses(organisation).values_list("instrument", flat=True))
    ready = [one for one in catalogue().values() if one.own_words or one.code in used]
    if any(one.safety for one in ready) and not _received(organisation, unit):
        ready = [one for one in ready if one.safety is None]
    named = [(one.code, name_of(one.code, organisation=organisation)) for one in ready]
    at_end = [one.purpose is Purpose.ALLIANCE for one in ready]
    return (
        tuple(pair for pair, end in zip(named, at_end, strict=True) if not end),
        tuple(pair for pair, end in zip(named, at_end, strict=True) if end),
    )


def _received(organisation: UUID, unit: UUID | None) -> bool:
    return bool(receivers(organisation)) if unit is None else receiver_for(organisation, unit) is not None
