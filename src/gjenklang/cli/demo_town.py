"""Store the invented municipality through the house's own verbs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.actions import Who
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import (
    Administration,
    Channel,
    Consent,
    ConsentKind,
    Episode,
    LineNote,
    Session,
)
from gjenklang.apps.care.rules import needs_yes
from gjenklang.apps.feedback.actions import sum_up_alliance
from gjenklang.apps.instruments.actions import use_instrument
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client, Organisation, Rater, Staff, Unit
from gjenklang.apps.people.rules import Actor, actor_from
from gjenklang.apps.security.actions import make_user
from gjenklang.cli.demo_acting import act_in_town
from gjenklang.cli.demo_choices import choose_in_town
from gjenklang.cli.demo_forms import agree_on_forms
from gjenklang.cli.demo_in_time import meet_in_time
from gjenklang.cli.demo_shared import share_in_town
from gjenklang.cli.demo_staying import Followed, follow_town
from gjenklang.cli.demo_talk import talk_in_town
from gjenklang.core.fictional import ClientPlan, CoursePlan, Meeting, Municipality, municipality
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["PASSWORD", "PIN", "fill", "who_can_sign_in"]

PASSWORD, PIN = "gjenklang-demo", "1234"
RULES = {"ors": "duncan", "cors": "duncan", "srs": "miller", "csrs": "miller"}
OSLO = ZoneInfo("Europe/Oslo")


def who_can_sign_in() -> list[tuple[str, str]]:
    """Usernames and what each is, as the demo prints them."""
    return [(one.username, one.words) for one in municipality(0, date(2026, 1, 1)).staff]


@transaction.atomic
def fill(plan: Municipality) -> bool:
    """Store the town; one that is already there stays as it is.

    Returns
    -------
    bool
        Whether anything was stored.
    """
    if Organisation.objects.filter(name=plan.name).exists():
        return False
    organisation = people.make_organisation(by=Who("system", None), name=plan.name)
    system = Who("system", organisation.id)
    for code, rule_set in RULES.items():
        use_instrument(by=system, instrument=code, rule_set=rule_set)
    units = {
        one.key: people.make_unit(
            by=system,
            organisation=organisation.id,
            name=one.name,
            since=one.since,
            client_word=one.client_word,
            therapist_word=one.therapist_word,
        )
        for one in plan.units
    }
    staff = _staff(system, plan, units)
    _departments(system, plan, units, staff)
    actors = {name: actor_from(one, plan.today) for name, one in staff.items()}
    with click.progressbar(plan.courses, label="  Filling the municipality") as courses:
        stored = [
            _course(course, actors[course.staff], staff[course.staff], units[course.unit])
            for course in courses
        ]
    act_in_town(stored, actors["stein"], plan.today)
    follow_town(stored, units, actors["stein"], plan.today)
    meet_in_time(plan, actors, staff)
    talk_in_town(stored, units, actors["stein"], plan.today)
    agree_on_forms(actors, staff, units, plan.today)
    share_in_town(stored, plan.today)
    choose_in_town(stored, plan.today)
    sum_up_alliance(today=plan.today)
    if (
        connection.vendor == "postgresql"
    ):  # without a count of the rows it guesses, and takes minutes for some questions
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return True


def _staff(system: Who, plan: Municipality, units: dict[str, Unit]) -> dict[str, Staff]:
    """One hash serves all: twenty argon2 hashes would take longer than the rest of the town."""
    password, pin = make_password(PASSWORD), make_password(PIN)
    found = {}
    for one in plan.staff:
        user = make_user(by=system, organisation=system.house, username=one.username, password=None)
        user.password, user.pin = password, pin
        user.save(update_fields=["password", "pin"])
        found[one.username] = people.make_staff(by=system, user=user, name=one.name)
        since = plan.today - timedelta(days=700)
        people.give_role(
            by=system, staff=found[one.username], unit=units[one.unit], role=one.role, since=since
        )
    absent, substitute = found[plan.absent], found[plan.substitute]
    until = plan.today + timedelta(days=9)
    people.appoint_substitute(by=system, absent=absent, substitute=substitute, since=plan.today, until=until)
    return found


def _departments(system: Who, plan: Municipality, units: dict[str, Unit], staff: dict[str, Staff]) -> None:
    """What stands above the units, from which day, and who leads it."""
    since = min(one.since for one in plan.units)
    above = {
        one.key: people.make_unit(by=system, organisation=system.house, name=one.name, since=since)
        for one in plan.departments
    }
    for one in plan.departments:
        if one.leader:
            people.give_role(
                by=system,
                staff=staff[one.leader],
                unit=above[one.key],
                role="leader",
                since=plan.today - timedelta(days=700),
            )
    for unit, department, day in plan.stood:
        people.move_unit(by=system, unit=units[unit], parent=above[department], since=day)


def _say_yes(by: Actor, rater: Rater) -> None:
    """Whoever is 16 or more has said yes to being rated."""
    today = timezone.localdate()
    if needs_yes(rater, today):
        consent = Consent(client=rater.client, rater=rater, kind=ConsentKind.RATER, since=today)
        consent.scope, consent.until = "Fyller ut skjemaet ved start.", today + timedelta(days=300)
        care.give_consent(by=by, consent=consent)


def _course(plan: CoursePlan, by: Actor, staff: Staff, unit: Unit) -> Followed:
    clients = people.register_clients(by=by.who, clients=[_client(one) for one in plan.clients])
    raters = {
        relation: people.add_rater(by=by.who, client=clients[0], kind="carer", relation=relation)
        for relation in plan.raters
    }
    for rater in raters.values():
        _say_yes(by, rater)
    held = [one for one in plan.meetings if one.status == "held"]
    first = held[0].day if held else None
    begins = plan.meetings[0].day if plan.meetings else date(2026, 1, 1)
    episode = care.open_episode(
        by=by,
        episode=Episode(
            unit=unit,
            kind=plan.kind,
            mandated=plan.mandated,
            sector=plan.sector,
            referred=begins - timedelta(days=30),
            offered=begins - timedelta(days=10),
            first_attended=first,
            ended=plan.ended,
            ending=plan.ending,
            outcome=plan.outcome,
            alliance=plan.alliance,
        ),
        clients=clients,
        since=begins - timedelta(days=30),
    )
    if plan.main_rater:
        for part in episode.participants.filter(client=clients[0]):
            care.choose_main_rater(by=by, part=part, rater=raters[plan.main_rater])
    sessions = [_session(one, episode, staff) for one in plan.meetings]
    care.store_sessions(by=by, sessions=sessions)
    pairs = list(zip(plan.meetings, sessions, strict=True))
    answers = list(_administrations(plan, episode, clients, raters, pairs))
    care.store_answers(by=by, administrations=[one for one, _ in answers])
    LineNote.objects.bulk_create(
        [
            LineNote(organisation_id=by.organisation, administration=one, line="everyday", text=note)
            for one, note in answers
            if note
        ]
    )
    return Followed(episode, tuple(clients), by)


def _client(plan: ClientPlan) -> Client:
    return Client(id=uuid7(), code=plan.code, name=plan.name, birth_year=plan.birth_year)


def _session(plan: Meeting, episode: Episode, staff: Staff) -> Session:
    starts = datetime.combine(plan.day, time(plan.minute // 60, plan.minute % 60), OSLO)
    return Session(
        organisation_id=episode.organisation_id,
        episode=episode,
        staff=staff,
        starts=starts.astimezone(UTC),
        local_date=plan.day,
        arena=plan.arena,
        status=plan.status,
    )


def _administrations(
    plan: CoursePlan,
    episode: Episode,
    clients: list[Client],
    raters: dict[str, Rater],
    pairs: list[tuple[Meeting, Session]],
) -> Iterator[tuple[Administration, str]]:
    own = in_catalogue(plan.outcome).own_words
    for meeting, session in pairs:
        for given in meeting.answers:
            code = plan.alliance if given.moment == "end" else plan.outcome
            instrument = in_catalogue(code)
            finished = (session.starts or datetime.now(UTC)) + timedelta(
                minutes=40 if given.moment == "end" else 2
            )
            yield (
                Administration(
                    organisation_id=episode.organisation_id,
                    episode=episode,
                    session=session,
                    client=clients[given.client],
                    rater=raters.get(given.rater),
                    moment=given.moment,
                    instrument=code,
                    instrument_version=instrument.version,
                    wording_version="1" if own else "",
                    language="nb" if own else "",
                    channel=Channel.ROOM if own else Channel.PAPER,
                    started=finished - timedelta(seconds=40) if own else None,
                    finished=finished,
                    local_date=meeting.day,
                    answers={
                        item.code: mark for item, mark in zip(instrument.items, given.lines, strict=True)
                    },
                    typed_by_id=None if own else session.staff_id,
                    confirmed=finished if own else None,
                ),
                given.note,
            )
