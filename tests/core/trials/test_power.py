"""Power and sample size, against R."""

import csv
from math import ceil
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
    share_of_both,
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


def found_in_clusters(row: dict[str, str]) -> float:
    a, b, size, icc, n = (float(row[key]) for key in ("a", "b", "size", "icc", "n"))
    worth, df = n / max(1, design_effect(max(1, size), max(0, icc))), 2 * (n / max(1, size) - 1)
    return {
        "means": lambda: power_of_means(worth, a, df=df),
        "sample_means": lambda: sample_of_means(a, cluster=(size, icc, 0)).people,
        "shares": lambda: power_of_shares(worth, a, b, df=df),
        "sample_shares": lambda: sample_of_shares((a, b), cluster=(size, icc, 0)).people,
        "both": lambda: share_of_both(a, b, icc),
    }[row["what"]]()


def test_every_number_in_clusters_is_that_of_r() -> None:
    with (REFERENCE / "power_clusters.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        value = float(row["value"])
        wanted = ceil(value) if row["what"].startswith("sample") else pytest.approx(value, abs=2e-8)
        assert found_in_clusters(row) == wanted, row
    assert len(rows) == 72


def test_few_clusters_pay_for_their_degrees_of_freedom() -> None:
    """What is planned and what is analysed rest on the same 2 (clusters - 1)."""
    alone, few = sample_of_means(0.5), sample_of_means(0.5, cluster=(20, 0.0, 0))
    assert few.people > alone.people
    assert few.design_effect == 1
    assert power_of_means(64, 0.5, df=1e9) == pytest.approx(power_of_means(64, 0.5, df=1e7), abs=1e-6)
    assert power_of_shares(64, 0.5, 0.3, df=1e9) == pytest.approx(power_of_shares(64, 0.5, 0.3), abs=1e-6)


@given(p=st.floats(0, 1), q=st.floats(0, 1), r=st.floats(-1, 1))
def test_both_is_never_more_than_either(p: float, q: float, r: float) -> None:
    try:
        both = share_of_both(p, q, r)
    except ValueError:
        return
    assert max(0, p + q - 1) - 1e-9 <= both <= min(p, q) + 1e-9
    assert both == pytest.approx(share_of_both(q, p, r))


def test_clusters_and_loss_ask_for_more() -> None:
    """design_effect: 1 + (m - 1) icc; with unequal sizes Eldridge 2006."""
    assert design_effect(1, 0.5) == 1
    found = sample_of_means(0.5, cluster=(20, 0.05, 0), loss=0.2)
    assert (found.people, found.with_loss, found.clusters) == (145, 181, 10)
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
        lambda: sample_of_means(float("inf")),
        lambda: power_of_means(float("nan"), 0.5),
        lambda: power_of_means(10, 0.5, df=0),
        lambda: power_of_means(10, 0.5, 1.5),
        lambda: power_of_means(10, 0.5, 0),
        lambda: power_of_shares(10, 0.2, 0.5, float("nan")),
        lambda: share_of_both(0.5, 1.5, 0),
        lambda: share_of_both(0.9, 0.1, 0.5),
        lambda: sample_of_means(0.5, 0.04),
        lambda: sample_of_means(0.5, loss=1),
        lambda: sample_of_shares((0.5, 0.5)),
    ],
)
def test_impossible_questions_are_refused(ask) -> None:
    with pytest.raises(ValueError, match=r"must|needed|at least|cannot correlate"):
        ask()
