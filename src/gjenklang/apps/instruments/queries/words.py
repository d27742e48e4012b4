"""What the words of an instrument are, and whether they may stand on a screen."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from gjenklang.apps.instruments.models import Licence
from gjenklang.apps.instruments.wording import Wording, every_wording
from gjenklang.apps.shell.languages import CLIENT, HOUSE
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["FALLBACKS", "languages_open", "may_show", "name_of", "recording", "wording"]

#: Where words in the language asked for may not be shown, those of the house.
FALLBACKS = HOUSE


def wording(instrument: str, language: str, *, organisation: UUID, easy: bool = False) -> Wording | None:
    """The words of an instrument, in the language asked for or the nearest that may be shown; easy ones where asked.

    Returns
    -------
    Wording or None
        ``None`` when we hold none, or the organisation has no licence to show them on a screen.
    """
    packs = every_wording(settings.WORDING_PACKS)
    first = (f"{language}-x-easy", language) if easy else (language,)
    asked = ((instrument, choice) for choice in (*first, *FALLBACKS))
    held = [packs[one] for one in asked if one in packs]
    if not held or held[0].shipped:
        return held[0] if held else None
    opened = languages_open(organisation, instrument)
    return next((one for one in held if one.language in opened), None)


def recording(words: Wording) -> Path | None:
    """The recorded speech of a form's words, in the very language and version that are shown, where there is one.

    A file of the folder of recordings, named like ``gjenklang-outcome-adult-1-nb.mp3``.
    """
    folder: str = settings.RECORDINGS
    if not folder:
        return None
    found = Path(folder) / f"{words.instrument}-{words.version}-{words.language}.mp3"
    return found if found.is_file() else None


def name_of(instrument: str, *, organisation: UUID) -> str:
    """What to call an instrument in a list: its own name, or that of our own words in the reader's language."""
    words = wording(instrument, (get_language() or "nb")[:2], organisation=organisation)
    return words.name if words else in_catalogue(instrument).name


def may_show(organisation: UUID, instrument: str) -> bool:
    """Whether an organisation may show an instrument's words on a screen today, in any language."""
    return bool(languages_open(organisation, instrument))


def languages_open(organisation: UUID, instrument: str) -> frozenset[str]:
    """The languages in which an instrument's words may be shown today.

    Words that their holder has set free need no agreement; all others one that runs, holds for screens, and names the
    language or none.
    """
    if in_catalogue(instrument).licence.may_show_wording:
        return frozenset(CLIENT)
    today = timezone.localdate()
    running = Licence.objects.filter(
        Q(until=None) | Q(until__gte=today),
        organisation=organisation,
        instrument=instrument,
        on_screen=True,
        since__lte=today,
    ).defer("document")
    return frozenset(language for one in running for language in CLIENT if one.opens(language))
