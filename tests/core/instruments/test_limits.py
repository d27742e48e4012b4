"""Which limit holds for whom."""

import pytest

from gjenklang.core.instruments import (
    LimitKind,
    RaterKind,
    alliance_limit,
    catalogue,
    cut_off,
    instrument,
    reliable_change,
)

SELF, CARER, COLLATERAL = RaterKind.SELF, RaterKind.CARER, RaterKind.COLLATERAL


@pytest.mark.parametrize(
    ("code", "rule_set", "age", "rater", "units"),
    [
        ("ors", "miller", 18, SELF, "25.0"),
        ("ors", "miller", 17, SELF, "28.0"),
        ("ors", "miller", 13, SELF, "28.0"),
        ("ors", "duncan", 17, SELF, "28.0"),
        ("ors", "duncan", 18, SELF, "25.0"),
        ("ors", "duncan", 15, CARER, "28.0"),
        ("cors", "miller", 6, SELF, "32.0"),
        ("cors", "miller", 12, SELF, "32.0"),
        ("cors", "miller", 9, CARER, "28.0"),
        ("cors", "duncan", 9, SELF, "28.0"),
        ("ors", "miller", 18, COLLATERAL, "25.0"),
    ],
)
def test_a_cut_off_follows_instrument_rule_age_and_rater(
    code: str, rule_set: str, age: int, rater: RaterKind, units: str
) -> None:
    found = cut_off(instrument(code), age=age, rater=rater, rule_set=rule_set)
    assert found is not None
    assert str(found.units) == units
    assert found.value == int(10 * float(units))


@pytest.mark.parametrize(
    ("code", "rule_set", "age", "rater"),
    [
        ("ors", "miller", 12, SELF),  # too young for the form
        ("cors", "miller", 13, SELF),  # too old for it
        ("ors", "miller", 18, CARER),  # an adult has no carer's cut-off
        ("ors", "miller", 40, RaterKind.MEMBER),
        ("ors", "nobody", 40, SELF),
        ("srs", "miller", 40, SELF),  # an alliance form has no cut-off
        ("gjenklang-outcome-adult", "miller", 40, SELF),
    ],
)
def test_where_no_source_gives_a_limit_there_is_none(
    code: str, rule_set: str, age: int, rater: RaterKind
) -> None:
    assert cut_off(instrument(code), age=age, rater=rater, rule_set=rule_set) is None


def test_a_limit_is_never_borrowed_by_another_scale() -> None:
    who = instrument("who5")
    asked = {"age": 30, "rater": SELF, "rule_set": "who"}
    assert str(cut_off(who, **asked).units) == "13"
    assert str(cut_off(who, scale="percentage", **asked).units) == "50"
    assert reliable_change(who, **asked) is None
    assert str(reliable_change(who, scale="percentage", **asked).units) == "10"


def test_an_unknown_age_gets_a_limit_only_when_every_age_has_the_same() -> None:
    ors = instrument("ors")
    assert cut_off(ors, age=None, rater=SELF, rule_set="miller") is None
    assert reliable_change(ors, age=None, rater=SELF, rule_set="duncan").value == 60
    assert str(cut_off(instrument("cors"), age=None, rater=SELF, rule_set="miller").units) == "32.0"
    # Adults only: someone of unknown age who fills in the ORS may be fourteen.
    assert reliable_change(ors, age=None, rater=SELF, rule_set="argentina") is None
    assert cut_off(ors, age=None, rater=CARER, rule_set="miller") is None


def test_an_alliance_limit_is_asked_for_by_its_kind() -> None:
    srs = instrument("srs")
    asked = {"age": 40, "rater": SELF, "rule_set": "miller"}
    assert alliance_limit(srs, **asked).value == 360
    assert alliance_limit(srs, kind=LimitKind.LINE, **asked).value == 90
    assert alliance_limit(srs, kind=LimitKind.FALL, **asked).value == 10
    assert alliance_limit(srs, kind=LimitKind.FALL, age=40, rater=SELF, rule_set="duncan") is None
    assert alliance_limit(instrument("gsrs"), **asked) is None


def test_no_two_limits_hold_for_the_same_person() -> None:
    for form in catalogue().values():
        for limits, kind in (
            (form.cut_offs, "scale"),
            (form.reliable_changes, "scale"),
            (form.alliance_limits, "kind"),
        ):
            for age in range(100):
                held = [
                    (one.rule_set, getattr(one, kind), one.rater)
                    for one in limits
                    if one.ages[0] <= age and (one.ages[1] is None or age <= one.ages[1])
                ]
                assert len(held) == len(set(held)), (form.code, age)
