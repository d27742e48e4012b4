"""What a client sees of the own courses: only what the client answered, what was agreed with the client, who looked."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gjenklang.apps.care.models import (
    IN_FORCE,
    Administration,
    Consent,
    Episode,
    Matter,
    OwnLine,
    OwnMark,
    OwnNote,
    Participant,
    Session,
    Standing,
)
from gjenklang.apps.care.queries import (
    Answer,
    SessionOutline,
    barred_by,
    may_be_barred,
    read_in_need_of,
    readers,
    stopped_of,
)
from gjenklang.apps.feedback.models import Agreed
from gjenklang.apps.feedback.queries import Course, Noted, own_line_words, turned_of
from gjenklang.apps.feedback.queries.course import readings_of
from gjenklang.apps.feedback.queries.noted import AgreedOutline
from gjenklang.apps.feedback.queries.turned import Turned
from gjenklang.apps.instruments.queries import rule_sets_of, wording
from gjenklang.apps.inviting.models import ContactAgreement
from gjenklang.apps.own.models import OwnSession
from gjenklang.apps.own.queries.deletions import deletions_of
from gjenklang.apps.own.queries.looks import looks

__all__ = [
    "CloseCourse",
    "OwnCourse",
    "close_courses",
    "everything",
    "own_course",
    "own_courses",
    "said_stop",
    "told",
]

#: So many notes stand on the page.
NOTES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """One course as its client sees it; nothing derived while a study has feedback off."""

    episode: Episode
    turned: Turned | None
    agreed: list[AgreedOutline]
    answers: list[Answer]
    line: OwnLine | None = None
    line_words: str = ""
    left: bool = False

    @property
    def may_write(self) -> bool:
        """Whether the course goes on with the client in it, so that something can be written in it."""
        return self.episode.ended is None and not self.left


def own_courses(session: OwnSession) -> list[OwnCourse]:
    """The client's courses, the newest first; of those with several, the client's own part alone."""
    client = session.access.client
    parts = Participant.objects.filter(client=client, organisation=session.organisation_id)
    found = Episode.objects.filter(pk__in=parts.values("episode")).select_related("unit")
    left = set(parts.exclude(until=None).values_list("episode", flat=True))
    return [replace(_course(session, one), left=one.pk in left) for one in found.order_by("-id")]


def _course(session: OwnSession, episode: Episode) -> OwnCourse:
    client = session.access.client
    answers = _answers(client.pk, episode)
    agreed = _agreed(client.pk, episode)
    if not episode.shows_feedback(timezone.localdate()):
        return OwnCourse(episode, None, agreed, answers)
    course = _gathered(session, episode, answers)
    line, how = _own_line(client.pk, episode)
    return OwnCourse(episode, turned_of(course, Noted(agreed=agreed)), agreed, answers, line, how)


def _gathered(session: OwnSession, episode: Episode, answers: list[Answer]) -> Course:
    """The course with the answers that may be shown, scored and each in its place."""
    client = session.access.client
    outlines = Session.objects.filter(episode=episode).order_by(
        F("local_date").asc(nulls_first=True), F("number").asc(nulls_first=True), "starts", "id"
    )
    sessions = tuple(
        SessionOutline._make(row) for row in outlines.values_list("id", "status", "local_date", "starts")
    )
    course = Course(episode, client, sessions, ())
    language, house = (get_language() or "nb")[:2], session.organisation_id
    words = {
        code: wording(code, language, organisation=house) for code in {one.instrument for one in answers}
    }
    readings = readings_of(course, answers, rule_sets_of(house), words)
    return Course(episode, client, sessions, readings)


@dataclass(frozen=True, slots=True)
class CloseCourse:
    """One course as someone close reads it; nothing while a study has feedback off."""

    key: UUID
    turned: Turned | None


def close_courses(session: OwnSession) -> list[CloseCourse]:
    """What the client answered in the courses that run, and beside it what the reader did; nobody else's."""
    client, rater = session.access.client, session.access.rater_id
    parts = Participant.objects.filter(client=client, organisation=session.organisation_id, until=None)
    running = Episode.objects.filter(pk__in=parts.values("episode"), ended=None).order_by("-id")
    return [CloseCourse(one.pk, _close_turned(session, one, rater)) for one in running]


def _close_turned(session: OwnSession, episode: Episode, rater: UUID | None) -> Turned | None:
    if not episode.shows_feedback(timezone.localdate()):
        return None
    course = _gathered(session, episode, _answers(session.access.client_id, episode, rater))
    return turned_of(
        course, Noted(), raters=[rater] if rater else [], client_is=str(_("The one it is about"))
    )


