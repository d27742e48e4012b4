"""What a client sees of the own courses: only what the client answered, what was agreed with the client, who looked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from gjenklang.apps.audit.queries import lines_about
from gjenklang.apps.care.models import (
    IN_FORCE,
    Administration,
    Consent,
    Episode,
    Experience,
    ExperienceAnswer,
    ExperienceChoice,
    Matter,
    OwnLine,
    OwnMark,
    OwnNote,
    Participant,
    Reply,
    Session,
    Standing,
)
from gjenklang.apps.care.queries import (
    Answer,
    SessionOutline,
    barred_by,
    in_hand,
    may_be_barred,
    read_in_need_of,
    stopped_of,
)
from gjenklang.apps.feedback.models import Agreed
from gjenklang.apps.feedback.queries import Course, Noted, own_line_words, turned_of
from gjenklang.apps.feedback.queries.course import readings_of
from gjenklang.apps.feedback.queries.noted import AgreedOutline
from gjenklang.apps.feedback.queries.turned import Turned
from gjenklang.apps.instruments.queries import rule_sets_of, wording
from gjenklang.apps.inviting.models import ContactAgreement
from gjenklang.apps.own.models import Access, Deletion, OwnSession
from gjenklang.apps.own.rules import hash_of, to_decide
from gjenklang.apps.people.models import Post, Role, Staff, Unit
from gjenklang.apps.people.rules import Actor, on_day
from gjenklang.apps.shell.rounding import share_in_words

__all__ = [
    "Look",
    "OwnCourse",
    "access_by_link",
    "access_of",
    "answers_to_delete",
    "deletion_to_decide",
    "deletions_here",
    "deletions_of",
    "everything",
    "experiences_here",
    "looks",
    "own_course",
    "own_courses",
    "said_stop",
    "told",
]

#: A request that was decided is listed so long.
LISTED = timedelta(days=90)
#: So many notes stand on the page.
NOTES_SHOWN = 10
#: The trail is shown so far back.
LOOKS_SHOWN = timedelta(days=365)
#: Lines by which someone has seen how the client is, or that the client is here.
LOOKING = ("client.read", "client.list")


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """One course as its client sees it; nothing derived while a study has feedback off."""

    episode: Episode
    turned: Turned | None
    agreed: list[AgreedOutline]
    answers: list[Answer]
    line: OwnLine | None = None
    line_words: str = ""

    @property
    def may_write(self) -> bool:
        """Whether the course goes on, so that something can be written in it."""
        return self.episode.ended is None


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked on a day, in which role, how many times."""

    day: date
    name: str
    role: str
    times: int


def access_of(by: Actor, client: UUID) -> Access | None:
    """The open access of a client in a course that the asker works with."""
    own = Participant.objects.filter(episode__in=in_hand(by).values("pk"), until=None).values("client")
    return Access.objects.filter(client=client, client__in=own, closed=None).select_related("staff").first()


def access_by_link(token: str) -> Access | None:
    """The access whose PIN is chosen at an address; the address is the permission."""
    found = Access.objects.filter(link_hash=hash_of(token), link_until__gt=timezone.now(), closed=None)
    return found.select_related("client", "organisation").first()


def own_courses(session: OwnSession) -> list[OwnCourse]:
    """The client's courses, the newest first; of those with several, the client's own part alone."""
    client = session.access.client
    parts = Participant.objects.filter(client=client, organisation=session.organisation_id)
    found = Episode.objects.filter(pk__in=parts.values("episode")).select_related("unit")
    return [_course(session, one) for one in found.order_by("-id")]


def _course(session: OwnSession, episode: Episode) -> OwnCourse:
    client = session.access.client
    answers = _answers(client.pk, episode)
    agreed = _agreed(client.pk, episode)
    if not episode.shows_feedback(timezone.localdate()):
        return OwnCourse(episode, None, agreed, answers)
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
    course = Course(episode, client, sessions, readings)
    line, how = _own_line(client.pk, episode)
    return OwnCourse(episode, turned_of(course, Noted(agreed=agreed)), agreed, answers, line, how)


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


def _answers(client: UUID, episode: Episode) -> list[Answer]:
    """What the client answered, and no one else."""
    found = Administration.objects.filter(
        client=client, episode=episode, rater__isnull=True, standing__in=IN_FORCE
    ).order_by("finished", "id")
    rows = found.values_list(
        *("id", "session", "moment", "instrument", "answers", "stated_total", "local_date", "confirmed"),
        *("rater", "rater__kind", "rater__relation"),
    )
    return [Answer._make(row) for row in rows]


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
        "agreements": list(ContactAgreement.objects.filter(client=client, rater=None, ended=None)),
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


