"""What the answers of one form add up to, and when there is no sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.instruments import Instrument, catalogue, instrument
from gjenklang.core.scoring import (
    AnswerOutOfRange,
    UnknownItem,
    UnknownRule,
    check_answers,
    missing_rule,
    score,
    sentinel_set,
    total_steps,
)

SCORED = [one for one in catalogue().values() if one.scored]
FOUR_LINES = [one for one in SCORED if len(one.items) == 4 and str(one.response.step) == "0.1"]


def accepted(form: Instrument, code: str) -> list[int]:
    response = form.item(code).response
    return [one for one in range(response.minimum, response.maximum + 1) if response.accepts(one)]


@st.composite
def filled_in(draw: st.DrawFn, *, gaps: bool = False) -> tuple[Instrument, dict[str, int | None]]:
    form = draw(st.sampled_from(SCORED))
    answers: dict[str, int | None] = {}
    for item in form.items:
        values = st.sampled_from(accepted(form, item.code))
        answers[item.code] = draw(st.one_of(st.none(), values) if gaps else values)
    return form, answers


def test_four_lines_add_up_in_exact_tenths() -> None:
    found = score(instrument("ors"), {"line1": 34, "line2": 50, "line3": 61, "line4": 48}).total
    assert found.steps == 193
    assert found.value == Decimal("19.3")
    assert (found.n_answered, found.n_items, found.prorated) == (4, 4, False)


@pytest.mark.parametrize("form", FOUR_LINES, ids=lambda form: form.code)
def test_four_lines_with_three_marks_have_no_total(form: Instrument) -> None:
    marks: dict[str, int | None] = {item.code: 50 for item in form.items}
    for item in form.items:
        for answers in ({**marks, item.code: None}, {k: v for k, v in marks.items() if k != item.code}):
            found = score(form, answers).total
            assert found.steps is None
            assert found.value is None
            assert found.n_answered == 3


def test_a_line_marked_nought_is_not_a_missing_line() -> None:
    found = score(instrument("ors"), {"line1": 0, "line2": 0, "line3": 0, "line4": 0}).total
    assert found.steps == 0
    assert found.n_answered == 4


def test_a_form_of_pictures_is_never_scored() -> None:
    found = score(instrument("ycors"), {})
    assert found.totals == {}
    assert found.total is None
    with pytest.raises(UnknownItem):
        score(instrument("ycors"), {"line1": 5})


def test_a_form_nobody_answered_has_no_total_under_any_rule() -> None:
    for form in SCORED:
        for rule in (form.missing, *form.missing_alternatives):
            assert all(one.steps is None for one in score(form, {}, missing=rule.name).totals.values())


@pytest.mark.parametrize("mark", [-1, 101, 1000])
@pytest.mark.parametrize("code", ["ors", "srs", "cors", "gjenklang-outcome-adult"])
def test_a_mark_outside_the_line_is_refused(code: str, mark: int) -> None:
    form = instrument(code)
    marks = {item.code: 50 for item in form.items}
    first = form.items[0].code
    with pytest.raises(
        AnswerOutOfRange, match=f"{first} is {mark}; it must be a whole number, 0 to 100"
    ) as wrong:
        score(form, {**marks, first: mark})
    assert (wrong.value.minimum, wrong.value.maximum, wrong.value.value) == (0, 100, mark)


@pytest.mark.parametrize("mark", [0, 100])
def test_the_ends_of_a_line_are_marks(mark: int) -> None:
    assert (
        score(instrument("ors"), dict.fromkeys(("line1", "line2", "line3", "line4"), mark)).total.steps
        == 4 * mark
    )


@pytest.mark.parametrize("answer", [True, 3.0, "3", 2.5])
def test_an_answer_that_is_no_whole_number_is_refused(answer: object) -> None:
    with pytest.raises(AnswerOutOfRange):
        check_answers(instrument("phq9"), {"item1": answer})  # type: ignore[dict-item]


@pytest.mark.parametrize("form", ["audit", "dudit"])
def test_an_item_of_two_and_four_accepts_no_odd_answer(form: str) -> None:
    last = instrument(form).items[-1].code
    check_answers(instrument(form), {last: 2})
    with pytest.raises(AnswerOutOfRange, match="0, 2, 4"):
        check_answers(instrument(form), {last: 3})


def test_an_answer_to_no_item_of_the_form_is_refused() -> None:
    with pytest.raises(UnknownItem, match="phq9 has no item 'item10'"):
        score(instrument("phq9"), {"item10": 0})
    with pytest.raises(UnknownItem):
        score(instrument("phq9"), {"item10": None})


def test_an_outcome_form_counts_up_and_a_symptom_form_down() -> None:
    better = {
        code: instrument(code).better.value for code in ("ors", "who5", "tea", "phq9", "gad7", "core10")
    }
    assert better == {
        "ors": "higher",
        "who5": "higher",
        "tea": "higher",
        "phq9": "lower",
        "gad7": "lower",
        "core10": "lower",
    }


def test_the_reversed_items_of_core_10_count_the_other_way() -> None:
    """Items 2 and 3: never worried answers 4 count nought."""
    form = instrument("core10")
    none = {item.code: 0 for item in form.items}
    assert score(form, none).total.steps == 8
    assert score(form, {**none, "item2": 4, "item3": 4}).total.steps == 0
    assert score(form, {**none, "item1": 4}).total.steps == 12


def test_the_wai_sr_has_three_subscales_that_share_the_total() -> None:
    form = instrument("wai-sr")
    found = score(form, {item.code: 1 + item.number % 5 for item in form.items}).totals
    parts = [found[code].steps for code in ("goal", "task", "bond")]
    # Items 4, 6, 8, 11; 1, 2, 10, 12; 3, 5, 7, 9 with answers 1 + number mod 5.
    assert parts == [5 + 2 + 4 + 2, 2 + 3 + 1 + 3, 4 + 1 + 3 + 5]
    assert found["total"].steps == sum(parts)


def test_a_gap_in_one_subscale_leaves_the_others_their_sum() -> None:
    form = instrument("wai-sr")
    answers: dict[str, int | None] = {item.code: 3 for item in form.items}
    found = score(form, {**answers, "item4": None}).totals
    assert found["goal"].steps is None
    assert found["total"].steps is None
    assert (found["task"].steps, found["bond"].steps) == (12, 12)


def test_the_who_5_is_counted_to_25_and_to_100() -> None:
    found = score(
        instrument("who5"),
        dict(zip(["item1", "item2", "item3", "item4", "item5"], [5, 4, 3, 2, 1], strict=True)),
    )
    assert (found.totals["total"].steps, found.totals["percentage"].steps) == (15, 60)


@pytest.mark.parametrize(
    ("answered", "points", "expected"),
    [(9, 1, 9), (8, 1, 9), (7, 2, 18), (6, 2, None), (0, 0, None)],
)
def test_prorating_takes_the_mean_of_the_answered_items(
    answered: int, points: int, expected: int | None
) -> None:
    form = instrument("phq9")
    answers = {f"item{place}": points for place in range(1, answered + 1)}
    found = score(form, answers, missing="prorate-2").total
    assert found.steps == expected
    assert found.prorated is (expected is not None and answered < 9)


def test_a_prorated_sum_rounds_halves_up() -> None:
    """Eight items sum 4: 4 * 9 / 8 = 4.5 -> 5; sum 12: 13.5 -> 14. Banker's rounding would give 4 and 14."""
    form = instrument("phq9")
    for points, expected in (((1, 1, 1, 1, 0, 0, 0, 0), 5), ((2, 2, 2, 2, 1, 1, 1, 1), 14)):
        answers = {f"item{place}": one for place, one in enumerate(points, start=1)}
        assert score(form, answers, missing="prorate-2").total.steps == expected


