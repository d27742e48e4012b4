"""Two-by-two tables, against R and the table of measures.md 5.1."""

import csv
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.trials import Contrast, TwoSided, barnard_p, table_of_two

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
ARM = st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def rows() -> list[dict[str, str]]:
    with (REFERENCE / "tables.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: "-".join(list(row.values())[:5]))
def test_every_measure_is_that_of_r(row: dict[str, str]) -> None:
    first, second = (int(row["a"]), int(row["n1"])), (int(row["c"]), int(row["n2"]))
    found = getattr(table_of_two(first, second), row["measure"])
    if isinstance(found, Contrast):
        wanted = [float(row[key]) for key in ("value", "low", "high")]
        assert [found.value, found.low, found.high] == pytest.approx(wanted, rel=1e-8)
    else:
        assert isinstance(found, TwoSided)
        assert found.p == pytest.approx(float(row["low"]), rel=1e-6)
        if found.statistic is not None:
            assert found.statistic == pytest.approx(float(row["value"]), rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "odds", "risk", "difference", "chi", "p"),
    [
        ((42, 103), (11, 102), (5.696, 2.721, 11.925), (3.781, 2.065, 6.923), 0.2999, 24.049, 0.0),
        ((52, 103), (23, 102), (3.502, 1.914, 6.407), (2.239, 1.490, 3.365), 0.2794, 17.240, 0.00003),
        ((14, 76), (25, 73), (0.434, 0.204, 0.922), (0.538, 0.304, 0.951), -0.1583, 4.826, 0.0280),
        ((40, 50), (13, 24), (3.385, 1.172, 9.775), (1.477, 0.997, 2.188), 0.2583, 5.324, 0.0210),
        ((30, 45), (12, 29), (2.833, 1.080, 7.433), (1.611, 0.997, 2.604), 0.2529, 4.595, 0.0321),
        ((39, 137), (19, 126), (2.241, 1.214, 4.137), (1.888, 1.154, 3.088), 0.1339, 6.844, 0.0089),
    ],
)
def test_the_targets_of_measures_5_1(first, second, odds, risk, difference, chi, p) -> None:
    found = table_of_two(first, second)
    for contrast, wanted in ((found.odds_ratio, odds), (found.risk_ratio, risk)):
        assert (contrast.value, contrast.low, contrast.high) == pytest.approx(wanted, abs=6e-4)
    assert found.risk_difference.value == pytest.approx(difference, abs=5e-5)
    assert found.chi_square.statistic == pytest.approx(chi, abs=5e-4)
    assert found.chi_square.p == pytest.approx(p, abs=5e-5)


def test_fisher_of_reese_is_as_reported() -> None:
    assert table_of_two((30, 45), (12, 29)).fisher.p == pytest.approx(0.0537, abs=5e-5)


def test_the_number_needed_runs_through_infinity_when_the_difference_spans_0() -> None:
    unsure = table_of_two((12, 30), (10, 30)).number_needed
    assert [kind for kind, _, _ in unsure.intervals] == ["benefit", "harm"]
    assert all(to == inf for _, _, to in unsure.intervals)
    ((kind, low, high),) = table_of_two((52, 103), (23, 102)).number_needed.intervals
    assert kind == "benefit"
    assert low < 3.58 < high
    ((kind, low, high),) = table_of_two((14, 76), (45, 73)).number_needed.intervals
    assert kind == "harm"
    assert low < high
    assert table_of_two((5, 10), (5, 10)).number_needed.value == inf


def test_the_ends_of_the_number_needed_are_those_of_the_difference_turned_over() -> None:
    """As Altman 1998 has it, doi:10.1136/bmj.317.7168.1309."""
    found = table_of_two((20, 60), (15, 60))
    ends = found.risk_difference_newcombe
    assert [low for _, low, _ in found.number_needed.intervals] == pytest.approx(
        [1 / ends.high, -1 / ends.low]
    )


def test_a_cell_of_0_is_corrected_and_says_so() -> None:
    assert table_of_two((0, 8), (3, 9)).odds_ratio.corrected
    assert not table_of_two((1, 8), (3, 9)).odds_ratio.corrected


@pytest.mark.parametrize(
    ("first", "second"), [((0, 9), (0, 8)), ((9, 9), (8, 8)), ((3, 2), (1, 2)), ((0, 0), (1, 2))]
)
def test_what_cannot_be_compared_is_refused(first, second) -> None:
    with pytest.raises(ValueError, match=r"nothing to compare|no count"):
        table_of_two(first, second)


@given(first=ARM, second=ARM)
def test_swapping_the_arms_turns_everything_over(first, second) -> None:
    if first[0] + second[0] in {0, first[1] + second[1]}:
        return
    here, there = table_of_two(first, second), table_of_two(second, first)
    assert here.odds_ratio.value * there.odds_ratio.value == pytest.approx(1)
    assert here.odds_ratio.low * there.odds_ratio.high == pytest.approx(1)
    assert here.risk_difference_newcombe.low == pytest.approx(-there.risk_difference_newcombe.high)
    assert here.fisher.p == pytest.approx(there.fisher.p)
    assert here.barnard is not None
    assert there.barnard is not None
    assert here.barnard.p == pytest.approx(there.barnard.p, abs=1e-9)
    assert -1 <= here.risk_difference_newcombe.low <= here.risk_difference_newcombe.high <= 1


def test_ties_count_as_as_extreme() -> None:
    """barnard_p: tables with the very same statistic belong to the tail (scipy's loses some to rounding)."""
    assert barnard_p((7, 12), (2, 15))[2] == pytest.approx(0.01777156, abs=1e-7)


def test_no_difference_of_shares_is_beyond_1() -> None:
    """Wald alone would end at 1.086."""
    found = table_of_two((9, 10), (0, 10)).risk_difference
    assert (found.high, found.method) == (1.0, "Wald, kept within -1 and 1")
    assert table_of_two((0, 10), (9, 10)).risk_difference.low == -1.0


def test_where_it_is_unwanted_fewer_is_benefit() -> None:
    here, there = (table_of_two((14, 76), (25, 73), wanted=wanted).number_needed for wanted in (True, False))
    assert (here.kind, there.kind, here.value) == ("harm", "benefit", there.value)
    assert [(kind, low, high) for kind, low, high in there.intervals] == [
        ("benefit", low, high) for _, low, high in here.intervals
    ]
