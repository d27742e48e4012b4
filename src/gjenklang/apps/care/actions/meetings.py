"""Plan, begin and mark sessions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.actions import Who, append, line, write_lines
from gjenklang.apps.care.actions.courses import write_for_each
from gjenklang.apps.care.actions.shown import show_held
from gjenklang.apps.care.events import session_begun
from gjenklang.apps.care.models import Episode, Participant, Responsibility, Series, Session, Status
from gjenklang.apps.people.rules import Actor

__all__ = [
    "begin_session",
    "call_off",
    "extend_series",
    "lay_out_series",
    "mark_attendance",
    "move_session",
    "plan_series",
    "plan_session",
    "stop_series",
    "store_sessions",
    "walk_in",
]

WEEKS_AHEAD = 8


def _who_meets(by: Actor, episode: UUID) -> UUID:
    """Whom an appointment is with: the writer if responsible for the course, else who is; a desk plans for others."""
    responsible = list(
        Responsibility.objects.filter(episode=episode, until=None)
        .order_by("since", "id")
        .values_list("staff", flat=True)
    )
    mine = next((staff for staff in responsible if staff in by.selves), None)
    return mine or next(iter(responsible), by.staff)


@transaction.atomic
def plan_session(*, by: Actor, session: Session) -> Session:
    """Store one appointment; its local date follows from its time.

    Sending the same key twice stores once; a key that is another course's is not taken, but replaced.
    """
    existing = Session.objects.filter(pk=session.pk).first()
    if existing and existing.episode_id == session.episode_id:
        return existing
    session.pk = uuid7() if existing else session.pk
    session.organisation_id = session.episode.organisation_id
    session.staff_id = session.staff_id or _who_meets(by, session.episode_id)
    if session.starts:
        session.local_date = timezone.localdate(session.starts)
    session.save(force_insert=True)
    write_for_each(by, "session.plan", session.episode_id, subject=session.id)
    return session


@transaction.atomic
def move_session(*, by: Actor, session: Session, starts: datetime, minutes: int) -> None:
    """Move one appointment; its local date follows."""
    session.starts, session.minutes = starts, minutes
    session.local_date = timezone.localdate(starts)
    session.save(update_fields=["starts", "minutes", "local_date"])
    write_for_each(by, "session.move", session.episode_id, subject=session.id)


@transaction.atomic
def call_off(*, by: Actor, sessions: Sequence[Session]) -> int:
    """Take coming appointments away that nothing has happened in; the others stay.

    Returns
    -------
    int
        How many were taken away.
    """
    untouched = Session.objects.filter(
        pk__in=[one.pk for one in sessions], status=Status.PLANNED, invitations=None, administrations=None
    )
    found = list(untouched)
    for one in found:
        write_for_each(by, "session.call_off", one.episode_id, subject=one.id)
    untouched.delete()
    return len(found)


@transaction.atomic
def store_sessions(*, by: Actor, sessions: Sequence[Session]) -> None:
    """Store ready sessions (from a file), each with its line in the trail; keys are the caller's."""
    if not sessions:
        return
    append(*sessions)
    clients: dict[UUID, list[UUID]] = {}
    parts = Participant.objects.filter(episode__in={one.episode_id for one in sessions}, until=None)
    for episode, client in parts.values_list("episode", "client"):
        clients.setdefault(episode, []).append(client)
    write_lines(
        [
            line(by.who, "session.store", client=client, subject=one.id)
            for one in sessions
            for client in clients.get(one.episode_id, [])
        ]
    )


@transaction.atomic
def plan_series(*, by: Actor, series: Series) -> list[Session]:
    """Store a repeating appointment and lay out its first weeks.

    Sending the same key twice stores once; a key that is another course's is not taken, but replaced.
    """
    existing = Series.objects.filter(pk=series.pk).first()
    if existing and existing.episode_id == series.episode_id:
        return list(Session.objects.filter(series=existing))
    series.pk = uuid7() if existing else series.pk
    series.organisation_id = series.episode.organisation_id
    series.staff_id = series.staff_id or _who_meets(by, series.episode_id)
    series.save(force_insert=True)
    write_for_each(by, "series.plan", series.episode_id, subject=series.id)
    return lay_out_series(series=series, today=timezone.localdate())


