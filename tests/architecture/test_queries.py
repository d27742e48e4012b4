"""Every question of the house, asked by the wrong organisation, the wrong unit and the wrong role."""

import importlib
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.db.models import Model, QuerySet
from django.utils import timezone

from cast import Cast, a_safety_notice, a_sheet, follow_dana
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import Administration, Consent, KeptApart, OwnLine, OwnMark, OwnNote
from gjenklang.apps.dropout import actions as dropout
from gjenklang.apps.dropout.models import (
    Decision,
    Leaving,
    MasteryPlan,
    Milestone,
    Outreach,
    Relative,
    Talk,
    Transition,
)
from gjenklang.apps.feedback import actions as feedback
from gjenklang.apps.feedback.models import (
    AgendaItem,
    Agreed,
    Figures,
    Marked,
    MayAsk,
    Showing,
    Signal,
    Theory,
    Wish,
)
from gjenklang.apps.feedback.queries import gather
from gjenklang.apps.inviting import actions as inviting
from gjenklang.apps.inviting.models import ContactAgreement
from gjenklang.apps.own import actions as own
from gjenklang.apps.own.models import Deletion
from gjenklang.apps.people.rules import Actor

APPS = Path(__file__).resolve().parents[2] / "src/gjenklang/apps"
#: Questions without an asker, and what stands in the asker's place.
WITHOUT = {
    "gjenklang.apps.audit.queries.lines_about": "the organisation is an argument; no screen asks it yet",
    "gjenklang.apps.care.queries.note_listed": "leaves a line for each that is handed to it; reads nothing",
    "gjenklang.apps.care.queries.counting_answer": "the invitation is the key",
    "gjenklang.apps.care.queries.same_form": "the answer itself is the key; no screen shows it",
    "gjenklang.apps.care.queries.invitation_by_token": "the secret address is the key",
    "gjenklang.apps.care.queries.told_version": "asks no database",
    "gjenklang.apps.care.queries.untold": "the invitation is the key; says only whether something is shown first",
    "gjenklang.apps.care.queries.token_hash": "asks no database",
    "gjenklang.apps.care.queries.kept_back": "the invitation is the key; says only that it is answered",
    "gjenklang.apps.care.queries.barred_by": "the caller has seen that the client may be read, or is the client",
    "gjenklang.apps.care.queries.read_in_need_of": "the caller has seen that the client may be read, or is the client",
    "gjenklang.apps.care.queries.may_be_barred": "names of staff for a client that the caller may read, or is",
    "gjenklang.apps.care.queries.may_be_typed": "about a session that is handed to it; says yes or no",
    "gjenklang.apps.care.queries.stopped_of": "about clients that are handed to it; says only that nothing is asked",
    "gjenklang.apps.care.queries.may_choose_shown": "asks no database",
    "gjenklang.apps.care.queries.shown_choices": "the invitation is the key; says only what its unit allows",
    "gjenklang.apps.inviting.queries.guesses_too_often": "about the address that asks",
    "gjenklang.apps.inviting.queries.hash_of": "asks no database",
    "gjenklang.apps.inviting.queries.lasting_agreement": "about an agreement that is handed to it",
    "gjenklang.apps.inviting.queries.link_by_token": "the secret address is the key",
    "gjenklang.apps.inviting.queries.state_of_link": "puts into a word a link that links_sent has found",
    "gjenklang.apps.inviting.queries.token_of": "asks no database",
    "gjenklang.apps.people.queries.where_clients_come": "leaves out some of the units that are handed to it",
    "gjenklang.apps.inviting.queries.was_answered": "the invitation is the key; says yes or no",
    "gjenklang.apps.care.queries.kept_from_client": "the caller has found the client; says only who is kept",
    "gjenklang.apps.care.queries.may_read": "says yes or no about a client that the caller has found",
    "gjenklang.apps.care.queries.readers": "the caller has seen that the client may be read, or is the client",
    "gjenklang.apps.care.queries.may_rate": "says yes or no about a client that the caller has found",
    "gjenklang.apps.care.queries.may_still_answer": "the invitation is the key; says yes or no",
    "gjenklang.apps.care.queries.takes_part": "says yes or no about a client that the caller has found",
    "gjenklang.apps.inviting.queries.any_link_by_token": "the address is the key (tests/apps/inviting)",
    "gjenklang.apps.care.queries.shielded_from": "says yes or no about a client that the caller has found",
    "gjenklang.apps.care.queries.shields_of": "the caller has seen that the client may be read",
    "gjenklang.apps.care.queries.shown_to_client": "about a client that is handed to it; says only who may be shown",
    "gjenklang.apps.own.queries.close_courses": "the session of one who may read is the key (tests/apps/own)",
    "gjenklang.apps.care.queries.lacks_yes": "says yes or no about a client that the caller has found",
    "gjenklang.apps.own.queries.told": "the client's own session is the key (tests/apps/own)",
    "gjenklang.apps.care.queries.line_to_mark": "the invitation is the key",
    "gjenklang.apps.care.queries.own_mark_of": "about an answer that is handed to it",
    "gjenklang.apps.feedback.queries.own_line_words": "puts into words marks that are handed to it",
    "gjenklang.apps.own.queries.own_course": "the client's own session is the key (tests/apps/own)",
    "gjenklang.apps.inviting.queries.state_of": "puts into a word a code that code_of has found",
    "gjenklang.apps.care.queries.news_key": "signs a key that is handed to it; asks no database",
    "gjenklang.apps.care.queries.news_of": "the signed address is the key; answers a mark that names nobody",
    "gjenklang.apps.instruments.queries.entries": "open data of the organisation that is named",
    "gjenklang.apps.own.queries.access_by_link": "the secret address is the key",
    "gjenklang.apps.own.queries.everything": "the client's own session is the key (tests/apps/own)",
    "gjenklang.apps.own.queries.looks": "the client's own session is the key (tests/apps/own)",
    "gjenklang.apps.own.queries.deletions_of": "the caller has seen that the client may be read, or is the client",
    "gjenklang.apps.own.queries.said_stop": "the client's own session is the key (tests/apps/own)",
    "gjenklang.apps.own.queries.own_courses": "the client's own session is the key (tests/apps/own)",
    "gjenklang.apps.security.queries.unreadable": "for the operator: names columns, and nothing in them",
    "gjenklang.apps.security.queries.free_username": "says only whether a name is taken",
    "gjenklang.apps.instruments.queries.licences": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.name_of": "the name of a form",
    "gjenklang.apps.instruments.queries.may_show": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.rule_sets_of": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.uses": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.wording": "the words of a form",
    "gjenklang.apps.instruments.queries.recording": "a file of the service, by the words of a form",
    "gjenklang.apps.instruments.queries.languages_open": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.ending_soon": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.ready_forms": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.may_ask": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.receiver_for": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.receivers": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.standard_for": "open data of the organisation that is named",
    "gjenklang.apps.instruments.queries.age_group": "asks no database",
    "gjenklang.apps.instruments.queries.tools": "reads documents of the house, asks no database",
    "gjenklang.apps.care.queries.due_by": "counts opening hours, asks no database",
    "gjenklang.apps.security.queries.address_of": "about one's own request",
    "gjenklang.apps.integration.paper.queries.written": "spells a code; asks no database",
    "gjenklang.apps.security.queries.blanks_to": "about one's own request",
    "gjenklang.apps.security.queries.also_open": "about one's own request",
    "gjenklang.apps.security.queries.has_second_factor": "about one's own request",
    "gjenklang.apps.security.queries.name_tried": "about one's own request; says nothing to the one who asks",
    "gjenklang.apps.security.queries.locked_path": "about one's own request",
    "gjenklang.apps.integration.tables.queries.course_in_title": "looks in courses that are handed to it",
    "gjenklang.apps.integration.tables.queries.days_of": "reads a calendar file, asks no database",
    "gjenklang.apps.integration.tables.queries.key_of": "asks no database",
    "gjenklang.apps.integration.tables.queries.summary": "counts a plan that is handed to it",
    "gjenklang.apps.dropout.queries.counted_in_words": "puts into words a count that latest_count has found",
    "gjenklang.apps.dropout.queries.judged_in_words": "puts into words a model that latest_model has found",
    "gjenklang.apps.dropout.queries.local_in_words": "puts into words answers that are handed to it",
    "gjenklang.apps.dropout.queries.screening_words": "puts into words a screening that is handed to it",
    "gjenklang.apps.dropout.queries.week_of": "counts weeks of a course that is handed to it",
    "gjenklang.apps.feedback.queries.pictures_of": "draws a course that gather has found",
    "gjenklang.apps.feedback.queries.rule_title": "the words of a rule",
    "gjenklang.apps.feedback.queries.points_of": "numbers what noted_of has found",
    "gjenklang.apps.feedback.queries.since": "describes a course that gather has found",
    "gjenklang.apps.feedback.queries.guide_for": "names a document, asks no database",
    "gjenklang.apps.feedback.queries.said": "puts into words a signal that is handed to it",
    "gjenklang.apps.feedback.queries.turned_of": "describes a course that gather has found",
    "gjenklang.apps.feedback.queries.status_of": "describes a course that gather has found",
}
#: Questions about a whole file; tests/apps/integration/tables asks them as strangers.
ELSEWHERE = {"gjenklang.apps.integration.tables.queries.plan"}
#: People does not know who helps whom: within one organisation its callers ask care first.
ORGANISATION_ONLY = "gjenklang.apps.people."


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Our town, with something to find wherever a question may look."""
    follow_dana(cast.here)
    return cast


@pytest.fixture(autouse=True)
def done_in_time(request: pytest.FixtureRequest) -> None:
    """Something of everything that is done in time about Dana, for strangers not to find."""
    if "cast" not in request.fixturenames:
        return
    here, day = request.getfixturevalue("cast").here, timezone.localdate()
    alice, of_dana = here.actor("alice"), {"episode": here.episode, "client": here.dana}
    lasting = {"since": day, "until": day, "scope": "alt", "meetings": True}
    dropout.note_relative(by=alice, relative=Relative(relation="Bror", **lasting, **of_dana))
    dropout.plan_transition(by=alice, transition=Transition(place="Elvebakken", moves=day, **of_dana))
    milestone = dropout.plan_milestone(by=alice, milestone=Milestone(day=day, **of_dana))
    dropout.decide(by=alice, milestone=milestone, decision=Decision(words="ringe"))
    dropout.note_talk(by=alice, talk=Talk(kind="mastery", day=day, **of_dana))
    dropout.write_plan(by=alice, plan=MasteryPlan(helps="tur", **of_dana))
    dropout.want_reminders(by=alice, part=here.episode.participants.get(), wanted=True)
    asked = Outreach(since=day, until=day, calls="Dani", scope="alt", task="ringe", when_bad="112", **of_dana)
    a_safety_notice(here)
    consent = Consent(client=here.dana, kind="research", scope="alt", since=day, until=day)
    care.give_consent(by=alice, consent=consent)
    care.write_note(by=alice.who, note=OwnNote(words="hei", **of_dana))
    line = care.write_own_line(by=alice.who, line=OwnLine(words="sove", **of_dana))
    marked = Administration.objects.filter(episode=here.episode, moment="start", rater=None).first()
    OwnMark.objects.create(organisation=here.organisation, administration=marked, line=line, mark=40)
    inviting.agree_contact(
        by=alice,
        agreement=ContactAgreement(client=here.dana, by="text", address="+4790000000", safe=True, until=day),
    )
    dropout.ask_peer(by=alice, outreach=asked, peer=here.staff["erin"])  # who is no peer, and so sees nothing
    feedback.put_label(by=alice, episode=here.episode, words="ringe først")
    signal = Signal(kind="missed", session=here.session, found=timezone.now(), figures=Figures(n=2).stored())
    signal.organisation, signal.episode, signal.client = here.organisation, here.episode, here.dana
    signal.save()
    shown = {"organisation": here.organisation, "staff": here.staff["alice"], "place": 0}
    Showing.objects.create(signal=signal, **shown)
    feedback.talk_about(by=alice, signal=signal)
    beside_the_curve(alice, of_dana)


def beside_the_curve(alice: Actor, of_dana: dict) -> None:
    """Something of everything that stands beside Dana's curve."""
    day = timezone.localdate()
    feedback.note_agreed(by=alice, agreed=Agreed(words="Gå tur", since=day, **of_dana))
    feedback.mark(by=alice, marked=Marked(kind="words", words="Bedre", since=day, **of_dana))
    feedback.write_theory(by=alice, theory=Theory(said='{"cause": "Søvn"}', **of_dana))
    feedback.wish_for_another(by=alice, wish=Wish(asked=day, due=day, **of_dana))
    feedback.let_us_ask(by=alice, consent=MayAsk(**of_dana))
    care.keep_apart(by=alice, apart=KeptApart(episode=of_dana["episode"], since=day, why="Vold"))
    today = of_dana["episode"].sessions.latest("starts")
    feedback.make_agenda(by=alice, items=[AgendaItem(kind="client", words="Søvn", session=today, **of_dana)])
    own.give_access(by=alice, client=of_dana["client"])
    own.ask_deletion(by=alice.who, words="Slett det fra mai.", **of_dana)


