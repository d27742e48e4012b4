"""Plan, begin and mark sessions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import append, line, write_line, write_lines
from gjenklang.apps.care.events import session_begun
from gjenklang.apps.care.models import Episode, Series, Session, Status
from gjenklang.apps.people.rules import Actor

__all__ = [
    "begin_session",
    "lay_out_series",
    "mark_attendance",
    "move_session",
    "plan_series",
    "plan_session",
    "store_sessions",
    "walk_in",
]

WEEKS_AHEAD = 8


@transaction.atomic
def plan_session(*, by: Actor, session: Session) -> Session:
    """Store one appointment; its local date follows from its time.

    Sending the same key twice stores once.
    """
    existing = Session.objects.filter(pk=session.pk).first()
    if existing:
        return existing
    session.organisation_id = session.episode.organisation_id
    session.staff_id = session.staff_id or by.staff
    if session.starts:
        session.local_date = timezone.localdate(session.starts)
    session.save(force_insert=True)
    write_line(by.who, "session.plan", subject=session.id)
    return session


@transaction.atomic
def move_session(*, by: Actor, session: Session, starts: datetime, minutes: int) -> None:
    """Move one appointment; its local date follows."""
    session.starts, session.minutes = starts, minutes
    session.local_date = timezone.localdate(starts)
    session.save(update_fields=["starts", "minutes", "local_date"])
    write_line(by.who, "session.move", subject=session.id)


@transaction.atomic
def store_sessions(*, by: Actor, sessions: Sequence[Session]) -> None:
    """Store ready sessions (from a file), each with its line in the trail; keys are the caller's."""
    if sessions:
        append(*sessions)
        write_lines([line(by.who, "session.store", subject=one.id) for one in sessions])


@transaction.atomic
def plan_series(*, by: Actor, series: Series) -> list[Session]:
    """Store a repeating appointment and lay out its first weeks."""
    series.organisation_id = series.episode.organisation_id
    series.staff_id = series.staff_id or by.staff
    series.save(force_insert=True)
    write_line(by.who, "series.plan", subject=series.id)
    return lay_out_series(series=series, today=timezone.localdate())


@transaction.atomic
def lay_out_series(*, series: Series, today: date) -> list[Session]:
    """Lay out the sessions of a series up to eight weeks ahead; those already there stay as they are."""
    starts, made = timezone.localtime(series.first), []
    last = min(today + timedelta(weeks=WEEKS_AHEAD), series.until or date.max)
    while starts.date() <= last:
        session, new = Session.objects.get_or_create(
            series=series,
            starts=starts,
            defaults={
                "organisation_id": series.organisation_id,
                "episode_id": series.episode_id,
                "staff_id": series.staff_id,
                "local_date": starts.date(),
                "minutes": series.minutes,
                "arena": series.arena,
            },
        )
        made += [session] if new else []
        starts = _same_hour(starts, series.weeks_between)
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
    write_line(by.who, "session.begin", subject=session.id)
    news = {"session": session.id, "episode": session.episode_id}
    transaction.on_commit(lambda: session_begun.send(sender=Session, **news))
    return session


@transaction.atomic
def walk_in(*, by: Actor, episode: Episode) -> Session:
    """Begin a session that nobody had planned; one already begun today is taken up again."""
    now = timezone.now()
    today = timezone.localdate(now)
    open_one = Session.objects.filter(episode=episode, local_date=today, staff__in=by.selves).exclude(
        status__in=(Status.CANCELLED_CLIENT, Status.CANCELLED_SERVICE, Status.NO_SHOW)
    )
    session = open_one.order_by("starts").first()
    session = session or plan_session(by=by, session=Session(episode=episode, starts=now, staff_id=by.staff))
    return begin_session(by=by, session=session)


@transaction.atomic
def mark_attendance(*, by: Actor, session: Session, status: str) -> None:
    """Note that someone did not come, or who cancelled."""
    session.status = Status(status)
    session.save(update_fields=["status"])
    write_line(by.who, "session.mark", subject=session.id, detail=status)
