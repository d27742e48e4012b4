"""Put labels on a course, and take them off."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care.models import Episode
from gjenklang.apps.feedback.models import MOST_LABELS, CourseLabel
from gjenklang.apps.people.rules import Actor

__all__ = ["put_label", "take_label_off"]


@transaction.atomic
def put_label(*, by: Actor, episode: Episode, words: str) -> CourseLabel | None:
    """Put a label on a course; ``None`` when it is there already, or there are as many as there may be."""
    held = CourseLabel.objects.select_for_update().filter(episode=episode, removed=None)
    if held.filter(words=words).exists() or held.count() >= MOST_LABELS:
        return None
    made = CourseLabel.objects.create(
        organisation_id=by.organisation, staff_id=by.staff, episode=episode, words=words
    )
    _note(by, made, "label.put")
    return made


@transaction.atomic
def take_label_off(*, by: Actor, label: CourseLabel) -> None:
    """Take a label off; that it was there is kept."""
    held = CourseLabel.objects.select_for_update().get(pk=label.pk)
    if held.removed is None:
        held.removed = timezone.now()
        held.save(update_fields=["removed"])
        _note(by, held, "label.take_off")


def _note(by: Actor, label: CourseLabel, verb: str) -> None:
    """One line for each who takes part."""
    parts = label.episode.participants.values_list("client", flat=True)
    write_lines([line(by.who, verb, client=client, subject=label.pk) for client in parts])
