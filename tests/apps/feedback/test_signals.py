"""Each kind of signal speaks at its edge, and a step before it is silent."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import translation
from uuid_utils.compat import uuid7

from gjenklang.apps.care.models import Episode, Session
from gjenklang.apps.care.queries import Answer
from gjenklang.apps.feedback.models import Kind, Signal
from gjenklang.apps.feedback.queries import of_outcome as module
from gjenklang.apps.feedback.queries import said
from gjenklang.apps.feedback.queries.course import Course, readings_of
from gjenklang.apps.feedback.queries.held_against import Track
from gjenklang.apps.feedback.queries.in_force import SHIPPED, InForce
from gjenklang.apps.feedback.queries.signals import ORDER, signals_of
from gjenklang.apps.people.models import Client
from gjenklang.core.instruments import Better, instrument
from gjenklang.core.signals import About, Setting, talk_rules, tuned
from gjenklang.core.trajectories import ExpectedMark, Line, Status, Verdict

TODAY = date(2026, 11, 25)
RULES = {"ors": "duncan", "srs": "miller", "cors": "duncan", "csrs": "miller"}


def answer(code: str, session: Session, marks: list[int | None] | int, rater: UUID | None = None) -> Answer:
    """Four marks in tenths, or a total that was typed alone."""
    lines = [item.code for item in instrument(code).items]
    given = dict(zip(lines, marks, strict=True)) if isinstance(marks, list) else {}
    stated = marks if isinstance(marks, int) else None
    kind = "carer" if rater else None
    moment = "end" if code in ("srs", "csrs", "gjenklang-alliance-adult") else "start"
    return Answer(
        uuid7(), session.pk, moment, code, given, stated, session.local_date, None, rater, kind, None
    )


def course(
    outcome: list[list[int | None] | int] | None = None,
    alliance: list[list[int | None] | int] | None = None,
    forms: tuple[str, str] = ("ors", "srs"),
    statuses: list[str] | None = None,
    born: int | None = 1984,
    rules: dict[str, str] = RULES,
) -> Course:
    """One session a week up to last week, and what was answered in each."""
    outcome, alliance = outcome or [], alliance or []
    statuses = statuses or ["held"] * max(len(outcome), len(alliance))
    sessions = tuple(
        Session(local_date=TODAY - timedelta(weeks=len(statuses) - place), status=status)
        for place, status in enumerate(statuses)
    )
    found = [answer(forms[0], session, marks) for session, marks in zip(sessions, outcome, strict=False)]
    found += [answer(forms[1], session, marks) for session, marks in zip(sessions, alliance, strict=False)]
    episode = Episode(outcome=forms[0], alliance=forms[1])
    bare = Course(episode, Client(code="D-1", birth_year=born), sessions, ())
    return Course(bare.episode, bare.client, sessions, readings_of(bare, found, rules, {}))


def kinds(found: Course, day: date = TODAY) -> list[str]:
    return [str(one.kind) for one in signals_of(found, day)]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ([], []),
        ([240], []),
        ([240, 180], ["worse"]),
        ([240, 181], []),
        ([240, 180, 180], ["worse_twice"]),
        ([240, 181, 180], ["worse"]),
        ([240, 180, 181], []),
        ([180, 190, 200], []),
        ([180, 190, 200, 239], ["no_gain"]),
        ([180, 190, 200, 240], []),
        ([200, 190, 200, 250], ["no_gain"]),
        ([200, 190, 200, 251], []),
        ([100, 160, 165, 160, 165], []),
        ([100, 160, 165, 160, 165, 160], ["plateau"]),
        ([100, 160, 165, 160, 165, 220], []),
        ([180, 251], []),
        ([180, 251, 251], ["way_on"]),
        ([180, 251, 250], []),
        ([195, 251, 251], []),
        ([180, 251, 251, 251, 251, 251], ["way_on"]),
        ([251], ["started_above"]),
        ([250], []),
        ([251, 251, 251, 251], ["started_above"]),
        ([251, 251, 251, 251, 251], ["plateau"]),
        ([311, 251], ["worse", "started_above"]),
    ],
)
def test_the_outcome_speaks_at_its_edges(totals: list[int], expected: list[str]) -> None:
    """ORS of an adult by duncan: reliable change 6.0 or more, 25.0 itself on the clinical side."""
    assert kinds(course(totals)) == expected


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ([360], []),
        ([359], ["alliance_low"]),
        ([[90, 90, 90, 90]], []),
        ([[100, 100, 100, 89]], ["alliance_line"]),
        ([[100, 100, 89, 60]], ["alliance_low"]),
        ([[100, 100, 100, 60], [95, 95, 95, 95]], []),
        ([400, 400], []),
        ([395, 395, 395], ["ceiling"]),
        ([395, 394, 395], []),
        ([400, 380, 360], []),
    ],
)
def test_the_work_together_speaks_at_its_edges(forms: list[list[int] | int], expected: list[str]) -> None:
    measured = course([200] * len(forms), forms)
    assert [one for one in kinds(measured) if one != "no_gain"] == expected


def test_a_form_with_a_line_left_empty_says_nothing_and_hides_nothing() -> None:
    """Missing is not zero: the last form with a total is the one that is read."""
    assert kinds(course([240, 180, [60, 60, 60, None]])) == ["worse"]
    assert kinds(course([[0, 0, 0, None], [0, 0, None, 0]], [[0, 0, 0, None]] * 2)) == []
    measured = course([200] * 4, [[100, 100, 100, 60], [None, 0, 0, 0], [0, 0, 0, None], [None] * 4])
    assert "alliance_line" in kinds(measured)


def test_two_answers_to_one_form_in_a_session_count_as_the_last() -> None:
    twice = course([240], statuses=["held"])
    given = [answer("ors", twice.sessions[0], total) for total in (300, 240)]
    assert (
        kinds(Course(twice.episode, twice.client, twice.sessions, readings_of(twice, given, RULES, {}))) == []
    )


def test_a_low_total_names_its_low_lines() -> None:
    (one,) = signals_of(course([200], [[95, 95, 88, 60]]), TODAY)
    assert one.figures["lines"] == {"line3": 88, "line4": 60}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["no_show"], []),
        (["no_show", "no_show"], ["missed"]),
        (["no_show", "cancelled_client", "no_show"], ["missed"]),
        (["no_show", "held", "no_show"], ["unmeasured"]),
        (["no_show", "no_show", "planned"], ["missed"]),
        (["no_show", "no_show", "held"], ["unmeasured"]),
        (["cancelled_client", "cancelled_service"], []),
        (["held"], ["unmeasured"]),
    ],
)
def test_meetings_speak_at_their_edges(statuses: list[str], expected: list[str]) -> None:
    assert kinds(course(statuses=statuses)) == expected


def test_a_session_that_is_held_today_is_not_yet_without_a_form() -> None:
    held = course(statuses=["held"])
    assert kinds(held, day=held.sessions[0].local_date) == []


def test_a_measure_after_the_session_without_one_is_enough() -> None:
    assert kinds(course([200], statuses=["held", "held"])) == ["unmeasured"]
    behind = course(statuses=["held"])
    later = Session(local_date=TODAY, status="held")
    given = readings_of(behind, [answer("ors", later, 200)], RULES, {})
    assert kinds(Course(behind.episode, behind.client, (*behind.sessions, later), given)) == []


OWN_WORDS = ("gjenklang-outcome-adult", "gjenklang-alliance-adult")


@pytest.mark.parametrize("marks", [[0, 0, 0, 0], [25, 25, 25, 25], [36, 5, 6, 25]])
def test_own_words_give_no_signal_that_rests_on_a_limit(marks: list[int]) -> None:
    """What is left rests on the meetings, on the form's own range, and on the same answer again."""
    start = [100, 100, 100, 100]
    rows = [start, *[marks, [one + 1 for one in marks]] * 3]
    found = course(rows, rows, OWN_WORDS, statuses=["held"] * 7 + ["no_show"] * 2)
    assert kinds(found) == ["missed"]


