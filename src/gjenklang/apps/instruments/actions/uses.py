"""Writes about instruments in use."""

from django.db import transaction

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.instruments.models import InstrumentUse
from gjenklang.apps.instruments.queries import receivers
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["NoReceiver", "UnknownRuleSet", "use_instrument"]


class UnknownRuleSet(ValueError):  # noqa: N818 - the house names what went wrong, as in Django's DoesNotExist
    """The instrument's document gives no limit by such a rule set."""


class NoReceiver(ValueError):  # noqa: N818 - the house names what went wrong
    """The form asks what is talked about the same day, and nobody is named to receive the answer there."""


@transaction.atomic
def use_instrument(*, by: Who, instrument: str, rule_set: str = "") -> InstrumentUse:
    """Take an instrument into use, or change the rule set its limits are read by.

    Raises
    ------
    gjenklang.core.instruments.UnknownInstrument
        When the catalogue does not hold it.
    UnknownRuleSet
        When its document gives no limit by that rule set; none at all can always be chosen.
    NoReceiver
        When it has items that are talked about the same day, and no receiver is named.
    """
    found = in_catalogue(instrument)
    if rule_set and rule_set not in found.rule_sets:
        raise UnknownRuleSet(f"{instrument} has no rule set {rule_set!r}.")
    if found.safety and not receivers(by.house):
        raise NoReceiver(instrument)
    use, _ = InstrumentUse.objects.update_or_create(
        organisation=by.house, instrument=instrument, defaults={"rule_set": rule_set}
    )
    write_line(by, "instrument.use", subject=use.id, detail=f"{instrument} {rule_set}".strip())
    return use