def _own_line(client: UUID, episode: Episode) -> tuple[OwnLine | None, str]:
    """The line that the client follows now, and how it has gone; also by what nobody else is shown yet."""
    line = OwnLine.objects.filter(client=client, episode=episode, until=None).first()
    if line is None:
        return None, ""
    marks = OwnMark.objects.filter(line=line, administration__standing__in=IN_FORCE)
    placed = marks.order_by("administration__finished", "administration").values_list("mark", flat=True)
    return line, own_line_words(list(placed))


def own_course(session: OwnSession, episode: UUID) -> Episode | None:
    """A running course of the client who has signed in."""
    parts = Participant.objects.filter(
        client=session.access.client_id, organisation=session.organisation_id, until=None
    )
    return Episode.objects.filter(pk=episode, pk__in=parts.values("episode"), ended=None).first()


def _answers(client: UUID, episode: Episode, rater: UUID | None = None) -> list[Answer]:
    """What the client answered; for ``rater``, what counts of it, and their own."""
    whose = Q(rater=None) | Q(rater=rater) if rater else Q(rater=None)
    found = Administration.objects.filter(
        whose, client=client, episode=episode, standing__in=[Standing.COUNTS] if rater else IN_FORCE
    ).order_by("finished", "id")
    rows = found.values_list(
        *("id", "session", "moment", "instrument", "answers", "stated_total", "local_date", "confirmed"),
        *("rater", "rater__kind", "rater__relation"),
    )
    return [Answer(*row) for row in rows]


def _agreed(client: UUID, episode: Episode) -> list[AgreedOutline]:
    found = Agreed.objects.filter(latest=True, client=client, episode=episode).order_by("since", "thread")
    names = ("thread", "words", "what", "since", "until", "hours_before", "hours_after")
    return [AgreedOutline._make(row) for row in found.values_list(*names)]


def said_stop(session: OwnSession) -> dict[str, Any]:
    """What the client has said stop to, whom else there is to say it to, and who read all the same."""
    client = session.access.client_id
    return {
        "stopped": stopped_of([client]).get(client),
        "barred": list(barred_by(client)),
        "colleagues": list(may_be_barred(client)),
        "in_need": list(read_in_need_of(client)),
        "deletions": list(deletions_of(client)),
    }


def told(session: OwnSession) -> dict[str, Any]:
    """What the client has told, raised and said yes to, each with what came of it."""
    client = session.access.client
    consents = (
        Consent.objects.filter(client=client).select_related("rater").order_by("ended", "-since", "-id")
    )
    notes = OwnNote.objects.filter(client=client, taken_back=None).select_related("staff").order_by("-id")
    return {
        "consents": list(consents),
        "matters": list(Matter.objects.filter(client=client).select_related("staff").order_by("-id")),
        "notes": list(notes[:NOTES_SHOWN]),
        "readers": readers(client.pk, timezone.localdate()),
        "agreements": list(ContactAgreement.objects.filter(client=client, rater=None, ended=None, safe=True)),
    }


def _told(session: OwnSession) -> dict[str, Any]:
    """The same for the file."""
    found = told(session)
    return {
        "consents": [
            {
                "to": one.kind,
                "scope": one.scope,
                "since": one.since.isoformat(),
                "until": one.until.isoformat(),
                "taken_back": one.ended.isoformat(timespec="seconds") if one.ended else None,
            }
            for one in found["consents"]
        ],
        "raised": [
            {
                "kind": one.kind,
                "words": one.words,
                "at": one.at.isoformat(timespec="seconds"),
                "due": one.due.isoformat(),
                "answer": one.answer,
            }
            for one in found["matters"]
        ],
        "notes": [{"at": one.at.isoformat(timespec="seconds"), "words": one.words} for one in found["notes"]],
    }


def everything(session: OwnSession) -> dict[str, Any]:
    """All of it to take along: the shape is described in docs/operate/own-page.md."""
    return {
        "format": "gjenklang-own",
        "version": 1,
        "made": timezone.now().isoformat(timespec="seconds"),
        "courses": [
            {
                "unit": one.episode.unit.name,
                "answers": [_answer(each) for each in one.answers],
                "own_line": one.line.words if one.line else None,
                "agreed": [
                    {"since": each.since.isoformat(), "until": _day(each.until), "words": each.words}
                    for each in one.agreed
                ],
            }
            for one in own_courses(session)
        ],
        **_told(session),
        "looked": [
            {"day": one.day.isoformat(), "name": one.name, "role": one.role, "times": one.times}
            for one in looks(session)
        ],
    }


def _answer(one: Answer) -> dict[str, Any]:
    return {
        "day": _day(one.local_date),
        "form": one.instrument,
        "moment": one.moment,
        "steps": dict(one.answers),
        "typed_total": one.stated_total,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
