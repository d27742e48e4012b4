"""Make today's agenda, and tick off its points."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.feedback.models import AgendaItem
from gjenklang.apps.people.rules import Actor

__all__ = ["make_agenda", "tick"]


@transaction.atomic
def make_agenda(*, by: Actor, items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """Keep the points of one client's session; what stands there already is not put twice."""
    kept = []
    for item in items:
        same = AgendaItem.objects.filter(session=item.session_id, client=item.client_id, kind=item.kind)
        held = next((one for one in same if _same(one, item)), None)
        if held is None:
            item.organisation_id, item.staff_id = by.organisation, by.staff
            item.save(force_insert=True)
            write_line(by.who, "agenda.put", client=item.client_id, subject=item.pk, detail=item.kind)
        kept.append(held or item)
    return kept


def _same(one: AgendaItem, item: AgendaItem) -> bool:
    return one.about == item.about and (item.about is not None or one.words == item.words)


@transaction.atomic
def tick(*, by: Actor, item: AgendaItem, done: bool) -> None:
    """Tick a point off, or take the tick back."""
    held = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if (held.done_at is not None) != done:
        held.done_at = timezone.now() if done else None
        held.save(update_fields=["done_at"])
        verb = "agenda.tick" if done else "agenda.untick"
        write_line(by.who, verb, client=held.client_id, subject=held.pk)
