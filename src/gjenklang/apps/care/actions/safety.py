"""Keep what must be talked about the same day beside the answer itself, and note what was done."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import append, write_line
from gjenklang.apps.care.models import Administration, Channel, Did, SafetyNotice
from gjenklang.apps.care.queries import due_by
from gjenklang.apps.care.tasks import pass_on, tell
from gjenklang.apps.instruments.queries import receiver_for
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["append_with_notice", "handle_safety"]

#: A file of the past is no answer of today.
FILE_COUNTS_FOR = timedelta(days=7)


def append_with_notice(given: Administration, *beside: models.Model) -> None:
    """Insert an answer with what belongs to it and, where it must be talked about today, its notice: all or none."""
    notice = _notice(given)
    if notice is None:
        append(given, *beside)
        return
    with transaction.atomic():
        append(given, *beside)
        notice.save(force_insert=True)
        tell.enqueue(str(notice.pk))
        if notice.due is not None:
            pass_on.using(run_after=notice.due).enqueue(str(notice.pk))


def _notice(given: Administration) -> SafetyNotice | None:
    items = in_catalogue(given.instrument).safety
    answered = items.answered(given.answers) if items else ()
    if not answered or _of_the_past(given):
        return None
    unit = given.episode.unit_id
    receiver = receiver_for(given.organisation_id, unit)
    return SafetyNotice(
        organisation_id=given.organisation_id,
        episode_id=given.episode_id,
        client_id=given.client_id,
        administration_id=given.pk,
        instrument=given.instrument,
        answered={code: given.answers[code] for code in answered},
        at=given.finished,
        receiver_id=receiver.receiver_id if receiver else None,
        deputy_id=receiver.deputy_id if receiver else None,
        due=due_by(receiver, given.finished) if receiver else None,
    )


def _of_the_past(given: Administration) -> bool:
    day = given.local_date
    return given.channel == Channel.FILE and (day is None or timezone.localdate() - day > FILE_COUNTS_FOR)


@transaction.atomic
def handle_safety(*, by: Actor, notice: SafetyNotice, did: Did, words: str = "") -> None:
    """Note with name and time what was done; whoever did not reach the client leaves it open, and their words stay."""
    held = SafetyNotice.objects.select_for_update().get(pk=notice.pk)
    if held.done_at is not None:
        return
    held.did, held.done_by_id = did, by.staff
    held.words = "\n".join(filter(None, (held.words, words)))
    if did != Did.NOT_REACHED:
        held.done_at = timezone.now()
    held.save(update_fields=["did", "words", "done_by", "done_at"])
    write_line(by.who, f"safety.{did}", client=held.client_id, subject=held.pk)