def test_the_forms_own_rule_is_not_to_prorate() -> None:
    form = instrument("phq9")
    answers = {f"item{place}": 1 for place in range(1, 9)}
    assert score(form, answers).total.steps is None
    assert score(form, answers).missing_rule == "complete"


def test_sentinels_are_missing_only_when_named() -> None:
    form = instrument("phq9")
    answers: dict[str, int | None] = {f"item{place}": 1 for place in range(1, 10)}
    with pytest.raises(AnswerOutOfRange, match="item9 is 9"):
        score(form, {**answers, "item9": 9})
    for said in (7, 9):
        found = score(form, {**answers, "item9": said}, sentinels="nhanes", missing="prorate-2")
        assert found.total.steps == 9
        assert found.total.n_answered == 8
        assert found.sentinels == "nhanes"
    with pytest.raises(AnswerOutOfRange):
        score(form, {**answers, "item9": 8}, sentinels="nhanes")


def test_an_unknown_rule_or_sentinel_set_names_the_ones_there_are() -> None:
    with pytest.raises(UnknownRule, match="phq9 has no missing rule 'half'; it has complete, prorate-2"):
        missing_rule(instrument("phq9"), "half")
    with pytest.raises(UnknownRule, match="phq9 has no sentinels 'spss'; it has nhanes"):
        sentinel_set(instrument("phq9"), "spss")
    with pytest.raises(UnknownRule, match="ors has no sentinels 'spss'; it has none"):
        score(instrument("ors"), {}, sentinels="spss")


