"""Status by named rule sets: what each says, when nothing is known, and what turns round with the direction."""

import copy
import subprocess
import sys
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change import ChangeRule, change_rule
from gjenklang.core.instruments import Better, Boundary, DocumentError, Edge, Mark, RaterKind, instrument
from gjenklang.core.trajectories import (
    ExpectedMark,
    Line,
    Status,
    UnknownStatusRules,
    Verdict,
    parse_status_rules,
    status_of,
    status_rules,
    status_rules_of,
)

DOCUMENTS = files("gjenklang.core.trajectories") / "documents"
SIX = ChangeRule("six", Better.HIGHER, 60, Edge.INCLUSIVE, 250)
ON, BELOW, FAR, UNKNOWN = Status.ON_COURSE, Status.BELOW, Status.FAR_BELOW, Status.UNKNOWN


def mark(median: float, quarter: float = 0, tenth: float = 0, twentieth: float = 0) -> ExpectedMark:
    return ExpectedMark(
        {Line.MEDIAN: median, Line.BAND_50: quarter, Line.BAND_80: tenth, Line.BAND_90: twentieth}
    )


def says(code: str, *scores: int | None, **with_: list[ExpectedMark]) -> tuple[Status, str | None]:
    found = status_of(status_rules_of(code), SIX, scores, **with_)
    return found.status, found.rule


# The coloured table of shared/field/peers.md §1.4, row by row, with an expected 22.0 and a boundary of 18.0.
@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, (UNKNOWN, None)),
        (220, (ON, "expected-clinical")),
        (250, (ON, "expected-functional")),
        (249, (ON, "expected-clinical")),
        (219, (BELOW, "below-expected")),
        (180, (BELOW, "below-expected")),
        (179, (FAR, "below-lower-line")),
    ],
)
def test_the_coloured_table(last: int | None, expected: tuple[Status, str | None]) -> None:
    assert says("ors-openfit", 170, last, expected=[mark(170, 170), mark(220, 180)]) == expected


def test_without_an_expected_course_the_coloured_table_knows_nothing() -> None:
    assert says("ors-openfit", 170, 100) == (UNKNOWN, None)


def test_a_line_alone_never_makes_a_signal() -> None:
    marks = [mark(170), mark(220, 180, 160, 150)]
    assert not status_of(status_rules_of("ors-openfit"), SIX, [170, 100], marks).may_signal
    ours = status_rules_of("ors-gjenklang")
    assert not any(rule.condition.line_alone for rule in ours.rules)
    assert status_of(ours, SIX, [170, 100], marks).may_signal
    assert not status_of(ours, SIX, [170, 220]).may_signal


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((180,), (UNKNOWN, None)),
        ((180, 100), (ON, None)),
        ((180, 200, 239), (BELOW, "checkpoint")),
        ((180, 200, 240), (ON, None)),
        ((180, None, 200, None, 239), (BELOW, "checkpoint")),
        ((180, 190, 200, 210, 220), (BELOW, "checkpoint")),
        ((180, 190, 200, 210, 220, 239), (FAR, "last-chance")),
        ((180, 190, 200, 210, 220, 240), (ON, None)),
    ],
)
def test_the_checkpoints_count_ratings(
    scores: tuple[int | None, ...], expected: tuple[Status, str | None]
) -> None:
    assert says("ors-checkpoints", *scores) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((180, 120), (BELOW, "worse")),
        ((180, 120, 119), (FAR, "worse-twice")),
        ((180, 120, 130), (ON, None)),
        ((360, 290, 280), (BELOW, "worse")),
        ((180, 190, 200), (ON, None)),
        ((180, 190, 200, 239), (BELOW, "no-reliable-gain")),
        ((180, 190, 200, 240), (ON, None)),
        ((230, 240, 245, 255), (ON, None)),
    ],
)
def test_our_own_set_hears_a_fall_once_and_looks_wider_the_second_time(
    scores: tuple[int, ...], expected: tuple[Status, str | None]
) -> None:
    assert says("ors-gjenklang", *scores) == expected