def test_own_words_speak_by_rules_that_rest_on_no_limit() -> None:
    same = [[50, 40, 30, 20]] * 7
    assert kinds(course(same, None, OWN_WORDS)) == ["pattern"]
    assert kinds(course(same[:6], None, OWN_WORDS)) == []
    assert kinds(course([[50, 40, 30, 21], *same[:6]], None, OWN_WORDS)) == []
    top = [[100, 100, 100, 100]] * 3
    assert kinds(course(same[:3], top, OWN_WORDS)) == ["ceiling"]
    assert kinds(course(same[:3], [*top[:2], [100, 100, 100, 99]], OWN_WORDS)) == []


def test_swings_are_a_pattern_while_they_last() -> None:
    swings = [150, 210, 150, 210, 150]
    assert "pattern" in kinds(course(swings))
    assert "pattern" not in kinds(course(swings[:4]))
    assert "pattern" not in kinds(course([150, 210, 151, 210, 150]))
    assert "pattern" not in kinds(course([*swings, 155]))


def apart(*pairs: tuple[int, int], rules: dict[str, str] = RULES) -> Course:
    """A child and the mother, who each rate in every session."""
    mother = uuid7()
    child = course(forms=("cors", "csrs"), born=2016, statuses=["held"] * len(pairs))
    given = [
        answer("cors", session, total, rater)
        for session, pair in zip(child.sessions, pairs, strict=True)
        for rater, total in zip((None, mother), pair, strict=True)
    ]
    return Course(child.episode, child.client, child.sessions, readings_of(child, given, rules, {}))