@given(filled_in())
def test_a_total_is_within_its_range(form_and_answers: tuple[Instrument, dict[str, int]]) -> None:
    form, answers = form_and_answers
    found = score(form, answers)
    for scale in form.scales:
        value = found.totals[scale.code].value
        assert value is not None
        assert scale.minimum <= value <= scale.maximum


@given(filled_in(gaps=True))
def test_prorating_never_leaves_the_range_and_changes_no_full_form(
    form_and_answers: tuple[Instrument, dict[str, int | None]],
) -> None:
    form, answers = form_and_answers
    for rule in (form.missing, *form.missing_alternatives):
        found = score(form, answers, missing=rule.name)
        for scale in form.scales:
            one = found.totals[scale.code]
            assert (one.steps is None) is (
                one.n_answered == 0 or one.n_items - one.n_answered > rule.most_missing
            )
            if one.value is not None:
                assert scale.minimum <= one.value <= scale.maximum
            if one.n_answered == one.n_items:
                assert one.steps == score(form, answers).totals[scale.code].steps


@given(filled_in(gaps=True))
def test_the_quick_total_is_that_of_the_whole_score(
    form_and_answers: tuple[Instrument, dict[str, int | None]],
) -> None:
    form, answers = form_and_answers
    whole = score(form, answers).total
    assert total_steps(form, answers) == (whole.steps if whole else None)


def test_a_form_that_is_never_scored_has_no_quick_total() -> None:
    assert total_steps(instrument("ycors"), {}) is None


@given(filled_in())
def test_turning_every_answer_round_twice_is_where_it_was(
    form_and_answers: tuple[Instrument, dict[str, int]],
) -> None:
    """Mirrored answers give the mirrored total, minimum + maximum - total, and mirrored again the total."""
    form, answers = form_and_answers

    def mirrored(given_answers: dict[str, int]) -> dict[str, int]:
        return {
            code: form.item(code).response.minimum + form.item(code).response.maximum - value
            for code, value in given_answers.items()
        }

    there = score(form, answers).totals["total"]
    turned = score(form, mirrored(answers)).totals["total"]
    scale = form.scale("total")
    assert turned.value == scale.minimum + scale.maximum - there.value
    assert score(form, mirrored(mirrored(answers))).totals["total"] == there


@given(filled_in(gaps=True), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_is_nothing(form_and_answers, chance) -> None:  # type: ignore[no-untyped-def]
    form, answers = form_and_answers
    codes = list(answers)
    chance.shuffle(codes)
    assert score(form, {code: answers[code] for code in codes}) == score(form, answers)


@given(marks=st.permutations([3, 40, 77, 100]))
def test_lines_that_count_alike_may_change_places(marks: list[int]) -> None:
    assert (
        score(
            instrument("ors"), dict(zip(["line1", "line2", "line3", "line4"], marks, strict=True))
        ).total.steps
        == 220
    )


@given(filled_in(), st.data())
def test_one_more_point_on_a_plain_item_is_one_more_in_the_total(form_and_answers, data) -> None:  # type: ignore[no-untyped-def]
    form, answers = form_and_answers
    item = data.draw(st.sampled_from(form.items))
    values = accepted(form, item.code)
    more = {**answers, item.code: data.draw(st.sampled_from(values))}
    moved = (more[item.code] - answers[item.code]) * (-1 if item.reversed else 1)
    assert score(form, more).total.steps - score(form, answers).total.steps == moved