def deletions_of(client: UUID) -> QuerySet[Deletion]:
    """What a client has asked to have deleted; the caller has seen that the client may be read, or is the client."""
    return Deletion.objects.filter(client=client).select_related("decided_by").order_by("-asked", "-id")


def deletions_here(by: Actor) -> QuerySet[Deletion]:
    """Requests that are the asker's to decide, and those decided lately: first what is due."""
    recent = Q(at=None) | Q(at__gte=timezone.now() - LISTED)
    return (
        Deletion.objects.filter(recent, to_decide(by, timezone.localdate()))
        .select_related("client", "episode__unit", "decided_by")
        .order_by(F("at").asc(nulls_first=True), "due", "id")
    )


def deletion_to_decide(by: Actor, key: UUID) -> Deletion | None:
    """One of them that nobody has decided."""
    return deletions_here(by).filter(pk=key, at=None).first()


def answers_to_delete(by: Actor, deletion: Deletion) -> list[Administration]:
    """What the client answered in the course, by day: which there are, for the one who decides reads no marks."""
    mine = deletions_here(by).filter(pk=deletion.pk).values("client", "episode")
    found = Administration.objects.filter(
        client__in=mine.values("client"), episode__in=mine.values("episode"), rater=None
    ).exclude(standing=Standing.REMOVED, answers={}, stated_total=None)
    return list(found.order_by("local_date", "id"))


def looks(session: OwnSession) -> list[Look]:
    """Who of the staff has looked in the last year: by day, newest first, each once with how often."""
    access = session.access
    lines = lines_about(organisation=access.organisation_id, client=access.client_id).filter(
        by_kind="staff", verb__in=LOOKING, at__gt=timezone.now() - LOOKS_SHOWN
    )
    seen = Counter((timezone.localtime(at).date(), by) for at, by in lines.values_list("at", "by") if by)
    staff = Staff.objects.filter(organisation=access.organisation_id).in_bulk({by for _day, by in seen})
    found = [
        Look(day, staff[by].name, _role(by, day), times) for (day, by), times in seen.items() if by in staff
    ]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.name))


def _role(staff: UUID, day: date) -> str:
    """What someone was on a day, in words."""
    held = Post.objects.filter(on_day(day), staff=staff).order_by("role")
    return ", ".join(dict.fromkeys(str(one.get_role_display()) for one in held))


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


#: Below this many answers nothing is shown: it would be about someone.
FEW_EXPERIENCES = 5
EXPERIENCES_SHOWN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Told:
    """One question in one unit: how many answered in the last year, and how many said yes."""

    question: str
    n: int
    yes: int

    @property
    def few(self) -> bool:
        """Whether nothing is shown."""
        return self.n < FEW_EXPERIENCES

    @property
    def share(self) -> str:
        """How many said yes, with Wilson's interval; empty for few."""
        return share_in_words(self.yes, self.n, least=FEW_EXPERIENCES)


@dataclass(frozen=True, slots=True)
class UnitTold:
    """One unit: how often it asks, and what was told."""

    unit: Unit
    weeks: int
    told: list[Told]


def experiences_here(by: Actor) -> list[UnitTold]:
    """What clients have said of coming to the units that the asker leads, in the last year; of nobody."""
    led = Unit.objects.filter(organisation=by.organisation, pk__in=by.units(Role.LEADER)).order_by("name")
    chosen = dict(ExperienceChoice.objects.filter(unit__in=led).values_list("unit", "weeks"))
    since = timezone.localdate() - EXPERIENCES_SHOWN
    counted = Counter(
        ExperienceAnswer.objects.filter(unit__in=led, week__gte=since).values_list(
            "unit", "question", "reply"
        )
    )
    return [UnitTold(one, chosen.get(one.pk, 0), _counts(counted, one.pk)) for one in led]


def _counts(counted: Counter[tuple[UUID, str, str]], unit: UUID) -> list[Told]:
    return [
        Told(
            str(label),
            sum(counted[unit, code, reply] for reply in Reply.values),
            counted[unit, code, Reply.YES],
        )
        for code, label in Experience.choices
    ]
