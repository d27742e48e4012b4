"""Let a service write its own words, say what it has tried, and set its limits; old versions are kept."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.actions.once import store_once
from gjenklang.apps.dropout.models import FactorText, Pace, Tried
from gjenklang.apps.people.models import Unit
from gjenklang.apps.people.rules import Actor

__all__ = ["note_tried", "set_limits", "take_away_tried", "write_text"]


@transaction.atomic
def write_text(*, by: Actor, text: FactorText) -> None:
    """Store the service's own words for one factor in one language; the newest hold."""
    if store_once(by, text):
        detail = f"{text.factor} {text.language}"
        write_line(by.who, "factor_text.write", subject=text.pk, detail=detail)


@transaction.atomic
def note_tried(*, by: Actor, tried: Tried) -> None:
    """Add something that this service has tried."""
    if store_once(by, tried):
        write_line(by.who, "tried.note", subject=tried.pk, detail=tried.factor)


@transaction.atomic
def take_away_tried(*, by: Actor, tried: Tried) -> None:
    """Show something no longer among what was tried; it is kept."""
    tried.withdrawn = timezone.now()
    tried.save(update_fields=["withdrawn"])
    write_line(by.who, "tried.take_away", subject=tried.pk, detail=tried.factor)


@transaction.atomic
def set_limits(*, by: Actor, limits: Pace) -> None:
    """Set from which week the four questions are due, and below which age someone counts as young.

    Raises
    ------
    ValueError
        When the unit belongs to another organisation.
    """
    unit = limits.unit_id
    if unit is not None and not Unit.objects.filter(pk=unit, organisation=by.organisation).exists():
        raise ValueError("The unit must belong to one's own organisation.")
    if store_once(by, limits):
        detail = f"week {limits.due_week} below {limits.young_below}"
        write_line(by.who, "pace.set", subject=limits.pk, detail=detail)
