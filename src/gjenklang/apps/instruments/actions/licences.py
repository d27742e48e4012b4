"""Write down what is agreed about an instrument's words."""

from datetime import date

from django.db import transaction

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.instruments.models import Licence
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["end_licence", "register_licence"]


@transaction.atomic
def register_licence(*, by: Who, licence: Licence) -> Licence:
    """Note what the organisation has agreed with the holder of an instrument's words.

    Raises
    ------
    gjenklang.core.instruments.UnknownInstrument
        When the catalogue does not hold the instrument.
    """
    in_catalogue(licence.instrument)
    licence.organisation = by.house
    licence.save(force_insert=True)
    write_line(by, "licence.register", subject=licence.id, detail=licence.instrument)
    return licence


@transaction.atomic
def end_licence(*, by: Who, licence: Licence, until: date) -> None:
    """Let an agreement end on a day, or move its last day; the row stays, the trail says what it was before."""
    before = licence.until
    licence.until = until
    licence.save(update_fields=["until"])
    write_line(by, "licence.end", subject=licence.id, detail=f"{licence.instrument} {before or '–'} {until}")
