"""Two arms, against R and published tables."""

import csv
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.trials import (
    Arm,
    Estimate,
    Table,
    barnard_test,
    chi_square_test,
    fisher_test,
    number_needed,
    odds_ratio,
    risk_difference,
    risk_ratio,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


def rows(*what: str) -> list[dict[str, str]]:
    with (REFERENCE / "tables.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["what"] in what]


def table(first: str, second: str) -> Table:
    (a, b), (c, d) = ([int(one) for one in arm.split("/")] for arm in (first, second))
    return Table(Arm(a, b), Arm(c, d))


def name(row: dict[str, str]) -> str:
    return f"{row['what']} {row['first']} {row['second']}"


@pytest.mark.parametrize("row", rows("or", "rr", "rd"), ids=name)
def test_odds_ratio_risk_ratio_and_risk_difference_are_those_of_r(row: dict[str, str]) -> None:
    made = {"or": odds_ratio, "rr": risk_ratio, "rd": risk_difference}[row["what"]]
    found = made(table(row["first"], row["second"]))
    wanted = [float(row[key]) for key in ("value", "low", "high")]
    assert [found.value, found.low, found.high] == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize("row", rows("chi", "fisher"), ids=name)
def test_chi_square_test_and_fisher_test_are_those_of_r(row: dict[str, str]) -> None:
    one = table(row["first"], row["second"])
    if row["what"] == "chi":
        assert chi_square_test(one) == pytest.approx((float(row["value"]), float(row["low"])), rel=1e-8)
    else:
        assert fisher_test(one) == pytest.approx(float(row["value"]), rel=1e-6)


def test_newcombes_own_example() -> None:
    """Newcombe 1998, table II, method 10: 56/70 against 48/80."""
    found = risk_difference(Table(Arm(56, 70), Arm(48, 80)))
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_barnard_test_is_that_of_mehta_and_senchaudhuri() -> None:
    """2003: 7 of 15 against 12 of 15, one-sided 0.0341; the arms are of one size, so two-sided is twice that."""
    assert barnard_test(Table(Arm(7, 15), Arm(12, 15))) == pytest.approx(2 * 0.0341, abs=1e-4)


def test_number_needed_goes_through_infinity_where_the_difference_spans_nought() -> None:
    found = number_needed(Table(Arm(8, 20), Arm(6, 20)))
    assert found.value == pytest.approx(10)
    assert [(kind, high) for kind, _, high in found.parts] == [("benefit", inf), ("harm", inf)]
    alike = number_needed(Table(Arm(5, 10), Arm(5, 10)))
    assert alike.value == inf
    sure = number_needed(Table(Arm(42, 103), Arm(11, 102)))
    (kind, low, high), *rest = sure.parts
    assert (kind, rest) == ("benefit", [])
    assert low < sure.value < high
    assert number_needed(Table(Arm(14, 76), Arm(40, 73))).parts[0][0] == "harm"


arms = st.integers(1, 60).flatmap(lambda n: st.integers(0, n).map(lambda count: Arm(count, n)))


@given(first=arms, second=arms)
def test_the_arms_turned_about_turn_every_estimate(first: Arm, second: Arm) -> None:
    one, other = Table(first, second), Table(second, first)
    there, back = risk_difference(one), risk_difference(other)
    assert [there.value, there.low, there.high] == pytest.approx(
        [-(back.value or 0), -(back.high or 0), -(back.low or 0)]
    )
    for made in (odds_ratio, risk_ratio):
        ratio, turned = made(one), made(other)
        assert ratio.value * turned.value == pytest.approx(1)
        assert holds(ratio)
    assert holds(there)


def holds(found: Estimate) -> bool:
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    return found.low <= found.value + 1e-12 and found.value <= found.high + 1e-12


def test_an_empty_cell_is_said_in_the_method() -> None:
    assert "a half added" in odds_ratio(Table(Arm(0, 10), Arm(3, 10))).method
    assert "a half added" in risk_ratio(Table(Arm(0, 10), Arm(3, 10))).method
    assert "a half" not in risk_ratio(Table(Arm(10, 10), Arm(3, 10))).method


def test_what_cannot_be_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="11 of 10 is not possible"):
        Arm(11, 10)
    with pytest.raises(ValueError, match="needs people"):
        Arm(0, 0)
    with pytest.raises(ValueError, match="answered alike"):
        chi_square_test(Table(Arm(0, 10), Arm(0, 9)))
