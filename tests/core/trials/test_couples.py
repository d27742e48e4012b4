"""Couples as the unit, and those who did not answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.instruments import Better
from gjenklang.core.trials import (
    CoupleCount,
    CoupleCriterion,
    CoupleRule,
    Followed,
    Partner,
    StartedAbove,
    bounds_of_missing,
    count_couples,
    couple_reached,
)

UP = {"better": Better.HIGHER, "rci": 6, "cut_off": 25}
WELL = Partner(18, 26)
SCORE = st.integers(0, 40)


@pytest.mark.parametrize(
    ("rule", "other", "expected"),
    [
        (StartedAbove.AS_OTHERS, Partner(27, 34), False),
        (StartedAbove.HOLDS, Partner(27, 34), True),
        (StartedAbove.HOLDS, Partner(27, 25), True),
        (StartedAbove.HOLDS, Partner(27, 24.9), False),
        (StartedAbove.HOLDS, Partner(31.1, 25.1), False),  # 6 lost as on paper: reliably worse
        (StartedAbove.HOLDS, Partner(25, 25), True),
        (StartedAbove.PARTNER_DECIDES, Partner(27, 10), True),
        (StartedAbove.LEFT_OUT, Partner(27, 34), None),
    ],
)
def test_a_partner_who_started_above_is_judged_by_a_named_rule(rule, other, expected) -> None:
    assert couple_reached(WELL, other, CoupleRule(**UP, started_above=rule)) is expected
    assert couple_reached(other, WELL, CoupleRule(**UP, started_above=rule)) is expected


def test_both_must_reach_it() -> None:
    rule = CoupleRule(**UP)
    assert couple_reached(WELL, Partner(19, 25), rule) is True
    assert couple_reached(WELL, Partner(19.1, 25), rule) is False
    assert couple_reached(WELL, Partner(8, 14), rule) is False
    reliable = CoupleRule(**UP, criterion=CoupleCriterion.RELIABLE_OR_RECOVERED)
    assert couple_reached(WELL, Partner(8, 14), reliable) is True
    assert couple_reached(WELL, Partner(8, 13.9), reliable) is False
    assert couple_reached(WELL, Partner(8, None), rule) is None


def test_where_both_started_above_nobody_decides() -> None:
    above = Partner(30, 31)
    assert couple_reached(above, above, CoupleRule(**UP, started_above=StartedAbove.PARTNER_DECIDES)) is None


def test_every_couple_is_counted_once() -> None:
    couples = [(WELL, WELL), (WELL, Partner(8, 8)), (WELL, Partner(None, 8)), (WELL, Partner(30, 30))]
    rule = CoupleRule(**UP, started_above=StartedAbove.LEFT_OUT)
    assert count_couples(couples, rule) == CoupleCount(reached=1, judged=2, unknown=1, left_out=1)


@given(scores=st.tuples(SCORE, SCORE, SCORE, SCORE), rule=st.sampled_from(StartedAbove))
def test_the_mirror_is_judged_alike(scores, rule) -> None:
    a, b, c, d = scores
    here = couple_reached(Partner(a, b), Partner(c, d), CoupleRule(**UP, started_above=rule))
    down = CoupleRule(better=Better.LOWER, rci=6, cut_off=15, started_above=rule)
    assert couple_reached(Partner(40 - a, 40 - b), Partner(40 - c, 40 - d), down) is here


PARTNER = st.builds(Partner, SCORE | st.none(), SCORE | st.none())


@given(
    couples=st.lists(st.tuples(PARTNER, PARTNER), max_size=12),
    rule=st.sampled_from(StartedAbove),
    seed=st.randoms(),
)
def test_neither_the_order_of_couples_nor_of_partners_matters(couples, rule, seed) -> None:
    """Nobody is lost: every couple is judged, unknown or left out."""
    asked = CoupleRule(**UP, started_above=rule)
    here = count_couples(couples, asked)
    turned = [pair[::-1] if seed.random() < 0.5 else pair for pair in couples]
    seed.shuffle(turned)
    assert count_couples(turned, asked) == here
    assert here.judged + here.unknown + here.left_out == len(couples)
    assert here.reached <= here.judged


@pytest.mark.parametrize("wrong", [{"rci": 0}, {"cut_off": float("nan")}])
def test_an_impossible_rule_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="reliable change must be"):
        CoupleRule(**{**UP, **wrong})


def test_the_separations_of_anker_have_bounds() -> None:
    """measures.md 5.1: 14 of 76 against 25 of 73; 103 and 102 were randomised (recalled)."""
    found = bounds_of_missing(Followed(14, 76, 103), Followed(25, 73, 102))
    assert found.answered == pytest.approx(-0.1583, abs=5e-5)
    assert found.low == pytest.approx(14 / 103 - 54 / 102)
    assert found.high == pytest.approx(41 / 103 - 25 / 102)
    assert found.none_happened == pytest.approx(14 / 103 - 25 / 102)
    assert found.all_happened == pytest.approx(41 / 103 - 54 / 102)
    assert found.missing == (27, 29)


def test_when_all_answered_the_bounds_are_one_number() -> None:
    found = bounds_of_missing(Followed(3, 10, 10), Followed(5, 10, 10))
    assert found.low == found.high == found.answered


@given(st.tuples(*[st.integers(0, 20)] * 6))
def test_every_completion_lies_within_the_bounds(numbers) -> None:
    a, b, c, d, e, f = numbers
    first, second = Followed(a, a + b + 1, a + b + 1 + c), Followed(d, d + e + 1, d + e + 1 + f)
    found = bounds_of_missing(first, second)
    for k, m in ((0, 0), (c, f), (c // 2, f), (c, 0)):
        completed = (a + k) / first.randomised - (d + m) / second.randomised
        assert found.low - 1e-12 <= completed <= found.high + 1e-12


def test_impossible_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        Followed(5, 4, 10)
    with pytest.raises(ValueError, match="nobody answered"):
        bounds_of_missing(Followed(0, 0, 10), Followed(1, 2, 3))
