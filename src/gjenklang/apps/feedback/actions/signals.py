"""Show what is worth taking up, note what was done with it, and take that back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Episode, Participant
from gjenklang.apps.feedback.models import Done, Handling, NotNow, Showing, Signal, Step
from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.feedback.queries.held_against import Track
from gjenklang.apps.feedback.queries.kept import Talk, shown_today, to_take_up
from gjenklang.apps.people.rules import Actor

__all__ = ["IN_SIGHT", "note_read", "put_off", "show", "show_caseload", "take_back", "talk_about"]

#: How many stand in sight beside a curve; the others are folded under them.
IN_SIGHT = 3
#: Where a signal stood: its place, and whether it was folded; ``None`` for one that was found and not put on the page.
Place = tuple[int, bool] | None


def show(*, by: Actor, course: Course, going_on: bool, track: Track | None = None) -> Talk:
    """Leave the line that a client was read, and keep what is shown for the first time, both or neither.

    Parameters
    ----------
    by
        Who reads.
    course
        Gathered, and not yet noted as read.
    going_on
        Whether the course runs and the client takes part; else nothing is to be taken up.
    track
        The expected course, where the organisation has a model in use.

    Returns
    -------
    Talk
        Most worth it first, each stored.
    """
    talk = to_take_up(by, course, timezone.localdate(), track) if going_on else Talk()
    read = line(by.who, "client.read", client=course.client.pk, subject=course.episode.pk)
    placed = [(one, (place, place >= IN_SIGHT)) for place, one in enumerate(talk.open)]
    return Talk(tuple(_keep(by, placed, [read])), talk.handled)


def note_read(*, by: Actor, episode: Episode, client: UUID, what: str = "signals") -> None:
    """Leave the line that a client was read, on a page that shows nothing new."""
    write_lines([line(by.who, "client.read", client=client, subject=episode.pk, detail=what)])


@transaction.atomic
def show_caseload(
    *, by: Actor, listed: Sequence[tuple[Participant, Sequence[Signal], bool]]
) -> list[Signal | None]:
    """Leave a line for each client who is listed, and keep what was found of each.

    One transaction also when there is nothing to keep: sixty lines by themselves would be sixty writes to the disk.

    Parameters
    ----------
    by
        Who reads.
    listed
        Each client with what was found, most worth it first, and whether the row is folded. Only the first signal of
        a row stands on the page.

    Returns
    -------
    list of Signal or None
        The first of each, stored; none where there is none, or someone has just handled it.
    """
    lines = [line(by.who, "client.list", client=part.client_id) for part, _found, _folded in listed]
    placed = [
        (one, (0, folded) if place == 0 else None)
        for _part, found, folded in listed
        for place, one in enumerate(found)
    ]
    stored = {one.key: one for one in _keep(by, placed, lines)}
    first = [next(iter(found), None) for _part, found, _folded in listed]
    return [stored.get(one.key) if one else None for one in first]


def _keep(by: Actor, placed: Sequence[tuple[Signal, Place]], lines: Sequence[Line]) -> list[Signal]:
    """Write the lines, and with them what is new; what another has just stored or handled is taken as it is."""
    fresh = [one for one, _place in placed if one._state.adding]
    seen = shown_today(by, timezone.localdate()) if placed else {}
    if not fresh and not any(_is_new(one, place, seen) for one, place in placed):
        write_lines(lines)
        return [one for one, _place in placed]
    with transaction.atomic():
        write_lines(lines)
        now = timezone.now()
        stored, mine = _store(fresh, now) if fresh else ({}, set())
        kept = [(stored.get(one.key, one), place) for one, place in placed]
        left = [(one, place) for one, place in kept if not one.done]
        first = _note_shown(by, [pair for pair in left if _is_new(*pair, seen)], now)
        verbs = dict.fromkeys(mine, "signal.find") | dict.fromkeys(first, "signal.show")
        client = {one.pk: one.client_id for one, _place in kept}
        write_lines([line(by.who, verb, client=client[key], subject=key) for key, verb in verbs.items()])
    return [one for one, _place in left]


def _is_new(one: Signal, place: Place, seen: Mapping[UUID, bool]) -> bool:
    """Whether it stands further in sight than it has for this reader today."""
    return place is not None and (one.pk not in seen or (seen[one.pk] and not place[1]))


def _store(fresh: Sequence[Signal], now: datetime) -> tuple[dict[object, Signal], set[UUID]]:
    """What is stored now, by what makes it the same one, and the keys of what was stored here."""
    for one in fresh:
        one.found = now
    made = {one.pk for one in Signal.objects.bulk_create(fresh, ignore_conflicts=True)}
    found = Signal.objects.filter(
        episode__in={one.episode_id for one in fresh}, client__in={one.client_id for one in fresh}
    )
    stored: dict[object, Signal] = {one.key: one for one in found}
    return stored, {one.pk for one in stored.values() if one.pk in made}


def _note_shown(by: Actor, placed: Sequence[tuple[Signal, Place]], now: datetime) -> list[UUID]:
    """Note where each stood today, and on the signal itself when it first stood in sight; the keys of those."""
    rows = [
        Showing(
            organisation_id=by.organisation,
            staff_id=by.staff,
            signal=one,
            day=timezone.localdate(),
            place=place[0],
            folded=place[1],
        )
        for one, place in placed
        if place is not None
    ]
    Showing.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["signal", "staff", "day"],
        update_fields=["place", "folded"],
    )
    first = [one for one, place in placed if place is not None and not place[1] and one.shown is None]
    for one in first:
        one.shown, one.shown_to_id = now, by.staff
    Signal.objects.filter(pk__in=[one.pk for one in first], shown=None).update(shown=now, shown_to=by.staff)
    return [one.pk for one in first]


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
    now = timezone.now()
    for name, value in noted.items():
        setattr(held, name, value)
    held.done_at, held.done_by_id = now, by.staff
    if held.shown is None:  # handled from under *more*
        held.shown, held.shown_to_id = now, by.staff
    held.save(update_fields=[*noted, "done_at", "done_by", "shown", "shown_to"])
    step = noted.pop("done")
    _note(by, held, Step(step), now, **noted)
    write_lines([line(by.who, verb, client=held.client_id, subject=held.pk)])


@transaction.atomic
def take_back(*, by: Actor, signal: Signal) -> None:
    """Let a signal that was handled be open again; what was noted stays in its history, and in the trail."""
    held = Signal.objects.select_for_update().get(pk=signal.pk)
    if not held.done:
        return
    was = f"{held.done} {held.reason}".strip()
    held.done = held.reason = held.words = ""
    held.done_at, held.done_by_id = None, None
    held.save(update_fields=["done", "reason", "words", "done_at", "done_by"])
    _note(by, held, Step.TAKEN_BACK, timezone.now())
    write_lines([line(by.who, "signal.take_back", client=held.client_id, subject=held.pk, detail=was)])


def _note(by: Actor, signal: Signal, step: Step, at: datetime, **noted: str) -> None:
    Handling.objects.create(
        organisation_id=by.organisation, staff_id=by.staff, signal=signal, step=step, at=at, **noted
    )