def test_two_who_rate_part_in_their_change_and_not_in_their_level() -> None:
    assert "raters" in kinds(apart((200, 300), (300, 300), (300, 300)))
    assert "raters" not in kinds(apart((200, 300), (200, 300), (200, 300)))
    assert "raters" not in kinds(apart((200, 300), (200, 300), (300, 300)))
    (one,) = [
        one for one in signals_of(apart((200, 300), (300, 290), (300, 295)), TODAY) if one.kind == "raters"
    ]
    assert (one.figures["totals"], one.figures["who"], one.figures["n"]) == (
        [200, 300, 300, 295],
        ["self", "carer"],
        2,
    )
    assert "raters" not in kinds(apart((200, 300), (300, 300), (300, 300), rules={}))


def expected(course: Course, **lines: int) -> Track:
    outcome = course.outcome
    assert outcome is not None
    marks = {Line.MEDIAN: 300, Line.BAND_50: 280, Line.BAND_80: 240, Line.BAND_90: 220}
    return Track(
        [ExpectedMark({**marks, **{Line(name): at for name, at in lines.items()}})] * len(outcome.given),
        "m-7",
    )


def test_below_the_expected_course_only_where_there_is_one() -> None:
    """And it keeps which model said so."""
    far, near = course([180, 185, 190, 185, 188, 184, 186]), course([180, 230, 239])
    assert kinds(far) == ["no_gain"]
    (one,) = signals_of(far, TODAY, SHIPPED, expected(far))
    assert (one.kind, one.rule, one.model_version) == ("far_below", "far-behind-twice", "m-7")
    assert one.figures["limits"] == {"reliable": 60, "cut_off": 250, "expected": 240, "above": 90}
    assert kinds(near) == []
    (one,) = signals_of(near, TODAY, SHIPPED, expected(near))
    assert (one.kind, one.figures["limits"]["above"]) == ("below", 75)
    assert signals_of(course([240, 180]), TODAY, SHIPPED, expected(course([240, 180])))[0].model_version == ""
    short = Track(expected(far).marks[:-1], "m-7")
    assert signals_of(far, TODAY, SHIPPED, short)[0].kind == "no_gain"


def set_as(**numbers: Setting) -> InForce:
    settings = {name.replace("_", "-"): held for name, held in numbers.items()}
    return InForce(tuned(SHIPPED.talk, settings, 3), "Vår", "2.1")


def test_rules_that_are_tuned_speak_as_they_are_set_and_say_so() -> None:
    low = course([180, 190, 200, 239])
    off = set_as(no_reliable_gain=Setting(on=False))
    assert signals_of(low, TODAY, off) == []
    later = set_as(no_reliable_gain=Setting(on=True, numbers={"first": Decimal(5)}))
    assert signals_of(low, TODAY, later) == []
    (one,) = signals_of(low, TODAY, set_as())
    assert (one.rule_set, one.version, one.rule) == ("ors-gjenklang", "2", "no-reliable-gain")
    assert (one.set_code, one.set_version, one.set_name) == ("gjenklang-talk", "2.1", "Vår")
    with translation.override("nb"):
        assert "Regelsett: Vår, versjon 2.1." in said(one).rule


