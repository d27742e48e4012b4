"""Several in one course, an agenda for today, two who are kept apart, and a study: in the invented municipality."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import (
    Administration,
    Episode,
    ExperienceAnswer,
    FeedbackOff,
    KeptApart,
    Session,
)
from gjenklang.apps.care.queries import may_be_barred
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import AgendaItem, From
from gjenklang.apps.own import actions as own
from gjenklang.apps.own.models import Access
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client, Post, Role, Staff
from gjenklang.apps.people.rules import Actor, actor_from
from gjenklang.cli.demo_staying import Followed
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["share_in_town"]

OSLO = ZoneInfo("Europe/Oslo")
#: Who else rates the child of the story, each with how far above or below the mother, in millimetres.
OTHERS = (("Far", 7), ("Lærer", -9))
AGENDA = {
    "D-204": ("Søvnen, og det som skjedde på søndag", "Om broren skal bli med neste gang"),
    "F-204": ("Skolen",),
}
#: In docs/practice/egen-side.md.
OWN_CODE, OWN_PIN = "DEMO2345", "271828"
KINDS = ("couple", "family")
#: A group: each member's mean mark by week, in millimetres; the last one was not there every time.
GROUP = (
    (38, 42, 47, 52, 58),
    (61, 60, 63, 62, 64),
    (45, 44, 40, 37, 33),
    (29, 35, 34, 41, 43),
    (52, 0, 55, 0, 57),
)


def share_in_town(courses: Sequence[Followed], today: date) -> None:
    """Give the story of the child more raters, today's courses an agenda, and each kind of course someone to meet."""
    running = [one for one in courses if one.episode.ended is None]
    for one in running:
        code = one.clients[0].code
        if code == "F-204":
            _rated_by_more(one)
        if code in AGENDA:
            _agenda(one, today)
        if code == "D-204":
            _own_page(one)
    for kind in KINDS:
        shared = _first(running, "hilde", kind)
        for one in shared[: 2 if kind == "couple" else 1]:
            _meets_today(one, today)
        if kind == "couple" and len(shared) > 1:
            _kept_apart(shared[1])
    _group(next(one for one in running if one.episode.kind == "residential"), today)
    alone = [one for one in running if one.episode.kind == "individual"]
    _study(_last(alone, "berit"))
    _say_stop(alone[-3])
    leaders = Post.objects.select_related("staff", "unit").filter(role=Role.LEADER)
    _coming_here(leaders.filter(unit__episodes__isnull=False).distinct().get(), today)


def _own_page(course: Followed) -> None:
    """Let the one of the story open the own page, by a code that stands in the guide."""
    given, _token = own.give_access(by=course.by, client=course.clients[0])
    own.choose_pin(access=given, pin=OWN_PIN)
    Access.objects.filter(pk=given.pk).update(code=OWN_CODE)


def _coming_here(leader: Post, today: date) -> None:
    """A unit whose leader asks now and then how it is to come, and what a few weeks have told."""
    unit = leader.unit
    care.choose_experience(by=actor_from(leader.staff, today), unit=unit, weeks=8)
    monday = today - timedelta(days=today.weekday())
    for number, reply in enumerate(("yes", "yes", "partly", "yes", "no", "yes", "yes")):
        week = monday - timedelta(weeks=number)
        ExperienceAnswer.objects.create(
            organisation_id=unit.organisation_id, unit=unit, question="waiting", reply=reply, week=week
        )


def _say_stop(course: Followed) -> None:
    """One who does not answer any more, has blocked a colleague, and asks for something to be deleted."""
    client, by = course.clients[0], course.by.who
    care.stop_answering(by=by, client=client)
    colleague = may_be_barred(client.pk).filter(posts__role=Role.THERAPIST).first()
    if colleague is not None:
        care.bar(by=by, client=client, staff=colleague.pk)
    own.ask_deletion(
        by=by, client=client, episode=course.episode, words="Slett det jeg svarte den gangen jeg var i krise."
    )


def _rated_by_more(course: Followed) -> None:
    child = course.clients[0]
    for relation, away in OTHERS:
        rater = people.add_rater(by=course.by.who, client=child, kind="carer", relation=relation)
        given = Administration.objects.filter(episode=course.episode, rater__relation="Mor")
        care.store_answers(by=course.by, administrations=list(_beside(given, rater.pk, away)))


