"""Read courses, meetings and answers: the asker first, and only what the rules open."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care.models import (
    IN_FORCE,
    Administration,
    Episode,
    Invitation,
    LineNote,
    MayRead,
    OwnLine,
    OwnNote,
    Participant,
    Responsibility,
    Session,
    Side,
    Standing,
    Stopped,
)
from gjenklang.apps.care.rules import open_courses, open_schedule
from gjenklang.apps.instruments.queries import ready_forms
from gjenklang.apps.people.models import Client, Rater, Role
from gjenklang.apps.people.rules import Actor, lasting
from gjenklang.apps.shell.prepared import Prepared

__all__ = [
    "Answer",
    "Offered",
    "SessionOutline",
    "answers",
    "clients",
    "counting_answer",
    "episodes",
    "in_hand",
    "invitation_by_token",
    "invitations_of",
    "latest_change",
    "note_listed",
    "notes_of",
    "offered_forms",
    "participants_of",
    "planned_sessions",
    "raters_in",
    "responsible_for",
    "same_form",
    "session_of",
    "sessions",
    "sessions_of_course",
    "token_hash",
]


def opening(by: Actor, day: date | None = None) -> RawSQL:
    """The keys of the courses whose curves the asker may read today, to be put inside other questions."""
    return RawSQL(*_statement(by, day or timezone.localdate()))  # noqa: S611 - Django's own statement of the rule


@lru_cache(maxsize=1024)
def _statement(by: Actor, day: date) -> tuple[str, tuple[Any, ...]]:
    """The rule of one asker on one day as a statement: a page asks by it several times, the database each time."""
    return Episode.objects.filter(open_courses(by, day)).values("pk").query.sql_with_params()


def scheduled(by: Actor, day: date | None = None) -> RawSQL:
    """The keys of the courses whose appointments the asker may see today, to be put inside other questions."""
    return RawSQL(*_schedule(by, day or timezone.localdate()))  # noqa: S611 - Django's own statement of the rule


@lru_cache(maxsize=1024)
def _schedule(by: Actor, day: date) -> tuple[str, tuple[Any, ...]]:
    return Episode.objects.filter(open_schedule(by, day)).values("pk").query.sql_with_params()


def episodes(by: Actor) -> QuerySet[Episode]:
    """Courses whose curves the asker may read today."""
    return Episode.objects.filter(pk__in=opening(by)).select_related("unit")


def sessions(by: Actor) -> QuerySet[Session]:
    """Meetings of those courses."""
    return Session.objects.filter(episode__in=opening(by)).select_related("episode__unit")


def session_of(by: Actor, key: UUID) -> Session | None:
    """One meeting of those courses."""
    return _SESSION.first(by, timezone.localdate(), key=key)


_SESSION = Prepared(
    lambda by, day, *, key: Session.objects.filter(pk=key, episode__in=opening(by, day)).select_related(
        "episode__unit"
    )
)


def planned_sessions(by: Actor) -> QuerySet[Session]:
    """Meetings whose time the asker may see and mark: the desk's whole unit too."""
    return Session.objects.filter(episode__in=scheduled(by)).select_related("episode__unit")


def clients(by: Actor) -> QuerySet[Client]:
    """Clients of those courses."""
    return Client.objects.filter(pk__in=Participant.objects.filter(episode__in=episodes(by)).values("client"))


_STOPPED = Q(client=OuterRef("client"), until=None)
_REFUSED = Q(client=OuterRef("client"), side=Side.RATER, allowed=False)
_HERS = Q(client=OuterRef("client"), episode=OuterRef("episode"))


def participants_of(by: Actor, episode: Episode) -> list[Participant]:
    """Who takes part, or has taken part, in a course the asker may read: first those who still do, each by code.

    ``stopped`` of each is since when nothing is asked of that client, or ``None``; ``follows``, ``told``
    and ``keeps`` say whether there is a line of one's own, a note, and someone whose answers the client was not to see,
    so that nobody asks for what is not there.
    """
    return [*_PARTICIPANTS(by, timezone.localdate(), episode=episode.pk)]


_PARTICIPANTS = Prepared(
    lambda by, day, *, episode: (
        Participant.objects.filter(episode=episode, episode__in=opening(by, day))
        .select_related("client")
        .annotate(
            stopped=Subquery(Stopped.objects.filter(_STOPPED).values("since")[:1]),
            follows=Exists(OwnLine.objects.filter(_HERS, until=None)),
            keeps=Exists(MayRead.objects.filter(_REFUSED)),
            told=Exists(OwnNote.objects.filter(_HERS, taken_back=None)),
        )
        .order_by(F("until").desc(nulls_first=True), "client__code")
    )
)


def note_listed(parts: Iterable[Participant], *, by: Actor) -> None:
    """Leave a line for each client whose code is shown in a list."""
    write_lines([line(by.who, "client.list", client=part.client_id) for part in parts])


class SessionOutline(NamedTuple):
    """What a curve needs of a session; a course has many, and a whole row of each would take its time."""

    pk: UUID
    status: str
    local_date: date | None
    starts: datetime | None


def sessions_of_course(by: Actor, episode: Episode) -> list[SessionOutline]:
    """All meetings of one course in order; those that a file only numbered come by number."""
    return [SessionOutline._make(row) for row in _SESSIONS(by, timezone.localdate(), episode=episode.pk)]


_SESSIONS = Prepared(
    lambda by, day, *, episode: (
        Session.objects.filter(episode=episode, episode__in=opening(by, day))
        .order_by(F("local_date").asc(nulls_first=True), F("number").asc(nulls_first=True), "starts", "id")
        .values_list("id", "status", "local_date", "starts")
    )
)


