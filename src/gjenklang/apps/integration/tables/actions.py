"""Store a file of scores, or a calendar: all of it, or nothing."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.actions import (
    call_off,
    move_session,
    open_episode,
    plan_session,
    store_answers,
    store_sessions,
)
from gjenklang.apps.care.actions.asking import moment_of
from gjenklang.apps.care.models import Administration, Channel, Episode, Session, Standing, Status
from gjenklang.apps.care.queries import same_form
from gjenklang.apps.integration.tables.calendars import Calendar, Entry
from gjenklang.apps.integration.tables.mapping import Score
from gjenklang.apps.integration.tables.models import Upload
from gjenklang.apps.integration.tables.queries import (
    KEPT_FOR,
    Plan,
    course_in_title,
    courses_by_code,
    days_of,
    key_of,
)
from gjenklang.apps.integration.tables.reading import Table
from gjenklang.apps.people.actions import add_rater, register_clients
from gjenklang.apps.people.models import Client, Rater
from gjenklang.apps.people.rules import Actor

__all__ = ["Laid", "Refused", "import_calendar", "import_scores", "keep_upload", "throw_away_old_uploads"]

#: Goes through a list one by one.
Track = Callable[[list[str]], Iterable[str]]

THEMSELVES = frozenset({"", "client", "self", "klient", "selv", "bruker", "pasient"})
CARERS = frozenset(
    {"mor", "far", "mother", "father", "parent", "forelder", "foresatt", "carer", "fostermor", "fosterfar"}
)


class Refused(ValueError):  # noqa: N818 - the house names what went wrong
    """The plan has problems; nothing is stored."""


@transaction.atomic
def keep_upload(*, by: Actor, name: str, table: Table) -> Upload:
    """Keep the rows of a file, encrypted, until they are stored or an hour has gone."""
    throw_away_old_uploads()
    kept = Upload.objects.create(
        organisation_id=by.organisation, staff_id=by.staff, name=name[:200], content=table.packed()
    )
    write_line(by.who, "file.upload", subject=kept.pk)
    return kept


def throw_away_old_uploads() -> int:
    """Delete the files that nobody stored within an hour.

    Returns
    -------
    int
        How many were deleted.
    """
    return Upload.objects.filter(made__lt=timezone.now() - KEPT_FOR).delete()[0]


@transaction.atomic
def import_scores(*, by: Actor, made: Plan, upload: Upload | None = None, track: Track = iter) -> int:
    """Store a plan without problems: clients, courses, sessions and answers in one transaction.

    Parameters
    ----------
    by, made
        Who stores, and what was planned.
    upload
        The kept file, which is thrown away when its scores are stored.
    track
        Goes through the new courses one by one; a command line shows how far it has come.

    Returns
    -------
    int
        How many scores were stored; 0 when the file was stored before.

    Raises
    ------
    Refused
        When the plan has a problem.
    """
    if made.problems:
        raise Refused
    new = [one for one in made.scores if made.key(one) not in made.stored]
    if new:
        _Store(by, made, track).store(new)
    write_line(by.who, "file.import", detail=f"{len(new)} {made.target.instrument.code}")
    if upload:
        upload.delete()
    return len(new)


@dataclass(frozen=True, slots=True)
class _Store:
    by: Actor
    made: Plan
    track: Track

    def store(self, new: list[Score]) -> None:
        self._clients(new)
        self._courses(new)
        known = days_of(self.made)
        sessions = known | self._sessions(new, known)
        earlier = {one.pk for one in known.values()}
        administrations = [self._administration(one, sessions[self._when(one)]) for one in new]
        for one in administrations:
            if one.session_id in earlier and same_form(one) is not None:
                one.standing = Standing.LATE  # answered here already: kept beside it
        store_answers(by=self.by, administrations=administrations)

    def _clients(self, new: list[Score]) -> None:
        codes = sorted({one.client for one in new} - set(self.made.clients))
        fresh = [Client(id=key_of(self.made.target, code, "client"), code=code) for code in codes]
        for client in register_clients(by=self.by.who, clients=fresh):
            self.made.clients[client.code] = client

    def _courses(self, new: list[Score]) -> None:
        target = self.made.target
        first: dict[str, date | None] = {}
        for one in new:
            first[one.client] = min(filter(None, (first.get(one.client), one.day)), default=None)
        for code in self.track(sorted(set(first) - set(self.made.courses))):
            episode = Episode(
                id=key_of(target, code, "course", target.instrument.code),
                unit=target.unit,
                outcome=target.instrument.code,
                first_attended=first[code],
            )
            self.made.courses[code] = open_episode(
                by=self.by,
                episode=episode,
                clients=[self.made.clients[code]],
                since=min(first[code] or timezone.localdate(), timezone.localdate()),
                staff=target.staff.pk,
            )

    def _when(self, one: Score) -> tuple[UUID, str]:
        return self.made.courses[one.client].pk, one.place[1]

    def _sessions(
        self, new: list[Score], found: dict[tuple[UUID, str], Session]
    ) -> dict[tuple[UUID, str], Session]:
        missing: dict[tuple[UUID, str], Session] = {}
        for one in new:
            when = self._when(one)
            if when not in found and when not in missing:
                missing[when] = self._session(one)
        store_sessions(by=self.by, sessions=list(missing.values()))
        return missing

    def _session(self, one: Score) -> Session:
        return Session(
            id=key_of(self.made.target, one.client, one.place[1], "session", str(self._when(one)[0])),
            organisation_id=self.by.organisation,
            episode=self.made.courses[one.client],
            staff=self.made.target.staff,
            number=one.number,
            local_date=one.day,
            status=Status.HELD,
        )

    def _administration(self, one: Score, session: Session) -> Administration:
        instrument = self.made.target.instrument
        rater = self._rater(one)
        return Administration(
            id=self.made.key(one),
            organisation_id=self.by.organisation,
            episode_id=session.episode_id,
            session=session,
            client=self.made.clients[one.client],
            rater=rater,
            moment=moment_of(instrument.code),
            instrument=instrument.code,
            instrument_version=instrument.version,
            channel=Channel.FILE,
            finished=datetime.combine(one.day, time(12), UTC) if one.day else timezone.now(),
            local_date=one.day,
            answers=dict(one.answers),
            stated_total=one.total,
            typed_by_id=self.by.staff,
        )

    def _rater(self, one: Score) -> Rater | None:
        relation = one.rater.strip().lower()
        if relation in THEMSELVES:
            return None
        key = (one.client, relation)
        if key not in self.made.raters:
            kind = Rater.Kind.CARER if relation in CARERS else Rater.Kind.COLLATERAL
            client = self.made.clients[one.client]
            self.made.raters[key] = add_rater(
                by=self.by.who, client=client, kind=kind, relation=one.rater.strip()[:40]
            )
        return self.made.raters[key]


@dataclass(frozen=True, slots=True)
class Laid:
    """What became of a calendar's entries: ``gone`` no longer stand in it, ``passed`` are whole days or cancelled."""

    new: int = 0
    moved: int = 0
    known: int = 0
    gone: int = 0
    unknown: int = 0
    passed: int = 0


