"""What is done in time in the invented municipality, from the same seed: meetings, peers, moves, plans, relatives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import Participant, Session
from gjenklang.apps.dropout import actions
from gjenklang.apps.dropout.models import (
    Closed,
    Contact,
    Decision,
    Given,
    LocalMeasure,
    MasteryPlan,
    Milestone,
    Outcome,
    Outreach,
    Relative,
    Talk,
    Transition,
)
from gjenklang.apps.people.models import Staff
from gjenklang.apps.people.rules import Actor
from gjenklang.core.fictional import CoursePlan, Municipality

__all__ = ["meet_in_time"]

UNITS = ("tsb", "followup", "youth")
#: Courses that have a story of their own.
STORIES = ("D-199", "D-200", "D-201", "D-202", "D-204")
PLACES = ("Poliklinikken på Elvebakken", "Oppfølgingsteamet", "Ettervernet i Nordgata")
HELPS = ("Å gå tur før frokost.", "Å ringe søsteren min.", "Å være på verkstedet.", "Musikk i ørene, og ut.")
SIGNS = ("Sover lite, svarer ikke på telefonen.", "Slutter å spise middag.", "Sier nei til alt.")
MINE = ("Sier det til den som er på vakt.", "Går til broren min.", "Legger bort telefonen og går ut.")
GONE = (
    "Går etter planen, boligen tar lengre tid.",
    "Bedre enn vi hadde trodd.",
    "Søvnen er ikke bedre ennå.",
)
DECIDED = ("Ringe NAV om bolig", "Følge til fastlegen", "Lage ny ukeplan", "Spørre skolen om kortere dager")
WHO = ("kontaktpersonen", "søster", "NAV v/ Kari", "")
AGREED = "kan si at jeg er savnet, ikke mer"
ASKED = "Ring og si hei. Spør om dere skal gå en tur."
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Course:
    """A course as it was planned, and as it was stored."""

    plan: CoursePlan
    part: Participant
    by: Actor

    @property
    def whose(self) -> dict[str, object]:
        return {"episode": self.part.episode, "client": self.part.client}

    @property
    def first(self) -> date:
        return self.plan.meetings[0].day

    @property
    def name(self) -> str:
        return self.plan.clients[0].name


def meet_in_time(plan: Municipality, actors: Mapping[str, Actor], staff: Mapping[str, Staff]) -> None:
    """Fill the residential unit, the follow-up team and the youth team; the town must have been stored."""
    chance = Random(" ".join(course.clients[0].name for course in plan.courses))  # noqa: S311 - an invented town
    peer = next(one.username for one in plan.staff if one.role == "peer")
    courses = list(_courses(plan, actors, peer))
    ringing = actions.name_measure(by=actors["stein"], name="Ringerunde etter helgen")
    for course in courses:
        _begun(chance, course, plan.today)
        _met(chance, course, plan.today)
        if course.plan.ended:
            _moved(chance, course, plan.today)
        _fetched(chance, course, staff[peer], plan.today)
        if course.plan.unit == "youth" and chance.random() < 0.4:
            _rung(course, ringing, plan.today)
    actions.write_roster(by=actors[peer], words="mandag, onsdag og fredag 10–16", away_until=None)
    for unit in UNITS:
        running = [one for one in courses if one.plan.unit == unit and not one.plan.ended]
        _ahead(chance, running, staff[peer], plan.today)


def _courses(plan: Municipality, actors: Mapping[str, Actor], peer: str) -> Iterator[_Course]:
    """Those of one client, whom someone else than a peer works with, and who has been there a while."""
    organisation = next(iter(actors.values())).organisation
    found = Participant.objects.filter(organisation=organisation).select_related("episode", "client")
    parts = {part.client.code: part for part in found}
    for course in plan.courses:
        if (
            course.unit in UNITS
            and len(course.clients) == 1
            and course.staff != peer
            and len(course.meetings) > 2
        ):
            yield _Course(course, parts[course.clients[0].code], actors[course.staff])


def _begun(chance: Random, course: _Course, today: date) -> None:
    if chance.random() < 0.7:
        words = "Vi ses tirsdager. Du sier fra hvis noe skurrer, og det gjør jeg også."
        talk = Talk(kind=Talk.Kind.INTRODUCTION, day=course.first, words=words, **course.whose)
        actions.note_talk(by=course.by, talk=talk)
    day = course.first + timedelta(days=chance.randint(8, 20))
    if chance.random() < 0.55 and _within(course, day, today):
        made = datetime.combine(day, time(12), UTC)
        helps, signs, mine = chance.choice(HELPS), chance.choice(SIGNS), chance.choice(MINE)
        row = MasteryPlan(helps=helps, signs=signs, mine=mine, others="Ringe meg, ikke skrive.", made=made)
        row.calls = f"{course.by.name}, eller vakttelefonen"
        row.episode, row.client = course.part.episode, course.part.client
        actions.write_plan(by=course.by, plan=row)
        if course.plan.unit == "tsb":
            talk = Talk(kind=Talk.Kind.MASTERY, day=day, words=f"Det som hjelper: {helps}", **course.whose)
            actions.note_talk(by=course.by, talk=talk)


def _within(course: _Course, day: date, today: date) -> bool:
    return day <= min(today, course.plan.ended or today)


def _met(chance: Random, course: _Course, today: date) -> None:
    day = course.first + timedelta(days=chance.randint(25, 35))
    if chance.random() > 0.6 or not _within(course, day, today):
        return
    row = Milestone(day=day, held=day, plan="Bolig, søvn og noe å gå til.", course=chance.choice(GONE))
    row.minutes = "Vi så på planen sammen. Det viktigste nå er natten."
    row.episode, row.client = course.part.episode, course.part.client
    meeting = actions.plan_milestone(by=course.by, milestone=row)
    for words in chance.sample(DECIDED, chance.randint(1, 2)):
        due = day + timedelta(days=14)
        done = due if due < today - timedelta(days=10) or course.plan.ended else None
        decision = Decision(words=words, who=chance.choice(WHO), due=due, done=done)
        actions.decide(by=course.by, milestone=meeting, decision=decision)


def _moved(chance: Random, course: _Course, today: date) -> None:
    ended = course.plan.ended
    if ended is None or course.plan.unit != "tsb" or ended > today - timedelta(days=14):
        return
    along = chance.random() < 0.7
    came = chance.random() < (0.85 if along else 0.6)
    first = ended + timedelta(days=chance.randint(2, 7))
    row = Transition(place=chance.choice(PLACES), moves=ended, referred=ended - MONTH, appointment=first)
    row.along_words = course.by.name if along else ""
    row.attended, row.closed = (first, None) if came else (None, first + timedelta(days=7))
    row.reason = "" if came else Closed.LOST
    row.episode, row.client = course.part.episode, course.part.client
    actions.plan_transition(by=course.by, transition=row)


def _fetched(chance: Random, course: _Course, peer: Staff, today: date) -> None:
    """After a session that was not met some time ago, a peer was sometimes asked."""
    missed = [one.day for one in course.plan.meetings if one.status == "no_show"]
    if not missed or chance.random() > 0.5 or missed[0] > today - timedelta(days=20):
        return
    row = _outreach(course, missed[0] + timedelta(days=1), missed[0] + timedelta(days=15))
    back = chance.random() < 0.65
    row.closed = missed[0] + timedelta(days=chance.randint(3, 14))
    row.outcome = Outcome.BACK if back else Outcome.NOT_REACHED
    _contacted(actions.ask_peer(by=course.by, outreach=row, peer=peer), row.closed, reached=back)


def _outreach(course: _Course, since: date, until: date) -> Outreach:
    return Outreach(
        since=since,
        until=until,
        calls=course.name,
        scope="kan vite at jeg er i behandling, og si at de spør etter meg",
        phone="400 00 " + course.plan.clients[0].code[-3:],
        task=ASKED,
        when_bad=f"{course.by.name}, eller vakttelefonen",
        **course.whose,
    )


def _contacted(outreach: Outreach, day: date, *, reached: bool) -> None:
    note = "Var glad for at noen ringte." if reached else "Ingen svarte."
    Contact.objects.create(
        organisation_id=outreach.organisation_id,
        outreach=outreach,
        day=day,
        clock=time(13, 30),
        how="phone",
        reached=reached,
        note=note,
    )


def _rung(course: _Course, measure: LocalMeasure, today: date) -> None:
    day = course.first + timedelta(days=21)
    if _within(course, day, today):
        actions.give_measure(by=course.by, given=Given(measure=measure, day=day, **course.whose))


def _ahead(chance: Random, running: list[_Course], peer: Staff, today: date) -> None:
    """What is seen and done today in some of the running courses of a unit: most in the first."""
    quiet = [one for one in running if one.plan.clients[0].code not in STORIES]
    for place, course in enumerate(quiet[:6]):
        if place < 3:
            _missed_lately(course, today)
        close = _close(course, today, lasting=place == 0) if place in (0, 3) else None
        if place == 1:
            row = _outreach(course, today - timedelta(days=3), today + timedelta(days=18))
            asked = actions.ask_peer(by=course.by, outreach=row, peer=peer)
            _contacted(asked, today - timedelta(days=1), reached=False)
        if place in (0, 4):
            _meet_soon(chance, course, today, [close] if close else [])
        if course.plan.unit == "tsb" and place in (2, 4, 5):
            _move_soon(course, today, place)
        wanted = place % 2 == 0
        actions.want_reminders(by=course.by, part=course.part, wanted=wanted)


def _missed_lately(course: _Course, today: date) -> None:
    last = max((one.day for one in course.plan.meetings if one.status == "held"), default=course.first)
    days = [today - timedelta(days=ago) for ago in (5, 2) if last < today - timedelta(days=ago)]
    sessions = [
        Session(
            organisation_id=course.by.organisation,
            episode=course.part.episode,
            staff_id=course.by.staff,
            starts=datetime.combine(day, time(11), UTC),
            local_date=day,
            status="no_show",
        )
        for day in days
    ]
    care.store_sessions(by=course.by, sessions=sessions)


def _close(course: _Course, today: date, *, lasting: bool) -> Relative:
    until = today + 3 * MONTH if lasting else today - timedelta(days=6)
    row = Relative(relation="Søster", name="Siv", phone="400 00 100", scope=AGREED, meetings=True)
    row.since, row.until, row.knows = (
        until - 4 * MONTH,
        until,
        "At behandlingen er i gang, og hvem som er kontaktperson.",
    )
    row.episode, row.client = course.part.episode, course.part.client
    return actions.note_relative(by=course.by, relative=row)


def _meet_soon(chance: Random, course: _Course, today: date, relatives: list[Relative]) -> None:
    row = Milestone(day=today + timedelta(days=chance.randint(3, 9)), clock=time(10), place="Møterom 2")
    row.plan, row.others = "Bolig, søvn og noe å gå til.", "NAV v/ Kari"
    row.episode, row.client = course.part.episode, course.part.client
    actions.plan_milestone(by=course.by, milestone=row, relatives=relatives)


def _move_soon(course: _Course, today: date, place: int) -> None:
    """One without an appointment, one without a name, one with both."""
    moves = today + timedelta(days=4 + place)
    row = Transition(place=PLACES[place % 2], moves=moves, referred=today - timedelta(days=12))
    row.appointment = moves + timedelta(days=1) if place > 2 else None
    row.along_words = course.by.name if place == 5 else ""
    row.episode, row.client = course.part.episode, course.part.client
    actions.plan_transition(by=course.by, transition=row)