def questions() -> dict[str, object]:
    found = {}
    for path in sorted([*APPS.rglob("queries.py"), *APPS.rglob("queries/__init__.py")]):
        module = path.parent if path.name == "__init__.py" else path.with_suffix("")
        name = ".".join(("gjenklang", "apps", *module.relative_to(APPS).parts))
        loaded = importlib.import_module(name)
        for one in loaded.__all__:
            if inspect.isfunction(getattr(loaded, one)):
                found[f"{name}.{one}"] = getattr(loaded, one)
    return found


def asks(question) -> bool:
    first = next(iter(inspect.signature(question).parameters.values()), None)
    return first is not None and first.name == "by"


def arguments(cast: Cast, question) -> dict[str, object]:
    """What of ours a stranger might name, by the names and types of the question's parameters."""
    here = cast.here
    known = {
        "episode": here.episode,
        "session": here.session,
        "key": here.session.pk,
        "client": here.dana,
        "administration": Administration.objects.filter(episode=here.episode).first(),
        "code": here.dana.code,
        "day": timezone.localdate(),
        "moment": "start",
        "unit": here.ours,
        "tops": [here.ours.pk],
        "since": date(2000, 1, 1),
        "until": timezone.localdate(),
        "missed": 2,
        "sheet": a_sheet(here),
        "line": OwnLine.objects.get(episode=here.episode),
        "consent": Consent.objects.filter(client=here.dana).latest("id"),
        "year": timezone.localdate().year,
        "names": {},
        "language": "nb",
        "deletion": Deletion.objects.filter(episode=here.episode).first(),
        "leaving": Leaving.objects.filter(episode=here.episode).first(),
        "course": gather(here.actor("alice"), here.episode, here.dana),
    }
    given = {}
    for name, parameter in list(inspect.signature(question).parameters.items())[1:]:
        if parameter.default is not parameter.empty or parameter.kind is parameter.VAR_POSITIONAL:
            continue
        value = known[name]
        given[name] = value.pk if "UUID" in str(parameter.annotation) and isinstance(value, Model) else value
    return given