def test_our_own_set_adds_the_band_to_a_rule_and_asks_twice() -> None:
    scores = [180, 185, 190, 185, 188, 184, 186]
    low = [mark(260, 240, 200, 190)] * 7
    assert says("ors-gjenklang", *scores, expected=low) == (FAR, "far-behind-twice")
    once = [*low[:-2], mark(260, 240, 150, 140), low[-1]]
    assert says("ors-gjenklang", *scores, expected=once) == (BELOW, "no-reliable-gain")


def test_our_own_set_says_from_the_third_rating_what_is_twice_below_the_middle_half() -> None:
    low = [mark(260, 240, 200, 190)] * 3
    assert says("ors-gjenklang", 180, 230, 239, expected=low) == (BELOW, "behind-twice")
    assert says("ors-gjenklang", 180, 241, 239, expected=low) == (ON, None)
    assert says("ors-gjenklang", 180, 230, 239) == (ON, None)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((180, 120), (FAR, "early-fall")),
        ((180, 150), (BELOW, "early-small-fall")),
        ((180, 151), (ON, None)),
        ((180, 180, 180, 180, 150), (FAR, "middle-low-start-fall")),
        ((180, 180, 180, 180, 209), (BELOW, "middle-low-start-little-gain")),
        ((200, 200, 200, 200, 170), (BELOW, "middle-high-start-small-fall")),
        ((200, 200, 200, 200, 140), (FAR, "middle-high-start-fall")),
        ((180, *(180,) * 7, 209), (FAR, "late-low-start-little-gain")),
        ((180, *(180,) * 7, 239), (BELOW, "late-low-start-no-reliable-gain")),
        ((180, *(180,) * 7, 240), (ON, None)),
        ((210, *(210,) * 7, 180), (FAR, "late-high-start-fall")),
        ((210, *(210,) * 7, 219), (BELOW, "late-high-start-no-gain")),
        ((300, *(300,) * 7, 280), (ON, None)),
    ],
)
def test_the_rational_style_asks_by_intake_and_number_of_ratings(
    scores: tuple[int, ...], expected: tuple[Status, str | None]
) -> None:
    assert says("ors-rational", *scores) == expected


def test_limits_of_their_own_make_another_answer_and_none_makes_none() -> None:
    rules, scores = status_rules_of("ors-checkpoints"), [180, 200, 230]
    assert status_of(rules, replace(SIX, reliable=50), scores).status is ON
    assert status_of(rules, replace(SIX, reliable=50, edge=Edge.STRICT), scores).status is BELOW
    assert status_of(rules, None, scores) == Verdict(UNKNOWN, "ors-checkpoints", "1", None, 3, False)


@pytest.mark.parametrize("code", status_rules())
@pytest.mark.parametrize("form", ["ors", "cors"])
def test_every_set_has_limits_for_its_instruments(code: str, form: str) -> None:
    rules, asked = status_rules_of(code), instrument(form)
    age = asked.ages[0]
    assert form in rules.instruments
    assert change_rule(asked, age=age, rater=RaterKind.SELF, rule_set=rules.limits) is not None


def test_every_number_has_a_source_and_no_more_is_claimed_than_known() -> None:
    for rules in status_rules().values():
        sources = [rule.source for rule in rules.rules] + [rules.plateau.source, *rules.sources.values()]
        assert all(one.text for one in sources)
        assert all(one.url for one in sources if one.mark is Mark.CONFIRMED)
    assert {rule.source.mark for rule in status_rules_of("ors-rational").rules} == {Mark.OWN}
    assert {rule.source.mark for rule in status_rules_of("ors-checkpoints").rules} == {Mark.RECALLED}


SCORES = st.lists(st.one_of(st.none(), st.integers(0, 400)), max_size=12)
LINES = st.lists(st.integers(0, 400), min_size=4, max_size=4).map(lambda four: mark(*sorted(four)[::-1]))


