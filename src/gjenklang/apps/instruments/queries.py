"""Read what is in use and what its words are."""

from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.instruments.models import InstrumentUse, Licence
from gjenklang.apps.instruments.wording import Wording, every_wording

__all__ = ["licences", "rule_sets_of", "uses", "wording"]

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


def rule_sets_of(organisation: UUID) -> dict[str, str]:
    """The rule set by which an organisation reads each instrument in use; empty where none is chosen."""
    return dict(uses(organisation).values_list("instrument", "rule_set"))


def licences(organisation: UUID) -> QuerySet[Licence]:
    """The licence register of an organisation."""
    return Licence.objects.filter(organisation=organisation).order_by("instrument", "since")