def rows(answer: object) -> Iterator[Model | UUID]:
    """Every row and every key in an answer, however it is wrapped."""
    if isinstance(answer, Model | UUID):
        yield answer
    elif isinstance(answer, list | tuple | set | frozenset | QuerySet):
        for one in answer:
            yield from rows(one)
    elif isinstance(answer, dict):
        yield from rows(list(answer.values()))
    elif is_dataclass(answer) and not isinstance(answer, type | Actor):
        for one in fields(answer):
            yield from rows(getattr(answer, one.name))


def owner(row: Model | UUID) -> UUID | None:
    return getattr(row, "organisation_id", None)


def about_dana(cast: Cast, row: Model | UUID) -> bool:
    keys = {cast.here.dana.pk, cast.here.episode.pk, cast.here.session.pk}
    for model in (Administration, Leaving, Agreed, Marked):
        keys |= set(model.objects.filter(episode=cast.here.episode).values_list("pk", flat=True))
    if isinstance(row, UUID):
        return row in keys
    values = [getattr(row, field.attname) for field in row._meta.concrete_fields]
    return any(value in keys for value in values if isinstance(value, UUID))


#: What a supervisor finds of someone who bars him, and why.
NOT_ABOUT_READING = {
    "barring": "that there is something to open in need, by a code that is known already",
}
ASKED = {name: question for name, question in questions().items() if asks(question) and name not in ELSEWHERE}


