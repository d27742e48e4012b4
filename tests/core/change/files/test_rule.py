"""Choices that do not go together are refused in one sentence."""

from math import inf, nan
from typing import Any

import pytest

from gjenklang.core.change import Criterion
from gjenklang.core.change.files import METHODS, FileRule, Method, WrongRule
from gjenklang.core.instruments import Better, Edge

WELL: dict[str, Any] = {"method": Method.JT, "better": Better.LOWER, "reliability": 0.8}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reliability": 1.2}, "reliability must be from 0 to 1, not 1.2"),
        ({"reliability": -0.1}, "reliability must be from 0 to 1"),
        ({"reliability": nan}, "reliability must be from 0 to 1"),
        ({"reliability": 1}, "reliability 1 leaves no measurement error"),
        ({"reliability": None}, "method jt needs a reliability"),
        ({"sd": 0.0}, "sd must be above 0"),
        ({"sd": inf}, "sd must be above 0"),
        ({"fixed": 6.0}, "either a reliability .* or a fixed rci, not both"),
        ({"method": Method.FIXED}, "either a reliability .* or a fixed rci, not both"),
        ({"method": Method.FIXED, "reliability": None}, "either a reliability"),
        ({"method": Method.FIXED, "reliability": None, "fixed": -6.0}, "rci must be above 0"),
        ({"method": Method.FIXED, "reliability": None, "fixed": 6.0, "sd": 7.0}, "either a reliability"),
        ({"reliability_post": 0.5}, "reliability-post belongs to method nk only"),
        ({"method": Method.NK, "reliability_post": 1.5}, "reliability-post must be from 0 to 1"),
        ({"confidence": 1.0}, "confidence must be between 0 and 1"),
        ({"confidence": 95.0}, "confidence must be between 0 and 1"),
        ({"cut_off": nan}, "cutoff must be a finite number"),
        ({"cut_off": 20.0, "criterion": Criterion.A}, "either a cutoff or a criterion, not both"),
        ({"criterion": Criterion.C}, "criterion c needs functional-mean and functional-sd"),
        ({"criterion": Criterion.C, "functional_mean": 8.0}, "criterion c needs"),
        ({"criterion": Criterion.B, "functional_mean": 8.0}, "criterion b needs"),
        ({"criterion": Criterion.B_CLINICAL}, "criterion b-clinical needs"),
        ({"least": 7.0}, "method jt takes no least change: that is for percentage and mid"),
        ({"method": Method.MID, "reliability": None}, "method mid needs the least change that counts"),
        ({"method": Method.MID, "least": 7.0}, "method mid asks for no measurement error"),
        ({"method": Method.MID, "reliability": None, "least": -7.0}, "the least change must be above 0"),
        ({"method": Method.MID, "reliability": None, "least": inf}, "the least change must be above 0"),
        (
            {"method": Method.MID, "reliability": None, "least": 7.0, "least_worse": 0.0},
            "the least change for worse must be above 0",
        ),
        (
            {"method": Method.PERCENTAGE, "reliability": None, "least": 0.5, "cut_off": 20.0},
            "method percentage takes no cut-off",
        ),
        ({"method": Method.CUTOFF, "reliability": None}, "method cutoff needs a cutoff or a criterion"),
        ({"method": Method.CUTOFF, "cut_off": 20.0}, "method cutoff asks for no measurement error"),
        (
            {"method": Method.CUTOFF_HA, "reliability": None, "cut_off": 20.0},
            "method cutoff-ha needs a reliability",
        ),
        ({"functional_sd": 0.0}, "functional-sd must be above 0"),
        ({"functional_mean": inf}, "functional-mean must be a finite number"),
    ],
)
def test_a_wrong_choice_is_refused(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(WrongRule, match=sentence) as refused:
        FileRule(**{**WELL, **wrong})
    assert "\n" not in str(refused.value)


def test_a_method_has_its_own_edge_unless_another_is_chosen() -> None:
    fixed = {"method": Method.FIXED, "better": Better.LOWER, "fixed": 6.0}
    assert FileRule(**WELL).edge_used is Edge.STRICT
    assert FileRule(**fixed).edge_used is Edge.INCLUSIVE
    assert FileRule(**WELL, edge=Edge.INCLUSIVE).edge_used is Edge.INCLUSIVE
    assert FileRule(**fixed, edge=Edge.STRICT).edge_used is Edge.STRICT


def test_a_rule_knows_whether_it_asks_for_a_side() -> None:
    assert not FileRule(**WELL).has_cut_off
    assert FileRule(**WELL, cut_off=20.0).has_cut_off
    assert FileRule(**WELL, criterion=Criterion.A).has_cut_off


def test_the_methods_to_choose_between() -> None:
    by_error = ("jt", "gln", "hll", "en", "nk", "ha", "hlm", "hlm-relative")
    assert (*by_error, "percentage", "mid", "cutoff", "cutoff-ha") == METHODS
