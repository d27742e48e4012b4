"""Keep those who take part in one course apart after violence, and end it."""

from datetime import date

from django.db import transaction

from gjenklang.apps.care.actions.courses import write_for_each
from gjenklang.apps.care.models import Episode, KeptApart
from gjenklang.apps.people.rules import Actor

__all__ = ["end_apart", "keep_apart"]


@transaction.atomic
def keep_apart(*, by: Actor, apart: KeptApart) -> KeptApart:
    """Show each alone from now on; a course in which it holds already keeps the row that is there."""
    Episode.objects.select_for_update().get(pk=apart.episode_id)
    held = KeptApart.objects.filter(episode=apart.episode_id, ended=None).first()
    if held is not None:
        return held
    apart.organisation_id, apart.staff_id = by.organisation, by.staff
    apart.save(force_insert=True)
    write_for_each(by, "apart.keep", apart.episode_id, subject=apart.pk)
    return apart


@transaction.atomic
def end_apart(*, by: Actor, apart: KeptApart, day: date, why: str = "") -> None:
    """Let them be shown together again when that is chosen; the row stays, with who ended it."""
    held = KeptApart.objects.select_for_update().get(pk=apart.pk)
    if held.ended is None:
        held.ended, held.ended_why, held.ended_by_id = day, why, by.staff
        held.save(update_fields=["ended", "ended_why", "ended_by"])
        write_for_each(by, "apart.end", held.episode_id, subject=held.pk)
