"""One client's change, exact, by a named rule; the cut-offs, against R and the printed ones."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change import (
    Category,
    ChangeRule,
    Criterion,
    PopulationNumbers,
    change_rule,
    classify,
    clinical_cut_off,
    cut_off_a,
    cut_off_b,
    cut_off_b_clinical,
    cut_off_c,
)
from gjenklang.core.instruments import Better, Boundary, Edge, RaterKind, catalogue, instrument

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
HIGHER, LOWER = Better.HIGHER, Better.LOWER
CUT_OFFS = {"cut_off_a": "a", "cut_off_b": "b", "cut_off_b_clinical": "b-clinical", "cut_off_c": "c"}
SCORES = st.integers(0, 400)


def ors(rule_set: str = "duncan", age: int = 40) -> ChangeRule:
    rule = change_rule(instrument("ors"), age=age, rater=RaterKind.SELF, rule_set=rule_set)
    assert rule is not None
    return rule


@st.composite
def rules(draw: st.DrawFn) -> ChangeRule:
    return ChangeRule(
        "drawn",
        draw(st.sampled_from(Better)),
        draw(st.integers(1, 120)),
        draw(st.sampled_from(Edge)),
        draw(st.one_of(st.none(), st.integers(0, 400))),
        draw(st.sampled_from(Boundary)),
        needs_clinical_start=draw(st.booleans()),
    )


@pytest.mark.parametrize(
    ("first", "last", "category"),
    [
        (180, 260, "recovered"),
        (140, 220, "improved"),
        (220, 260, "crossed"),
        (200, 140, "deteriorated"),
        (249, 309, "recovered"),  # exactly 6.0, which doubles would miss
        (200, 259, "crossed"),
        (190, 249, "unchanged"),
    ],
)
def test_the_ors_toy_by_the_duncan_rule(first: int, last: int, category: str) -> None:
    """measures.md T4."""
    found = classify(first, last, ors())
    assert found.category == category
    assert found.rule == "duncan"
    assert found.change == last - first


@pytest.mark.parametrize(
    ("rule_set", "gain", "reliable"),
    [
        ("miller", 49, False),
        ("miller", 50, True),
        ("miller-spi-2024", 50, False),
        ("miller-spi-2024", 51, True),
        ("argentina", 56, False),
        ("argentina", 57, True),
        ("duncan", 59, False),
        ("duncan", 60, True),
    ],
)
@pytest.mark.parametrize("first", [0, 101, 123, 249, 307])
def test_five_or_six_points_are_judged_in_exact_tenths(
    rule_set: str, gain: int, first: int, *, reliable: bool
) -> None:
    assert classify(first, first + gain, ors(rule_set)).reliable is reliable
    assert classify(first + gain, first, ors(rule_set)).reliable is reliable


def test_the_two_lines_disagree_about_a_start_or_end_at_25_itself() -> None:
    assert classify(250, 310, ors("duncan")).category is Category.RECOVERED
    assert classify(250, 310, ors("miller")).category is Category.IMPROVED
    assert classify(190, 250, ors("duncan")).category is Category.IMPROVED
    assert classify(190, 250, ors("miller")).category is Category.RECOVERED


def test_who_started_above_the_cut_off_cannot_recover() -> None:
    found = classify(260, 330, ors())
    assert found.category is Category.IMPROVED
    assert found.started_functional
    assert not classify(180, 260, ors()).started_functional


def test_a_youth_is_judged_by_a_youths_cut_off() -> None:
    assert classify(200, 265, ors(age=40)).category is Category.RECOVERED
    assert classify(200, 265, ors(age=15)).category is Category.IMPROVED


def test_a_symptom_form_improves_downwards() -> None:
    rule = change_rule(instrument("phq9"), age=40, rater=RaterKind.SELF, rule_set="nhs-talking-therapies")
    assert classify(15, 9, rule).category is Category.RECOVERED
    assert classify(16, 10, rule).category is Category.IMPROVED
    assert classify(12, 8, rule).category is Category.CROSSED
    assert classify(9, 15, rule).category is Category.DETERIORATED
    assert (classify(15, 9, rule).change, classify(15, 9, rule).gain) == (-6, 6)


def test_a_form_in_our_own_words_has_no_rule_of_change() -> None:
    for form in catalogue().values():
        for rule_set in ("miller", "duncan", "miller-spi-2024", "argentina"):
            for rater in RaterKind:
                if form.own_words or not form.scored:
                    assert change_rule(form, age=30, rater=rater, rule_set=rule_set) is None


def test_without_a_reliable_change_there_is_no_rule_even_where_there_is_a_cut_off() -> None:
    audit = instrument("audit")
    assert change_rule(audit, age=30, rater=RaterKind.SELF, rule_set="who") is None


def test_a_reliable_change_without_a_cut_off_is_judged_without_one() -> None:
    rule = ors("argentina")
    assert rule.cut_off is None
    assert classify(240, 300, rule).category is Category.IMPROVED
    assert not classify(240, 300, rule).crossed


def test_jacobson_and_truax_did_not_ask_for_a_clinical_start() -> None:
    asks = ChangeRule("asks", HIGHER, 60, Edge.INCLUSIVE, 250)
    does_not = ChangeRule("does not", HIGHER, 60, Edge.INCLUSIVE, 250, needs_clinical_start=False)
    assert classify(260, 330, asks).category is Category.IMPROVED
    assert classify(260, 330, does_not).category is Category.RECOVERED


def test_a_limit_between_two_tenths_is_compared_exactly() -> None:
    """5.61 points, the Argentine number itself, in tenths of a point."""
    rule = ChangeRule("argentina", HIGHER, Fraction(561, 10), Edge.INCLUSIVE)
    assert not classify(100, 156, rule).reliable
    assert classify(100, 157, rule).reliable


@pytest.mark.parametrize("what", CUT_OFFS)
def test_a_cut_off_is_that_of_r(what: str) -> None:
    """To 1e-9: double arithmetic; R found c as the root where both distances in SDs are the same."""
    with (REFERENCE / "reliable.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["what"] == what]
    assert len(rows) == 3
    for row in rows:
        numbers = PopulationNumbers(*(float(row[key]) for key in "abcd"))
        better = HIGHER if numbers.clinical_mean < numbers.functional_mean else LOWER
        found = clinical_cut_off(Criterion(CUT_OFFS[what]), numbers, better)
        assert found == pytest.approx(float(row["value"]), abs=1e-9)


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        (cut_off_c(PopulationNumbers(40, 7.5, 60, 7.5)), 50),
        (cut_off_a(PopulationNumbers(40, 7.5, 60, 7.5), HIGHER), 55),
        (cut_off_b(PopulationNumbers(40, 7.5, 60, 7.5), HIGHER), 45),
        (cut_off_b_clinical(PopulationNumbers(40, 7.5, 60, 7.5), HIGHER), 45),
        (cut_off_a(PopulationNumbers(40, 7.5, 60, 7.5), LOWER), 25),
        (cut_off_b(PopulationNumbers(40, 7.5, 60, 7.5), LOWER), 75),
    ],
)
def test_the_cut_offs_printed_for_jacobson_and_truaxs_client(found: float, printed: float) -> None:
    """expected_clinicalsignificance.md, worked constants [P]; whole numbers, so exact."""
    assert found == printed


def test_the_cut_off_of_bauer_2004() -> None:
    """Worked constant: with one reliability for both groups the roots cancel. Printed with six decimals."""
    assert cut_off_c(PopulationNumbers(68.35, 22.33, 50, 22)) == pytest.approx(59.106700, abs=5e-7)


@given(first=SCORES, last=SCORES, rule=rules())
def test_a_mirrored_scale_gives_the_same_category(first: int, last: int, rule: ChangeRule) -> None:
    turned = {Boundary.AT_IS_ABOVE: Boundary.AT_IS_BELOW, Boundary.AT_IS_BELOW: Boundary.AT_IS_ABOVE}
    mirrored = ChangeRule(
        rule.name,
        LOWER if rule.better is HIGHER else HIGHER,
        rule.reliable,
        rule.edge,
        None if rule.cut_off is None else 400 - rule.cut_off,
        turned.get(rule.boundary, rule.boundary),
        rule.needs_clinical_start,
    )
    there, here = classify(400 - first, 400 - last, mirrored), classify(first, last, rule)
    assert (there.category, there.gain, there.reliable) == (here.category, here.gain, here.reliable)
    assert there.change == -here.change


@given(first=SCORES, last=SCORES, rule=rules())
def test_a_gain_is_never_called_a_deterioration(first: int, last: int, rule: ChangeRule) -> None:
    found = classify(first, last, rule)
    if found.gain > 0:
        assert found.category is not Category.DETERIORATED
    if found.gain <= 0:
        assert found.category not in {Category.RECOVERED, Category.IMPROVED, Category.CROSSED}
    assert found.category is not Category.HARMED


@given(first=SCORES, last=SCORES, rule=rules())
def test_back_again_is_the_opposite_change(first: int, last: int, rule: ChangeRule) -> None:
    there, back = classify(first, last, rule), classify(last, first, rule)
    assert there.reliable is back.reliable
    assert there.gain == -back.gain
    assert not (there.crossed and back.crossed)


@given(score=SCORES, rule=rules())
def test_nobody_changes_without_moving(score: int, rule: ChangeRule) -> None:
    assert classify(score, score, rule).category is Category.UNCHANGED


@given(first=SCORES, last=SCORES, rule=rules(), wider=st.integers(0, 50))
def test_a_wider_limit_never_makes_a_change_reliable(
    first: int, last: int, rule: ChangeRule, wider: int
) -> None:
    larger = ChangeRule(rule.name, rule.better, rule.reliable + wider, rule.edge, rule.cut_off, rule.boundary)
    if classify(first, last, larger).reliable:
        assert classify(first, last, rule).reliable


@given(first=SCORES, last=SCORES, rule=rules())
def test_reached_exactly_is_what_the_edge_decides(first: int, last: int, rule: ChangeRule) -> None:
    found = classify(first, last, rule)
    if abs(found.gain) == rule.reliable:
        assert found.reliable is (rule.edge is Edge.INCLUSIVE)
    else:
        assert found.reliable is (abs(found.gain) > rule.reliable)
