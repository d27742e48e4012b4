"""The people of the tests, always the same: Alice helps Dana, Bob supervises Alice, Mallory works next door."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.utils import timezone

from gjenklang.apps.audit.actions import Who
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import (
    Administration,
    Consent,
    ConsentKind,
    Episode,
    Invitation,
    Matter,
    SafetyNotice,
    Session,
)
from gjenklang.apps.dropout import actions as dropout
from gjenklang.apps.dropout.models import Agreement, Checklist, Departure, Leaving, LeavingStep, Screening
from gjenklang.apps.instruments.actions import use_instrument
from gjenklang.apps.instruments.models import SafetyReceiver
from gjenklang.apps.integration.paper import actions as paper
from gjenklang.apps.integration.paper.models import Sheet
from gjenklang.apps.inviting import actions as inviting
from gjenklang.apps.inviting.models import Code
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client, Organisation, Rater, Staff, Unit
from gjenklang.apps.people.rules import Actor, actor_from
from gjenklang.apps.security.actions import make_user

__all__ = [
    "PASSWORD",
    "PIN",
    "Cast",
    "Town",
    "a_code",
    "a_matter",
    "a_safety_notice",
    "a_sheet",
    "follow_dana",
    "raise_curtain",
    "receiver_of",
    "town",
]

PASSWORD, PIN = "correct horse battery", "4711"
LONG_AGO = date(2020, 1, 1)

#: Who there is in each town: name, role, unit («ours» or «theirs»).
STAFF = (
    ("alice", "therapist", "ours"),
    ("bob", "supervisor", "ours"),
    ("carol", "therapist", "ours"),
    ("erin", "helper", "theirs"),
    ("frank", "leader", "ours"),
    ("grace", "receptionist", "ours"),
    ("heidi", "administrator", "ours"),
    ("peggy", "peer", "ours"),
)


@dataclass(slots=True)
class Town:
    """One organisation with two units, its staff, and Dana who is helped by Alice in the first."""

    organisation: Organisation
    ours: Unit
    theirs: Unit
    staff: dict[str, Staff] = field(default_factory=dict)
    dana: Client = field(init=False)
    mother: Rater = field(init=False)
    episode: Episode = field(init=False)
    session: Session = field(init=False)
    invitation: Invitation = field(init=False)
    token: str = ""

    def actor(self, name: str) -> Actor:
        """One member of staff as of today."""
        return actor_from(self.staff[name], timezone.localdate())


@dataclass(frozen=True, slots=True)
class Cast:
    """Our town, and the town next door where everyone has the same name with a 2."""

    here: Town
    next_door: Town


def town(name: str, suffix: str = "", outcome: str = "gjenklang-outcome-adult") -> Town:
    """Build one town through the house's own verbs."""
    organisation = people.make_organisation(by=Who("system", None), name=name)
    system = Who("system", organisation.id)
    ours = people.make_unit(by=system, organisation=organisation.id, name="Ours")
    theirs = people.make_unit(by=system, organisation=organisation.id, name="Theirs")
    built = Town(organisation, ours, theirs)
    for who, role, place in STAFF:
        user = make_user(
            by=system, organisation=organisation.id, username=who + suffix, password=PASSWORD, pin=PIN
        )
        built.staff[who] = people.make_staff(by=system, user=user, name=who.title())
        unit = built.ours if place == "ours" else built.theirs
        people.give_role(by=system, staff=built.staff[who], unit=unit, role=role, since=LONG_AGO)
    use_instrument(by=system, instrument="ors", rule_set="duncan")
    use_instrument(by=system, instrument="srs", rule_set="miller")
    _dana(built, outcome)
    return built


def say_yes(built: Town, rater: Rater) -> None:
    """Dana has said yes to being rated by someone, for a year."""
    today = timezone.localdate()
    consent = Consent(client=rater.client, rater=rater, kind=ConsentKind.RATER, scope="Skjemaet ved start.")
    consent.since, consent.until = today - timedelta(days=30), today + timedelta(days=335)
    actions.give_consent(by=built.actor("alice"), consent=consent)