class Answer(NamedTuple):
    """What a curve needs of one administration; a course has many, and a whole row of each would take its time."""

    id: UUID
    session: UUID | None
    moment: str
    instrument: str
    answers: Mapping[str, int | None]
    stated_total: int | None
    local_date: date | None
    confirmed: datetime | None
    rater: UUID | None
    rater_kind: str | None
    rater_relation: str | None
    replaces: UUID | None = None
    reason: str = ""


def answers(by: Actor, episode: Episode, client: UUID) -> list[Answer]:
    """What counts of what was answered about one client in one course, oldest first."""
    found = _ANSWERS(by, timezone.localdate(), client=client, episode=episode.pk)
    return [Answer._make(row) for row in found]


_ANSWERS = Prepared(
    lambda by, day, *, client, episode: (
        Administration.objects.filter(
            client=client, episode=episode, episode__in=opening(by, day), standing=Standing.COUNTS
        )
        .order_by("finished", "id")
        .values_list(
            *("id", "session", "moment", "instrument", "answers", "stated_total", "local_date", "confirmed"),
            *("rater", "rater__kind", "rater__relation", "replaces", "reason"),
        )
    )
)


def invitations_of(by: Actor, session: Session) -> list[Invitation]:
    """What has been asked in one session, of the clients and of those who rate them, oldest first."""
    return _INVITATIONS(by, timezone.localdate(), session=session.pk)


_INVITATIONS = Prepared(
    lambda by, day, *, session: Invitation.objects.filter(
        session=session, episode__in=opening(by, day)
    ).order_by("made")
)


def notes_of(by: Actor, administration: UUID, more: Sequence[UUID] = ()) -> QuerySet[LineNote]:
    """The client's own words beside the lines of one answer, or of several."""
    answered = [administration, *more]
    return LineNote.objects.filter(administration__in=answered, administration__episode__in=opening(by))


def latest_change(by: Actor, session: Session, known: Sequence[Invitation] | None = None) -> str:
    """A short mark that changes whenever something about this session's forms changes; for the live page.

    ``known`` is what ``invitations_of`` has found, when the page has asked it already.
    """
    day = timezone.localdate()
    asked = (
        _ASKED(by, day, session=session.pk)
        if known is None
        else [(one.pk, one.opened, one.begun, one.declined, one.put_off) for one in known]
    )
    given = _GIVEN(by, day, session=session.pk, episode=session.episode_id)
    state = repr((sorted(map(str, asked)), sorted(map(str, given)), session.status))
    return hashlib.sha256(state.encode()).hexdigest()[:16]


_ASKED = Prepared(
    lambda by, day, *, session: Invitation.objects.filter(
        session=session, episode__in=opening(by, day)
    ).values_list("id", "opened", "begun", "declined", "put_off")
)
_GIVEN = Prepared(
    lambda by, day, *, session, episode: Administration.objects.filter(
        client__participations__episode=episode, session=session, episode__in=opening(by, day)
    ).values_list("id", "standing", "confirmed")
)


def token_hash(token: str) -> str:
    """What is stored of the secret part of an invitation's address."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that an address opens; the address itself is the permission."""
    return _INVITATION.first(token_hash=token_hash(token))


_INVITATION = Prepared(
    lambda *, token_hash: Invitation.objects.filter(token_hash=token_hash).select_related(
        "session__episode__unit__organisation", "session__staff"
    )
)


def counting_answer(invitation: Invitation) -> Administration | None:
    """The answer to an invitation that counts, if there is one."""
    return Administration.objects.filter(
        client=invitation.client_id, invitation=invitation, standing__in=IN_FORCE
    ).first()


def same_form(given: Administration) -> Administration | None:
    """The answer that counts for the same form in a session, of the same one; held until the transaction ends."""
    names = ("session_id", "client_id", "rater_id", "moment", "instrument")
    same = {name: getattr(given, name) for name in names}
    counting = Administration.objects.filter(standing__in=IN_FORCE, session__isnull=False, **same)
    return counting.select_for_update().first()


@dataclass(frozen=True, slots=True)
class Offered:
    """The forms an organisation may choose for a course: code and name, for the start and for the end of a session."""

    outcome: tuple[tuple[str, str], ...]
    alliance: tuple[tuple[str, str], ...]


def offered_forms(by: Actor, unit: UUID | None = None) -> Offered:
    """The forms that a course may begin with: see ``instruments.queries.ready_forms``."""
    return Offered(*ready_forms(by.organisation, unit))


def raters_in(by: Actor, episode: Episode) -> QuerySet[Rater]:
    """Those besides the clients who rate someone in a course that the asker may read."""
    found = Rater.objects.filter(client__participations__episode__in=episodes(by).filter(pk=episode.pk))
    return found.distinct().order_by("relation", "id")


def in_hand(by: Actor) -> QuerySet[Episode]:
    """Courses the asker may change: those that the asker, or someone the asker stands in for, works with today.

    As supervisor also those of the unit that nobody works with any more, so that someone can be found.
    """
    day = timezone.localdate()
    working = Responsibility.objects.filter(lasting(day, counted=True))
    mine = Q(pk__in=working.filter(staff__in=by.selves, since__lte=day).values("episode"))
    left = Q(unit__in=by.units(Role.SUPERVISOR)) & ~Q(pk__in=working.values("episode"))
    return episodes(by).filter(mine | left)


def responsible_for(by: Actor, episode: Episode) -> QuerySet[Responsibility]:
    """Who works with a course that the asker may read, now or before."""
    return (
        Responsibility.objects.filter(episode__in=episodes(by).filter(pk=episode.pk))
        .select_related("staff")
        .order_by(F("until").asc(nulls_first=True), "since", "id")
    )
