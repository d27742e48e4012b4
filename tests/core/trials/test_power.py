"""Power and sample size, against R."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.trials import (
    design_effect,
    power_of_means,
    power_of_shares,
    sample_of_means,
    sample_of_shares,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


def found_for(row: dict[str, str]) -> float:
    d, p1, p2, n, alpha = (float(row[key]) for key in ("d", "p1", "p2", "n", "alpha"))
    return {
        "power_of_means": lambda: power_of_means(n, d, alpha),
        "sample_of_means": lambda: sample_of_means(d, p1, alpha).exact,
        "power_of_shares": lambda: power_of_shares(n, p1, p2, alpha),
        "sample_of_shares": lambda: sample_of_shares((p1, p2), d, alpha).exact,
    }[row["what"]]()


def test_every_number_is_that_of_r() -> None:
    with (REFERENCE / "power.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert found_for(row) == pytest.approx(float(row["value"]), rel=1e-6, abs=1e-7), row
    assert len(rows) == 76


def test_clusters_and_loss_ask_for_more() -> None:
    """design_effect: 1 + (m - 1) icc; with unequal sizes Eldridge 2006."""
    assert design_effect(1, 0.5) == 1
    found = sample_of_means(0.5, cluster=(20, 0.05, 0), loss=0.2)
    assert (found.people, found.with_loss, found.clusters) == (125, 156, 8)
    shares = sample_of_shares((0.5, 0.3), cluster=(10, 0.02, 0.6))
    assert shares.design_effect == pytest.approx(1 + (1.36 * 10 - 1) * 0.02)
    assert sample_of_means(30.0).people == 2


@given(d=st.floats(0.05, 2), power=st.floats(0.3, 0.99))
def test_the_sample_reaches_its_power_and_one_less_does_not(d: float, power: float) -> None:
    found = sample_of_means(d, power)
    assert power_of_means(max(2, found.exact), d) >= power - 1e-6
    if found.people > 3:
        assert power_of_means(found.people - 1, d) < power + 1e-6


@pytest.mark.parametrize(
    "ask",
    [
        lambda: power_of_means(1, 0.5),
        lambda: power_of_shares(10, 0, 0.5),
        lambda: design_effect(0, 0.1),
        lambda: design_effect(5, 1.1),
        lambda: sample_of_means(0),
        lambda: sample_of_means(0.5, 0.04),
        lambda: sample_of_means(0.5, loss=1),
        lambda: sample_of_shares((0.5, 0.5)),
    ],
)
def test_impossible_questions_are_refused(ask) -> None:
    with pytest.raises(ValueError, match=r"must|needed|at least"):
        ask()