@transaction.atomic
def import_calendar(*, by: Actor, calendar: Calendar) -> Laid:
    """Lay the appointments of a calendar beside one's own running courses, found by the client's code in the title.

    Titles are read and not kept: what does not name a client of one's own is nobody's business here. Reading the same
    calendar again adds nothing. What was moved in it is moved here, and a coming appointment that it has cancelled is
    taken away here, if nothing has happened in it; one that the file does not know of at all is left alone, for a file
    may hold a part of a calendar.
    """
    courses = courses_by_code(by)
    wanted: dict[tuple[str, UUID], dict[datetime, Entry]] = {}
    unknown: list[str] = []
    for entry in calendar.entries:
        episode = course_in_title(entry.title, courses)
        if episode is None:
            unknown.append(entry.uid)
        else:
            wanted.setdefault((entry.uid, episode.pk), {})[entry.starts] = entry
    stored = _stored(by, courses, calendar.uids.difference(unknown) | {uid for uid, _ in wanted})
    changes = [
        _Change.of(key, wanted.get(key, {}), stored.get(key, [])) for key in sorted({*wanted, *stored})
    ]
    # What is called off goes first: its hour may be another's now.
    gone = sum(call_off(by=by, sessions=one.called_off()) for one in changes)
    moved = sum(_move(by, one) for one in changes)
    new = sum(_plan(by, one) for one in changes)
    write_line(by.who, "calendar.import", detail=f"{new} new, {moved} moved")
    known = sum(map(len, wanted.values())) - moved - new
    return Laid(new, moved, known, gone, len(unknown), calendar.passed)


def _stored(
    by: Actor, courses: Mapping[str, Episode], uids: Collection[str]
) -> dict[tuple[str, UUID], list[Session]]:
    """What earlier files have laid in these courses, by appointment and course, in order."""
    found = Session.objects.filter(
        organisation=by.organisation, episode__in=courses.values(), starts__isnull=False
    ).exclude(calendar="")
    kept: dict[tuple[str, UUID], list[Session]] = {}
    for one in found.order_by("starts"):
        if one.calendar in uids:
            kept.setdefault((one.calendar, one.episode_id), []).append(one)
    return kept


@dataclass(frozen=True, slots=True)
class _Change:
    """One appointment of a calendar in one course: what stands in an hour it no longer has, and what has none yet."""

    uid: str
    episode: UUID
    old: tuple[Session, ...]
    fresh: tuple[Entry, ...]

    @classmethod
    def of(
        cls, key: tuple[str, UUID], wanted: Mapping[datetime, Entry], stored: Sequence[Session]
    ) -> "_Change":
        """Compare; a repeating appointment is only changed from today on, a single one wherever it stood."""
        taken = {one.starts for one in stored}
        fresh = tuple(entry for starts, entry in wanted.items() if starts not in taken)
        today, once = timezone.localdate(), any(not one.repeats for one in wanted.values())
        planned = [one for one in stored if one.starts not in wanted and one.status == Status.PLANNED]
        old = tuple(one for one in planned if once or (one.local_date and one.local_date >= today))
        return cls(*key, old, fresh)

    def called_off(self) -> list[Session]:
        """What has no hour in the calendar any more; what lies behind is nobody's to call off."""
        today = timezone.localdate()
        left = self.old[len(self.fresh) :]
        return [one for one in left if one.local_date is not None and one.local_date >= today]


def _move(by: Actor, change: _Change) -> int:
    pairs = list(zip(change.old, change.fresh, strict=False))
    for session, entry in pairs:
        move_session(by=by, session=session, starts=entry.starts, minutes=entry.minutes)
    return len(pairs)


def _plan(by: Actor, change: _Change) -> int:
    """Store what is new; a colleague may have laid the same appointment in another course."""
    entries = change.fresh[len(change.old) :]
    same = Session.objects.filter(organisation=by.organisation, calendar=change.uid)
    elsewhere = (
        set(same.exclude(episode=change.episode).values_list("starts", flat=True)) if entries else set()
    )
    free = [one for one in entries if one.starts not in elsewhere]
    episode = Episode.objects.get(pk=change.episode)
    for one in free:
        session = Session(
            episode=episode,
            starts=one.starts,
            minutes=one.minutes,
            calendar=change.uid,
            staff_id=by.staff,
        )
        plan_session(by=by, session=session)
    return len(free)
