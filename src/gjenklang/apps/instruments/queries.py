"""Read what is in use and what its words are."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from gjenklang.apps.instruments.models import InstrumentUse, Licence
from gjenklang.apps.instruments.wording import Wording, every_wording
from gjenklang.apps.shell.prepared import Prepared
from gjenklang.core.instruments import AllianceLimit, CutOff, Instrument, ReliableChange, catalogue
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = [
    "Entry",
    "RuleSet",
    "entries",
    "licences",
    "may_show",
    "name_of",
    "rule_sets_of",
    "uses",
    "wording",
]

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
    held = [packs[code, language] for language in FALLBACKS if (code, language) in packs]
    licensed = any(not one.shipped for one in held) and may_show(organisation, code)
    return tuple(one.language for one in held if one.shipped or licensed)


def wording(instrument: str, language: str, *, organisation: UUID) -> Wording | None:
    """The words of an instrument, in the language asked for or the nearest there is.

    Returns
    -------
    Wording or None
        ``None`` when we hold none, or the organisation has no licence to show them on a screen.
    """
    packs = every_wording(settings.WORDING_PACKS)
    asked = ((instrument, choice) for choice in (language, *FALLBACKS))
    found = next((packs[one] for one in asked if one in packs), None)
    return found if found is None or found.shipped or may_show(organisation, instrument) else None


def name_of(instrument: str, *, organisation: UUID) -> str:
    """What to call an instrument in a list: its own name, or that of our own words in the reader's language."""
    words = wording(instrument, (get_language() or "nb")[:2], organisation=organisation)
    return words.name if words else in_catalogue(instrument).name


def may_show(organisation: UUID, instrument: str) -> bool:
    """Whether an organisation has a licence, running today, to show an instrument's words on a screen."""
    today = timezone.localdate()
    return (
        licences(organisation)
        .filter(Q(until=None) | Q(until__gte=today), instrument=instrument, on_screen=True, since__lte=today)
        .exists()
    )


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


def licences(organisation: UUID) -> QuerySet[Licence]:
    """The licence register of an organisation."""
    return Licence.objects.filter(organisation=organisation).order_by("instrument", "since")
