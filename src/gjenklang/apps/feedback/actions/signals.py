"""Show what is worth taking up, and note what was done with it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Participant
from gjenklang.apps.feedback.models import Done, NotNow, Signal
from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.feedback.queries.kept import to_take_up
from gjenklang.apps.people.rules import Actor

__all__ = ["put_off", "show", "show_caseload", "talk_about"]


def show(*, by: Actor, course: Course, going_on: bool) -> list[Signal]:
    """Leave the line that a client was read, and keep what is shown for the first time, both or neither.

    Parameters
    ----------
    by
        Who reads.
    course
        Gathered, and not yet noted as read.
    going_on
        Whether the course runs and the client takes part; else nothing is to be taken up.

    Returns
    -------
    list of Signal
        Most worth it first, each stored.
    """
    signals = to_take_up(by, course, timezone.localdate()) if going_on else []
    read = line(by.who, "client.read", client=course.client.pk, subject=course.episode.pk)
    return _keep(by, signals, [read])


@transaction.atomic
def show_caseload(*, by: Actor, shown: Sequence[tuple[Participant, Signal | None]]) -> list[Signal | None]:
    """Leave a line for each client who is listed, and keep what is said of each for the first time.

    One transaction also when there is nothing to keep: sixty lines by themselves would be sixty writes to the disk.

    Returns
    -------
    list of Signal or None
        As given, each stored.
    """
    listed = [line(by.who, "client.list", client=part.client_id) for part, _signal in shown]
    stored = {one.key: one for one in _keep(by, [one for _part, one in shown if one is not None], listed)}
    return [stored.get(one.key) if one else None for _part, one in shown]


def _keep(by: Actor, signals: Sequence[Signal], lines: Sequence[Line]) -> list[Signal]:
    """Write the lines, and with them what is new; what another has just stored or handled is taken as it is."""
    fresh = [one for one in signals if one._state.adding]
    if not fresh:
        write_lines(lines)
        return list(signals)
    with transaction.atomic():
        write_lines(lines)
        for one in fresh:
            one.shown, one.shown_to_id = timezone.now(), by.staff
        made = {one.pk for one in Signal.objects.bulk_create(fresh, ignore_conflicts=True)}
        found = Signal.objects.filter(
            episode__in={one.episode_id for one in fresh}, client__in={one.client_id for one in fresh}
        )
        stored = {one.key: one for one in found}
        mine = [one for one in stored.values() if one.pk in made]
        write_lines([line(by.who, "signal.show", client=one.client_id, subject=one.pk) for one in mine])
    return [one for one in (stored.get(one.key, one) for one in signals) if not one.done]


@transaction.atomic
def talk_about(*, by: Actor, signal: Signal) -> None:
    """Note that it was talked about; what was handled before stays as it was."""
    _handle(by, signal, "signal.talk", done=Done.TALKED)


@transaction.atomic
def put_off(*, by: Actor, signal: Signal, reason: NotNow, words: str = "") -> None:
    """Note that it is not taken up now, and why; what was handled before stays as it was."""
    _handle(by, signal, "signal.put_off", done=Done.NOT_NOW, reason=reason, words=words)


def _handle(by: Actor, signal: Signal, verb: str, **noted: str) -> None:
    held = Signal.objects.select_for_update().get(pk=signal.pk)
    if held.done:
        return
    for name, value in noted.items():
        setattr(held, name, value)
    held.done_at, held.done_by_id = timezone.now(), by.staff
    held.save(update_fields=[*noted, "done_at", "done_by"])
    write_lines([line(by.who, verb, client=held.client_id, subject=held.pk)])
