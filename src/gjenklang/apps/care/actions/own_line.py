"""Write the client's own line down, and let it end."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.models import OwnLine, Participant

__all__ = ["end_own_line", "write_own_line"]


@transaction.atomic
def write_own_line(*, by: Who, line: OwnLine) -> OwnLine:
    """Follow another line from now on; the one before ends, with its marks. The same words twice are one line."""
    part = Participant.objects.filter(episode=line.episode_id, client=line.client_id)
    part.select_for_update().first()  # of two who write at once, the later's words stand
    before = _current(line.episode_id, line.client_id)
    if before is not None:
        if (before.words, before.low, before.high) == (line.words, line.low, line.high):
            return before
        _end(before)
    line.organisation_id = line.episode.organisation_id
    line.save(force_insert=True)
    write_line(by, "own_line.write", client=line.client_id, subject=line.pk)
    return line


@transaction.atomic
def end_own_line(*, by: Who, episode: UUID, client: UUID) -> None:
    """Follow no own line any more; what was marked is kept."""
    before = _current(episode, client)
    if before is not None:
        _end(before)
        write_line(by, "own_line.end", client=client, subject=before.pk)


def _current(episode: UUID, client: UUID) -> OwnLine | None:
    return OwnLine.objects.select_for_update().filter(episode=episode, client=client, until=None).first()


def _end(line: OwnLine) -> None:
    line.until = timezone.now()
    line.save(update_fields=["until"])