@transaction.atomic
def lay_out_series(*, series: Series, today: date) -> list[Session]:
    """Lay out a series up to eight weeks ahead; a week that was laid out before is left as it became."""
    starts, made = timezone.localtime(series.first), []
    last = min(today + timedelta(weeks=WEEKS_AHEAD), series.until or date.max)
    while starts.date() <= last:
        if series.laid_out is None or starts.date() > series.laid_out:
            made.append(_of_series(series, starts))
        starts = _same_hour(starts, series.weeks_between)
    if made:
        append(*made)
        series.laid_out = made[-1].local_date
        series.save(update_fields=["laid_out"])
    return made


def _of_series(series: Series, starts: datetime) -> Session:
    return Session(
        organisation_id=series.organisation_id,
        episode_id=series.episode_id,
        staff_id=series.staff_id,
        series=series,
        starts=starts,
        local_date=starts.date(),
        minutes=series.minutes,
        arena=series.arena,
    )


@transaction.atomic
def stop_series(*, by: Actor, series: Series, today: date) -> int:
    """End a repeating appointment today, and take away the coming sessions that nothing has happened in.

    Returns
    -------
    int
        How many coming sessions were taken away.
    """
    series.until = today
    series.save(update_fields=["until"])
    coming = list(Session.objects.filter(series=series, local_date__gt=today))
    write_for_each(by, "series.stop", series.episode_id, subject=series.id)
    return call_off(by=by, sessions=coming)


@transaction.atomic
def extend_series(*, today: date) -> int:
    """Lay out every running series of every organisation up to eight weeks ahead; safe to repeat.

    Returns
    -------
    int
        How many sessions were laid out.
    """
    running = Series.objects.filter(Q(until=None) | Q(until__gte=today), episode__ended=None)
    made = 0
    for series in running.select_related("episode"):
        new = lay_out_series(series=series, today=today)
        system = Who("system", series.organisation_id)
        parts = Participant.objects.filter(episode=series.episode_id, until=None)
        clients = list(parts.values_list("client", flat=True))
        write_lines(
            [
                line(system, "session.lay_out", client=client, subject=one.id)
                for one in new
                for client in clients
            ]
        )
        made += len(new)
    return made


def _same_hour(starts: datetime, weeks: int) -> datetime:
    """The same hour on the wall some weeks later, also when the clocks have changed between."""
    naive = starts.replace(tzinfo=None) + timedelta(weeks=weeks)
    return timezone.make_aware(naive, timezone.get_current_timezone())


@transaction.atomic
def begin_session(*, by: Actor, session: Session) -> Session:
    """The client is here: the session is held, and a first one opens the course."""
    session.status = Status.HELD
    session.staff_id = session.staff_id or by.staff
    session.save(update_fields=["status", "staff"])
    Episode.objects.filter(pk=session.episode_id, first_attended=None).update(
        first_attended=session.local_date
    )
    write_for_each(by, "session.begin", session.episode_id, subject=session.id)
    show_held(today=timezone.localdate(), episode=session.episode_id)
    news = {"session": session.id, "episode": session.episode_id}
    transaction.on_commit(lambda: session_begun.send(sender=Session, **news))
    return session


@transaction.atomic
def walk_in(*, by: Actor, episode: Episode) -> Session:
    """Begin a session that nobody had planned; one already begun today is taken up again."""
    now = timezone.now()
    today = timezone.localdate(now)
    open_one = Session.objects.filter(episode=episode, local_date=today, staff__in=by.selves).exclude(
        status__in=(Status.CANCELLED_CLIENT, Status.CANCELLED_SERVICE, Status.NO_SHOW, Status.BETWEEN)
    )
    session = open_one.order_by("starts").first()
    session = session or plan_session(by=by, session=Session(episode=episode, starts=now, staff_id=by.staff))
    return begin_session(by=by, session=session)


@transaction.atomic
def mark_attendance(*, by: Actor, session: Session, status: str) -> None:
    """Note that someone did not come, or who cancelled."""
    session.status = Status(status)
    session.save(update_fields=["status"])
    write_for_each(by, "session.mark", session.episode_id, subject=session.id, detail=status)