def _dana(built: Town, outcome: str) -> None:
    alice = built.actor("alice")
    built.dana = people.register_client(
        by=alice.who, client=Client(code="D-204", name="Dana", birth_year=1984)
    )
    built.mother = people.add_rater(by=alice.who, client=built.dana, kind="carer", relation="Mor")
    say_yes(built, built.mother)
    alliance = "srs" if outcome == "ors" else "gjenklang-alliance-adult"
    built.episode = actions.open_episode(
        by=alice,
        episode=Episode(unit=built.ours, outcome=outcome, alliance=alliance),
        clients=[built.dana],
        since=LONG_AGO,
    )
    now = timezone.now()
    for weeks in (3, 2, 1):
        session = actions.plan_session(
            by=alice, session=Session(episode=built.episode, starts=now - timedelta(weeks=weeks))
        )
        actions.begin_session(by=alice, session=session)
        _answer(built, session, 3 - weeks)
    built.session = actions.plan_session(by=alice, session=Session(episode=built.episode, starts=now))
    if outcome != "ors":
        form = Form(outcome, "start", built.dana.id)
        built.invitation, built.token = actions.hand_over(
            by=alice, session=built.session, form=form, language="nb"
        )


def _answer(built: Town, session: Session, week: int) -> None:
    alice = built.actor("alice")
    episode = built.episode
    for code, moment, marks in (
        (episode.outcome, "start", (30 + 17 * week, 41 + 20 * week, 39 + 3 * week, 32 + 20 * week)),
        (episode.alliance, "end", (90, 88, 95, 71 + 8 * week)),
    ):
        lines = lines_of(code)
        actions.type_from_paper(
            by=alice,
            session=session,
            form=Form(code, moment, built.dana.id),
            answers=dict(zip(lines, marks, strict=True)),
            stated_total=None,
        )


def receiver_of(built: Town, **changed: object) -> SafetyReceiver:
    """Alice receives answers that must be talked about today, every day from eight to four; Bob is next."""
    usual = {
        "unit": built.ours,
        "receiver": built.staff["alice"],
        "deputy": built.staff["bob"],
        "weekdays": "1234567",
        "opens": time(8),
        "closes": time(16),
        "within_minutes": 60,
    }
    return SafetyReceiver(**(usual | changed))


def a_safety_notice(built: Town) -> SafetyNotice:
    """An answer of Dana's that must be talked about today, with nobody named to receive it."""
    given = Administration.objects.filter(episode=built.episode).first()
    assert given is not None
    return SafetyNotice.objects.create(
        organisation=built.organisation,
        episode=built.episode,
        client=built.dana,
        administration=given,
        instrument="phq9",
        answered={"item9": 1},
        at=timezone.now(),
    )


def a_matter(here: Town) -> Matter:
    """Something that Dana has said to someone else."""
    matter = Matter(unit=here.ours, client=here.dana, kind="wrong", words="x")
    return actions.raise_matter(by=here.actor("alice").who, matter=matter, today=timezone.localdate())


def a_code(here: Town) -> Code:
    """A code for Dana's own phone."""
    form = Form(here.episode.outcome, "start", here.dana.pk)
    return inviting.make_code(by=here.actor("alice"), session=here.session, form=form, language="nb")[0]


def a_sheet(built: Town) -> Sheet:
    """Dana's form of today, printed by Alice and not typed."""
    form = Form(built.episode.outcome, "start", built.dana.pk)
    return paper.print_sheet(by=built.actor("alice"), session=built.session, form=form, language="nb")


def follow_dana(built: Town) -> None:
    """Let Alice note what there is to note about Dana's staying."""
    by, about = built.actor("alice"), {"episode": built.episode, "client": built.dana}
    today = timezone.localdate()
    dropout.fill_checklist(by=by, checklist=Checklist(cognition="yes", personality="yes", **about))
    dropout.record_screening(
        by=by, screening=Screening(about="cognition", test="Test A", day=today, result="lavt", **about)
    )
    dropout.agree(
        by=by,
        agreement=Agreement(
            words="Ring søsteren min.",
            to_whom="Søster",
            scope="At jeg er savnet.",
            contact="900 00 000",
            agreed=today,
            until=today + timedelta(days=90),
            **about,
        ),
    )
    ending = Departure(day=today + timedelta(days=30), ending="agreed")
    dropout.note_ending(by=by, episode=built.episode, departure=ending)
    leaving = Leaving.objects.get(episode=built.episode)
    dropout.settle(by=by, leaving=leaving, step=LeavingStep(item="overdose", reply="yes"))


def lines_of(instrument: str) -> list[str]:
    """The line codes of an instrument."""
    from gjenklang.core.instruments import instrument as in_catalogue

    return [item.code for item in in_catalogue(instrument).items]


def raise_curtain() -> Cast:
    """Build both towns."""
    return Cast(town("Here"), town("Next door", "2"))