def test_a_rule_that_is_off_lets_the_next_one_be_heard() -> None:
    worse = course([240, 180, 180])
    assert kinds(worse) == ["worse_twice"]
    assert [one.kind for one in signals_of(worse, TODAY, set_as(worse_twice=Setting(on=False)))] == ["worse"]


def test_the_fall_is_off_and_speaks_when_it_is_turned_on() -> None:
    fallen = course([200, 200], [400, 380])
    assert kinds(fallen) == []
    (one,) = signals_of(fallen, TODAY, set_as(fall=Setting(on=True)))
    assert (one.kind, one.figures["totals"]) == ("alliance_fall", [400, 380])


def test_three_sessions_without_a_form_are_said_once_and_not_twice() -> None:
    assert kinds(course(statuses=["held"] * 2)) == ["unmeasured"]
    assert kinds(course(statuses=["held"] * 3)) == ["late"]
    assert kinds(course([200], statuses=["held"] * 4)) == ["late"]
    assert kinds(course([200], statuses=["held"] * 3)) == ["unmeasured"]


@pytest.mark.parametrize("changed", [{"rules": {}}, {"born": 2016}])
def test_without_limits_for_this_person_nothing_rests_on_one(changed: dict[str, object]) -> None:
    """No rule set chosen, and younger than any limit of the form."""
    assert kinds(course([270, 200, 200, 190], [300] * 4, **changed)) == []


def test_an_unknown_age_has_only_the_limits_that_every_age_has() -> None:
    """The reliable change of the ORS is one for all, its cut-off is not: nothing is said of a side."""
    assert kinds(course([270, 200, 200, 190], born=None)) == ["worse"]
    assert kinds(course([200, 200, 200, 200], born=None)) == []


def test_the_limits_are_those_that_the_service_reads_the_form_by() -> None:
    """A fall of 5.0 is reliable by miller and not by duncan; the status box names the same rule set."""
    (one,) = signals_of(course([240, 190], rules={"ors": "miller"}), TODAY)
    assert (one.kind, one.limits, one.figures["limits"]) == (
        "worse",
        "miller",
        {"reliable": 50, "cut_off": 250},
    )
    assert kinds(course([240, 190])) == []


def test_a_status_that_may_not_signal_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = Verdict(Status.BELOW, "ors-gjenklang", "1", "worse", 2, may_signal=False)
    monkeypatch.setattr(module, "status_of", lambda *_given: silent)
    assert kinds(course([240, 100])) == []


def test_the_main_raters_line_is_the_one_that_is_read() -> None:
    mother = uuid7()
    child = course(forms=("cors", "csrs"), born=2016, statuses=["held", "held"])
    given = [
        answer("cors", session, total, rater)
        for session, own, hers in zip(child.sessions, (200, 300), (300, 200), strict=True)
        for rater, total in ((None, own), (mother, hers))
    ]
    read = readings_of(child, given, RULES, {})
    assert kinds(Course(child.episode, child.client, child.sessions, read)) == []
    assert kinds(Course(child.episode, child.client, child.sessions, read, mother))[0] == "worse"


def test_the_way_on_rests_on_the_rating_that_made_it() -> None:
    first = course([180, 260, 255])
    later = course([180, 260, 255, 270, 280])
    assert signals_of(first, TODAY)[0].figures == signals_of(later, TODAY)[0].figures
    reading = later.outcome
    assert reading is not None
    assert signals_of(later, TODAY)[0].administration_id == reading.given[2].answer.id


def test_what_is_most_worth_taking_up_comes_first() -> None:
    found = course([240, 180, 180], [[60, 60, 60, 60]] * 3, statuses=["held"] * 3 + ["no_show"] * 2)
    assert kinds(found) == ["worse_twice", "missed", "alliance_low"]


def test_every_kind_of_the_core_has_words_in_the_same_order() -> None:
    assert [one.value for one in Kind] == [one.value for one in About] == list(ORDER)
    forms = {code for rules in talk_rules().values() for code in rules.status.instruments}
    assert all(instrument(code).better is Better.HIGHER for code in forms), "the words are for lower"