def _beside(given: Iterable[Administration], rater: object, away: int) -> Iterator[Administration]:
    for number, one in enumerate(given):
        one.pk, one.rater_id, one.invitation_id = uuid7(), rater, None  # type: ignore[assignment]
        one.answers = {
            line: max(0, min(100, (mark or 0) + away + 4 * (number % 3 - 1)))
            for line, mark in one.answers.items()
        }
        one._state.adding = True
        yield one


def _agenda(course: Followed, today: date) -> None:
    session = Session.objects.filter(episode=course.episode, local_date=today).first()
    client = course.clients[0]
    if session is not None:
        about = {"session": session, "episode": course.episode, "client": client}
        points = [AgendaItem(kind=From.CLIENT, words=words, **about) for words in AGENDA[client.code]]
        actions.make_agenda(by=course.by, items=points)


def _first(courses: Sequence[Followed], username: str, kind: str) -> list[Followed]:
    """The courses of a kind, those of one member of staff first: the town is another every day, its people are not."""
    staff = Staff.objects.get(user__username=username).pk
    found = [one for one in courses if one.episode.kind == kind]
    return sorted(found, key=lambda one: one.by.staff != staff)


def _last(courses: Sequence[Followed], username: str) -> Followed:
    """The newest course of one member of staff; of anyone, when they have none."""
    staff = Staff.objects.get(user__username=username).pk
    return ([one for one in courses if one.by.staff == staff] or list(courses))[-1]


def _meets_today(course: Followed, today: date) -> None:
    """An appointment in the afternoon, when there is none."""
    if not Session.objects.filter(episode=course.episode, local_date=today).exists():
        starts = datetime.combine(today, time(15, 30), OSLO).astimezone(UTC)
        care.plan_session(by=course.by, session=Session(episode=course.episode, starts=starts))


def _group(where: Followed, today: date) -> None:
    """Five in a group of the ward that met for five weeks, and meets today; two have answered already."""
    by, unit = where.by, where.episode.unit
    clients = [
        people.register_client(
            by=by.who, client=Client(code=f"G-{301 + place}", birth_year=today.year - 30 - place)
        )
        for place in range(len(GROUP))
    ]
    forms = ("gjenklang-outcome-adult", "gjenklang-alliance-group")
    begins = today - timedelta(weeks=len(GROUP[0]))
    episode = Episode(unit=unit, kind="group", outcome=forms[0], alliance=forms[1], first_attended=begins)
    care.open_episode(by=by, episode=episode, clients=clients, since=begins)
    for week in range(len(GROUP[0]) + 1):
        day = begins + timedelta(weeks=week)
        starts = datetime.combine(day, time(13), OSLO).astimezone(UTC)
        session = care.plan_session(by=by, session=Session(episode=episode, starts=starts))
        if day < today:
            care.begin_session(by=by, session=session)
        for client, marks in zip(clients, GROUP, strict=True):
            mark = marks[week] if day < today else marks[-1] if client in clients[:2] else 0
            for moment, form in zip(("start", "end"), forms, strict=True):
                if mark and (day < today or moment == "start"):
                    _answer(by, session, Form(form, moment, client.pk), mark if moment == "start" else 88)


def _answer(by: Actor, session: Session, form: Form, mark: int) -> None:
    items = in_catalogue(form.instrument).items
    answers = {item.code: mark + 3 * (place % 3 - 1) for place, item in enumerate(items)}
    care.type_from_paper(by=by, session=session, form=form, answers=answers, stated_total=None)


def _kept_apart(course: Followed) -> None:
    since = timezone.localdate() - timedelta(days=20)
    why = "Hun fortalte alene at han har slått. Krisesenteret er koblet på."
    care.keep_apart(by=course.by, apart=KeptApart(episode=course.episode, since=since, why=why))


def _study(course: Followed) -> None:
    day = timezone.localdate()
    off = FeedbackOff(
        episode=course.episode,
        study="Lundvik-studien, oppdiktet",
        ethics="REK 2026/0000",
        until=day + timedelta(days=60),
        told=day,
    )
    care.turn_feedback_off(by=course.by, off=off)