def test_every_question_has_an_asker_or_a_reason() -> None:
    without = {name for name, question in questions().items() if not asks(question)}
    assert without == set(WITHOUT)


@pytest.mark.parametrize("name", ASKED)
def test_another_organisation_gets_nothing_of_ours(cast: Cast, name: str) -> None:
    found = ask(cast, name, cast.next_door.actor("alice"))
    assert not [row for row in found if about_dana(cast, row) or owner(row) == cast.here.organisation.pk]


@pytest.mark.parametrize("who", ["carol", "erin", "heidi", "peggy"])
@pytest.mark.parametrize("name", [name for name in ASKED if not name.startswith(ORGANISATION_ONLY)])
def test_the_wrong_unit_and_the_wrong_role_get_nothing_about_dana(cast: Cast, name: str, who: str) -> None:
    assert not [row for row in ask(cast, name, cast.here.actor(who)) if about_dana(cast, row)]


@pytest.mark.parametrize("name", [name for name in ASKED if not name.startswith(ORGANISATION_ONLY)])
def test_whom_dana_has_barred_gets_nothing_about_dana(cast: Cast, name: str) -> None:
    """A supervisor reads every course of the unit, and finds nothing of Dana's while Dana bars him."""
    here = cast.here
    care.bar(by=here.actor("alice").who, client=here.dana, staff=here.staff["bob"].pk)
    found = [row for row in ask(cast, name, here.actor("bob")) if about_dana(cast, row)]
    assert not found or name.rpartition(".")[2] in NOT_ABOUT_READING, found


