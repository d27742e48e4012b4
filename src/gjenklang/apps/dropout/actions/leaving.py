"""Note how a course ends, settle what is on the list that it opens, and what was learned afterwards."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions import write_for_each
from gjenklang.apps.care.models import Ending, Episode, Participant
from gjenklang.apps.dropout.actions.once import store_once
from gjenklang.apps.dropout.models import Death, Departure, Leaving, LeavingStep
from gjenklang.apps.dropout.queries.endings import FARTHEST, earliest_end
from gjenklang.apps.people.rules import Actor

__all__ = ["NOON", "give_up_plan", "left_at", "note_ending", "record_death", "settle"]

#: When only the day is known, the hours are counted from the middle of it.
NOON = time(12)


def left_at(departure: Departure) -> datetime:
    """From when the hours after an ending are counted: the time that was noted, else noon, but not later than now.

    Whoever notes an ending in the morning of the day itself has left by then; a plan is counted from its own day.
    """
    moment = timezone.make_aware(datetime.combine(departure.day, departure.clock or NOON))
    same_day = departure.clock is None and departure.day == timezone.localdate(departure.at)
    return min(moment, departure.at) if same_day else moment


@transaction.atomic
def note_ending(*, by: Actor, episode: Episode, departure: Departure) -> None:
    """Note that a course has ended, or that its ending is planned; each client gets a list to leave safely by.

    Raises
    ------
    ValueError
        When the ending comes before a day that is known of the course, or too far ahead.
    """
    first, today = earliest_end(episode), timezone.localdate()
    if (first is not None and departure.day < first) or departure.day > today + FARTHEST:
        raise ValueError("A course ends after its other days, and within half a year.")
    departure.episode = episode
    if store_once(by, departure) is None:
        return
    write_for_each(by, "ending.note", episode.pk, detail=departure.ending)
    over, before = departure.day <= today, episode.ended
    if over:
        care.end_episode(by=by, episode=episode, ended=departure.day, ending=departure.ending)
    for part in Participant.objects.filter(episode=episode, until=None):
        _open(by, part, departure, before=before, over=over)


def _open(by: Actor, part: Participant, departure: Departure, *, before: date | None, over: bool) -> None:
    """Open the list of one client, or let the one that is open follow the day; nobody leaves safely by dying."""
    now = timezone.now()
    lists = Leaving.objects.filter(episode=part.episode_id, client=part.client_id, void=None)
    held = lists.filter(day=before).first() if before else lists.filter(noted=None).first()
    if departure.ending == Ending.DIED:
        if held is not None:
            Leaving.objects.filter(pk=held.pk).update(void=now)
        return
    leaving = held or Leaving(
        organisation_id=by.organisation,
        staff_id=by.staff,
        episode_id=part.episode_id,
        client_id=part.client_id,
    )
    leaving.day, leaving.left_at = departure.day, left_at(departure)
    leaving.noted = (leaving.noted or now) if over else None
    leaving.save()
    if held is None:
        write_line(by.who, "leaving.open", client=part.client_id, subject=leaving.pk)


@transaction.atomic
def give_up_plan(*, by: Actor, episode: Episode) -> None:
    """Note that someone does not leave after all; the list is kept."""
    planned = Leaving.objects.filter(episode=episode, noted=None, void=None)
    if planned.update(void=timezone.now()):
        write_for_each(by, "ending.give_up", episode.pk)


@transaction.atomic
def settle(*, by: Actor, leaving: Leaving, step: LeavingStep) -> None:
    """Answer one item of a list; earlier answers are kept."""
    step.leaving = leaving
    if store_once(by, step):
        detail = f"{step.item} {step.reply}"
        write_line(by.who, "leaving.settle", client=leaving.client_id, subject=leaving.pk, detail=detail)


@transaction.atomic
def record_death(*, by: Actor, death: Death) -> None:
    """Note that a client has died, and on which day; the newest day holds."""
    if store_once(by, death):
        write_line(by.who, "death.record", client=death.client_id, subject=death.pk)
