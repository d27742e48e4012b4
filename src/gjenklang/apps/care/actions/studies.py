"""Have feedback off in a course, for a study, and on again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.care.actions.courses import write_for_each
from gjenklang.apps.care.models import Episode, FeedbackOff
from gjenklang.apps.people.rules import Actor

__all__ = ["Untold", "turn_feedback_off", "turn_feedback_on"]


class Untold(ValueError):  # noqa: N818 - the house names what went wrong
    """The client has not been told, or the study has no number of ethics approval, or no last day."""


@transaction.atomic
def turn_feedback_off(*, by: Actor, off: FeedbackOff) -> FeedbackOff:
    """Let nothing derived be shown in a course from today to a last day.

    Raises
    ------
    Untold
        Without a study, an approval, a last day that is still to come, and a day on which the client was told.
    """
    today = timezone.localdate()
    if not (off.study.strip() and off.ethics.strip()) or off.told > today or off.until < today:
        raise Untold
    running = FeedbackOff.objects.filter(episode=off.episode_id, ended_early=None, until__gte=today)
    running.update(ended_early=today)
    off.organisation_id, off.staff_id, off.since = by.organisation, by.staff, today
    off.save(force_insert=True)
    _set(off.episode_id, off.until)
    write_for_each(by, "feedback.off", off.episode_id, subject=off.pk, detail=f"{off.study} {off.until}")
    return off


@transaction.atomic
def turn_feedback_on(*, by: Actor, episode: Episode, day: date) -> None:
    """End it before its time: what was answered meanwhile is shown again."""
    running = FeedbackOff.objects.filter(episode=episode, ended_early=None, until__gte=day)
    if running.update(ended_early=day):
        _set(episode.pk, None)
        write_for_each(by, "feedback.on", episode.pk)


def _set(episode: UUID, until: date | None) -> None:
    Episode.objects.filter(pk=episode).update(feedback_off_until=until)
