"""Writes about instruments in use."""

from django.db import transaction

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.instruments.models import InstrumentUse, Licence
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["UnknownRuleSet", "register_licence", "use_instrument"]


class UnknownRuleSet(ValueError):  # noqa: N818 - the house names what went wrong, as in Django's DoesNotExist
    """The instrument's document gives no limit by such a rule set."""


@transaction.atomic
def use_instrument(*, by: Who, instrument: str, rule_set: str = "") -> InstrumentUse:
    """Take an instrument into use, or change the rule set its limits are read by.

    Raises
    ------
    gjenklang.core.instruments.UnknownInstrument
        When the catalogue does not hold it.
    UnknownRuleSet
        When its document gives no limit by that rule set; none at all can always be chosen.
    """
    found = in_catalogue(instrument)
    if rule_set and rule_set not in found.rule_sets:
        raise UnknownRuleSet(f"{instrument} has no rule set {rule_set!r}.")
    use, _ = InstrumentUse.objects.update_or_create(
        organisation=by.house, instrument=instrument, defaults={"rule_set": rule_set}
    )
    write_line(by, "instrument.use", subject=use.id, detail=f"{instrument} {rule_set}".strip())
    return use


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
