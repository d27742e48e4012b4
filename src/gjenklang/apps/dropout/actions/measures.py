"""Choose what the service tries."""

from django.db import transaction

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.models import MeasureLink
from gjenklang.apps.people.rules import Actor

__all__ = ["link_measure"]


@transaction.atomic
def link_measure(*, by: Actor, fact: str, words: str) -> None:
    """Write what the organisation tries when it sees a fact; with no words the house's own stand again."""
    linked = MeasureLink.objects.filter(organisation=by.organisation, fact=fact)
    if words:
        MeasureLink.objects.update_or_create(
            organisation_id=by.organisation, fact=fact, defaults={"words": words}
        )
    else:
        linked.delete()
    write_line(by.who, "measure.link", detail=fact)