@given(st.sampled_from(sorted(status_rules())), SCORES, st.data())
def test_a_measure_turned_round_has_the_same_status(code: str, scores: list[int | None], data) -> None:
    if "rational" in code:
        return  # its bands of intake are written in points of a measure where higher is better
    marks = data.draw(st.lists(LINES, min_size=len(scores), max_size=len(scores)))
    turned = ChangeRule("six", Better.LOWER, 60, Edge.INCLUSIVE, 150, Boundary.AT_IS_BELOW)
    back = [ExpectedMark({line: 400 - value for line, value in one.lines.items()}) for one in marks]
    rules = status_rules_of(code)
    mirrored = [None if score is None else 400 - score for score in scores]
    assert status_of(rules, SIX, scores, marks) == status_of(rules, turned, mirrored, back)


@given(st.sampled_from(sorted(status_rules())), SCORES, st.data())
def test_sessions_without_a_rating_change_nothing(code: str, scores: list[int | None], data) -> None:
    rules = status_rules_of(code)
    marks = data.draw(st.lists(LINES, min_size=len(scores), max_size=len(scores)))
    there = [place for place, score in enumerate(scores) if score is not None]
    kept = status_of(rules, SIX, [scores[place] for place in there], [marks[place] for place in there])
    assert status_of(rules, SIX, scores, marks) == kept


@given(st.sampled_from(["ors-checkpoints", "ors-gjenklang"]), st.lists(st.integers(0, 400), min_size=2))
def test_a_better_last_rating_never_makes_the_status_worse(code: str, scores: list[int]) -> None:
    grave = {ON: 0, BELOW: 1, FAR: 2}
    better = [*scores[:-1], min(400, scores[-1] + 40)]
    before, after = (status_of(status_rules_of(code), SIX, one).status for one in (scores, better))
    assert grave[after] <= grave[before]


def test_as_many_expected_marks_as_sessions() -> None:
    with pytest.raises(ValueError, match="1 expected marks for 2 sessions"):
        status_of(status_rules_of("ors-openfit"), SIX, [1, 2], [mark(1)])


def test_an_unknown_set_names_the_nearest() -> None:
    with pytest.raises(UnknownStatusRules, match="did you mean ors-checkpoints"):
        status_rules_of("ors-checkpoint")


def changed(**keys: object) -> dict[str, object]:
    text = (DOCUMENTS / "ors-checkpoints.toml").read_text("utf-8")
    return copy.deepcopy(tomllib.loads(text)) | keys


RULE = {
    "name": "a",
    "status": "below course",
    "first": 3,
    "less_gain_than": "reliable",
    "source": "checkpoints",
}


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"rules": []}, "rules are missing"),
        ({"rules": [RULE, RULE]}, "two rules have one name"),
        ({"rules": [RULE, RULE | {"name": "b", "status": "far below course"}]}, "never be heard"),
        ({"rules": [RULE | {"status": "not known yet"}]}, "a rule says on course"),
        ({"rules": [RULE | {"less_gain_than": "0.55"}]}, "no whole number of steps"),
        ({"rules": [RULE | {"less_gain_than": "0.0"}]}, "must be above 0"),
        ({"rules": [RULE | {"less_gain_than": "a lot"}]}, "decimal number"),
        ({"rules": [RULE | {"first": 1}]}, "first must be at least 2"),
        ({"rules": [RULE | {"colour": "red"}]}, "unknown colour"),
        (
            {"rules": [{key: value for key, value in RULE.items() if key != "less_gain_than"}]},
            "ask something",
        ),
        ({"rules": [RULE | {"source": "nobody"}]}, "not among the document's sources"),
        ({"instruments": []}, "instruments must name at least one"),
        ({"instruments": ["ors", "phq9"]}, "same steps"),
        ({"limits": "nobody"}, "has no reliable change in the rule set 'nobody'"),
        ({"least": 0}, "least must be at least 1"),
        ({"plateau": {"times": 2, "source": "own"}}, "times must be at least 3"),
        ({"sources": []}, "sources must be a table"),
    ],
)
def test_a_wrong_document_says_where(keys: dict[str, object], sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        parse_status_rules(changed(**keys), "x.toml")


def test_status_needs_no_numpy() -> None:
    """A web worker that shows a list of clients imports this part and no more."""
    code = (
        "import sys, gjenklang.core.trajectories; sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