def ask(cast: Cast, name: str, by: Actor) -> list[Model | UUID]:
    """The rows of an answer, without those that the question itself named."""
    question = ASKED[name]
    named = arguments(cast, question)
    return [row for row in rows(question(by, **named)) if row not in named.values()]


def test_alice_gets_what_strangers_do_not(cast: Cast) -> None:
    """The walk can fail: asked by the one who helps Dana, the same questions answer."""
    alice = cast.here.actor("alice")
    silent = {name for name in ASKED if not any(about_dana(cast, row) for row in ask(cast, name, alice))}
    assert {name.rpartition(".")[2] for name in silent if ".people." not in name} <= {
        *("answers_to_delete", "deletion_to_decide", "deletions_here"),  # the leader's, never the therapist's
        "experiences_here",  # of nobody
        "how_many_to_talk_about",  # a number (tests/apps/care/test_safety.py)
        *("talked_of", "told_to"),  # Dana is grown, and answered before anybody was told
        *("barring", "notes_of", "latest_change", "offered_forms", "course_to_plan", "participants_of"),
        *("carers_of", "uploads", "writable_units", "kept", "may_handle", "signal_in_hand"),
        *("days_shown", "label_in_hand", "held_by", "rule_version", "rule_versions", "record"),
        *(
            "counted_courses",
            "latest_count",
            "units_to_count",
            "experiences_of",
            "told_here",
            "factors_weighed",
            "landmark_of",
            "landmarks",
            "latest_model",
            "model_on",
        ),  # nobody is named in a count
        *(
            "advice_for",
            "due_on",
            "deaths_after",
            "leaving_times",
            "overlapping",
            "to_follow_up",
            "limits_of",
            "local_answers_of",
            "local_states",
            "local_versions",
            "sources_of",
            "texts_of",
            "tried_here",
        ),
        *("agreed_in_hand", "mark_in_hand", "wish_to_answer", "wishes_here", "due_again"),
        *("expected_for", "expected_model", "expected_models"),  # a model names nobody
        *("brought", "brought_one", "agenda_in_hand", "has_expected"),
        *("kept_apart", "study_of"),  # yes or no, and the name of a study
        *("asks_guess", "my_guesses", "wants_guesses"),
        *("overseen", "unit_use", "alliance_sums"),  # nobody is named
        *("guide_of", "guide_texts", "guides"),
        *("agreements", "licence_of", "named_receivers", "safety_notice", "standards", "standards_shown"),
        *("answered_in", "round_of", "attendance_for"),  # tests/apps/inviting asks them as strangers
        *("links_sent", "rhythms_of", "own_marks"),
        "matters_to_answer",  # never one who helps: tests/apps/care asks it
        "code_of",  # by its own key; the gate walk asks it as strangers
        *("piles", "printable_units", "sheet_by_code", "sheet_by_key"),  # a pile is nobody's
        *("beside", "links_of", "factors_for_meeting", "decisions_of"),
        *(
            "own_roster",
            "own_tasks",
            "peers",
            "task_of",
            "tasks",
            "counted",
            "register",
            "others_here",
            "local_measures",
        ),
    }
