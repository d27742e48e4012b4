"""Name a measure of one's own, and note that someone got it."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.actions.rows import keep_row
from gjenklang.apps.dropout.models import Given, LocalMeasure
from gjenklang.apps.people.rules import Actor

__all__ = ["close_measure", "give_measure", "name_measure"]


@transaction.atomic
def name_measure(*, by: Actor, name: str) -> LocalMeasure:
    """Name a measure; one that was closed is open again."""
    measure, _new = LocalMeasure.objects.update_or_create(
        organisation_id=by.organisation, name=name, defaults={"closed": None}
    )
    write_line(by.who, "measure.name", subject=measure.pk)
    return measure


@transaction.atomic
def close_measure(*, by: Actor, measure: LocalMeasure) -> None:
    """Offer a measure no longer; who got it is kept."""
    measure.closed = timezone.localdate()
    measure.save(update_fields=["closed"])
    write_line(by.who, "measure.close", subject=measure.pk)


@transaction.atomic
def give_measure(*, by: Actor, given: Given) -> Given:
    """Note that someone got a measure."""
    given.staff_id = by.staff
    return keep_row(by, "measure.give", given)
