"""Read what is in use and what its words are."""

from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.instruments.models import InstrumentUse, Licence
from gjenklang.apps.instruments.wording import Wording, every_wording

__all__ = ["licences", "rule_set_of", "uses", "wording"]

FALLBACKS = ("nb", "nn", "en")


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
