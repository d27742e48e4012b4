"""Read what is in use and what its words are."""

from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from gjenklang.apps.instruments.models import InstrumentUse, Licence
from gjenklang.apps.instruments.wording import Wording, every_wording

__all__ = ["licences", "may_show", "rule_sets_of", "uses", "wording"]

FALLBACKS = ("nb", "nn", "en")


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
    return dict(uses(organisation).values_list("instrument", "rule_set"))


def licences(organisation: UUID) -> QuerySet[Licence]:
    """The licence register of an organisation."""
    return Licence.objects.filter(organisation=organisation).order_by("instrument", "since")
