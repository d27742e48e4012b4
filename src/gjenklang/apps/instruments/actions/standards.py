"""Choose which forms a course begins with."""

from django.db import transaction

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.instruments.models import StandardSet
from gjenklang.apps.people.rules import Actor

__all__ = ["choose_standard"]


@transaction.atomic
def choose_standard(*, by: Actor, chosen: StandardSet) -> StandardSet:
    """Let a set hold from now on, with its reason; what held before stays as it was."""
    chosen.organisation_id, chosen.staff_id = by.organisation, by.staff
    chosen.save(force_insert=True)
    write_line(by.who, "standard.choose", subject=chosen.pk, detail=str(chosen))
    return chosen