EXAMPLES = {
    Kind.WORSE_TWICE: (
        course([[60, 60, 60, 60], [40, 40, 40, 42], [30, 40, 40, 49]]),
        "8,1 lavere enn ved start",
    ),
    Kind.WORSE: (course([240, 150]), "9,0 lavere enn ved start: fra 24,0 til 15,0."),
    Kind.MISSED: (course(statuses=["no_show"] * 2), "2 ganger på rad, sist 18. november."),
    Kind.ALLIANCE_LOW: (
        course([200], [[90, 90, 90, 50]]),
        "32,0, under 36 (SRS). Lavest: Linje 4 (5,0).",
    ),
    Kind.NO_GAIN: (course([170, 180, 180, 191]), "+2,1 siden start etter 4 målinger: fra 17,0 til 19,1."),
    Kind.ALLIANCE_LINE: (course([200], [[100, 100, 100, 71]]), "Under 9 (SRS): Linje 4 (7,1)."),
    Kind.FAR_BELOW: (
        course([170, 180, 180, 191, 180, 182]),
        "+1,2 siden start etter 6 målinger: fra 17,0 til 18,2. Omtrent 90 av 100 som startet likt",
    ),
    Kind.BELOW: (
        course([170, 180, 180]),
        "Omtrent 75 av 100 som startet likt og fortsatt kommer, har skår over 28 nå.",
    ),
    Kind.ALLIANCE_FALL: (course([200, 200], [400, 380]), "2,0 lavere enn sist: fra 40,0 til 38,0."),
    Kind.RATERS: (
        apart((200, 300), (300, 290), (300, 295)),
        "Slik brukeren skårer det: +10,0 siden start. Slik en omsorgsperson skårer det: −0,5.",
    ),
    Kind.PATTERN: (
        course([150, 210, 150, 210, 150]),
        "Opp og ned med 6 eller mer, 4 ganger på rad: 15,0; 21,0; 15,0; 21,0 og 15,0.",
    ),
    Kind.LATE: (
        course(statuses=["held"] * 3),
        "De siste 3 samtalene mangler skjema fra start, sist 18. november.",
    ),
    Kind.PLATEAU: (course([100, 160, 165, 160, 165, 160]), "5 målinger på rad mellom 16,0 og 16,5."),
    Kind.CEILING: (course([200] * 3, [400] * 3), "Alle samarbeidsskår er 40, 3 ganger på rad."),
    Kind.UNMEASURED: (
        course(statuses=["held"]),
        "Skjemaet ved start ble ikke brukt i samtalen 18. november.",
    ),
    Kind.STARTED_ABOVE: (course([290]), "29,0 ved start, over klinisk grense (cut-off) 25 (ORS)."),
    Kind.WAY_ON: (
        course([180, 261, 270]),
        "Over klinisk grense (cut-off) 25 (ORS) 2 ganger på rad: 26,1 og 27,0.",
    ),
}


def example(kind: Kind) -> Signal:
    """The signal of one kind, with the fall on and an expected course."""
    found = EXAMPLES[kind][0]
    marks = expected(found) if kind in (Kind.FAR_BELOW, Kind.BELOW) else None
    (one,) = [
        one for one in signals_of(found, TODAY, set_as(fall=Setting(on=True)), marks) if one.kind == kind
    ]
    return one


@pytest.mark.parametrize("kind", Kind)
def test_each_is_said_with_its_figures_and_its_rule(kind: Kind) -> None:
    one = example(kind)
    with translation.override("nb"):
        words = said(one)
    assert EXAMPLES[kind][1] in words.text
    assert one.version in words.rule
    assert one.rule in words.rule
    assert words.known
    assert words.source


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_no_words_judge(kind: Kind, language: str) -> None:
    """The list of issue 5, and no probability."""
    one = example(kind)
    with translation.override(language):
        words = said(one)
    text = " ".join((words.title, words.text, words.ask)).lower()
    for never in (
        "sikker",
        "sikkert",
        "full pott",
        "tatt hånd om",
        "avslutte",
        "uteblitt",
        "risiko",
        "risk",
        "%",
    ):
        assert never not in text
    assert "ready" not in text
