"""On which side of a cut-off, in which band."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.instruments import (
    Better,
    Boundary,
    CutOff,
    Mark,
    RaterKind,
    Source,
    catalogue,
    cut_off,
    instrument,
)
from gjenklang.core.scoring import band, below_cut_off, on_clinical_side, to_steps

SOURCE = Source("a test", "", Mark.OWN)


def line(value: int, boundary: Boundary) -> CutOff:
    return CutOff("test", "total", (0, None), RaterKind.SELF, value, Decimal(value) / 10, boundary, SOURCE)


@pytest.mark.parametrize(
    ("code", "steps", "name"),
    [
        ("phq9", 0, "minimal"),
        ("phq9", 4, "minimal"),
        ("phq9", 5, "mild"),
        ("phq9", 9, "mild"),
        ("phq9", 10, "moderate"),
        ("phq9", 14, "moderate"),
        ("phq9", 15, "moderately-severe"),
        ("phq9", 19, "moderately-severe"),
        ("phq9", 20, "severe"),
        ("phq9", 27, "severe"),
        ("gad7", 4, "minimal"),
        ("gad7", 5, "mild"),
        ("gad7", 10, "moderate"),
        ("gad7", 15, "severe"),
        ("gad7", 21, "severe"),
        ("core10", 10, "below-cut-off"),
        ("core10", 11, "mild"),
        ("core10", 15, "moderate"),
        ("core10", 20, "moderate-severe"),
        ("core10", 25, "severe"),
        ("audit", 7, "low-risk"),
        ("audit", 8, "hazardous"),
        ("audit", 16, "harmful"),
        ("audit", 20, "possible-dependence"),
    ],
)
def test_a_total_lies_in_the_published_band(code: str, steps: int, name: str) -> None:
    assert band(instrument(code), steps).name == name


def test_bands_belong_to_a_rule_set_and_a_scale() -> None:
    phq9 = instrument("phq9")
    assert band(phq9, 12, rule_set="kroenke-2001").name == "moderate"
    assert band(phq9, 12, rule_set="spitzer-2006") is None
    assert band(phq9, 12, scale="mood") is None
    assert band(phq9, 28) is None
    assert band(phq9, -1) is None


def test_the_ors_has_no_bands_and_none_is_made_up() -> None:
    assert all(
        band(instrument(code), 100) is None for code in ("ors", "cors", "srs", "gjenklang-outcome-adult")
    )


def test_every_total_lies_in_exactly_one_band() -> None:
    for form in catalogue().values():
        for bands in form.bands:
            scale = form.scale(bands.scale)
            for steps in range(int(scale.minimum / scale.step), int(scale.maximum / scale.step) + 1):
                assert sum(one.lowest <= steps <= one.highest for one in bands.bands) == 1


@pytest.mark.parametrize(
    ("boundary", "below_at"),
    [(Boundary.AT_IS_ABOVE, False), (Boundary.AT_IS_BELOW, True), (Boundary.AT_IS_NEITHER, False)],
)
def test_a_score_at_the_cut_off_goes_where_the_boundary_says(boundary: Boundary, *, below_at: bool) -> None:
    limit = line(250, boundary)
    assert below_cut_off(limit, 249)
    assert below_cut_off(limit, 250) is below_at
    assert not below_cut_off(limit, 251)


def test_openfit_and_better_outcomes_now_disagree_about_25_itself() -> None:
    adult = {"age": 40, "rater": RaterKind.SELF}
    ors = instrument("ors")
    assert not on_clinical_side(cut_off(ors, rule_set="miller", **adult), 250, ors.better)
    assert on_clinical_side(cut_off(ors, rule_set="duncan", **adult), 250, ors.better)


@pytest.mark.parametrize(
    ("code", "rule_set", "scale", "steps", "clinical"),
    [
        ("phq9", "kroenke-2001", "total", 9, False),
        ("phq9", "kroenke-2001", "total", 10, True),
        ("gad7", "nhs-talking-therapies", "total", 7, False),
        ("gad7", "nhs-talking-therapies", "total", 8, True),
        ("core10", "core", "total", 10, False),
        ("core10", "core", "total", 11, True),
        ("audit", "who", "total", 8, True),
        ("dudit", "berman-2005-women", "total", 2, True),
        ("dudit", "berman-2005-men", "total", 5, False),
        ("who5", "who", "total", 12, True),
        ("who5", "who", "total", 13, False),
        ("who5", "who", "percentage", 50, True),
        ("who5", "who", "percentage", 51, False),
    ],
)
def test_which_side_is_worse_follows_the_direction_of_the_form(
    code: str, rule_set: str, scale: str, steps: int, *, clinical: bool
) -> None:
    form = instrument(code)
    limit = cut_off(form, age=30, rater=RaterKind.SELF, rule_set=rule_set, scale=scale)
    assert on_clinical_side(limit, steps, form.better) is clinical


def test_the_two_cut_offs_of_the_who_5_never_contradict_each_other() -> None:
    """Raw below 13 and 50 per cent or less: the same people, although 50 itself is raw 12.5."""
    who = instrument("who5")
    asked = {"age": 30, "rater": RaterKind.SELF, "rule_set": "who"}
    raw, percentage = cut_off(who, **asked), cut_off(who, scale="percentage", **asked)
    for steps in range(26):
        assert on_clinical_side(raw, steps, who.better) == on_clinical_side(percentage, 4 * steps, who.better)


@given(value=st.integers(1, 399), steps=st.integers(0, 400), boundary=st.sampled_from(Boundary))
def test_a_score_and_its_mirror_lie_on_mirrored_sides(value: int, steps: int, boundary: Boundary) -> None:
    if steps != value:
        there = on_clinical_side(line(value, boundary), steps, Better.HIGHER)
        assert on_clinical_side(line(400 - value, boundary), 400 - steps, Better.LOWER) is there


@given(tenths=st.integers(-10_000, 10_000))
def test_tenths_become_whole_steps_exactly(tenths: int) -> None:
    assert to_steps(Decimal(tenths) / 10, Decimal("0.1")) == tenths


@pytest.mark.parametrize("value", ["24.95", "NaN", "Infinity"])
def test_what_is_no_whole_number_of_steps_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number of steps"):
        to_steps(Decimal(value), Decimal("0.1"))
