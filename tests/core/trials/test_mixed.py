"""A random intercept and Kenward and Roger's answer, against lme4."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.trials import NoEstimate, random_intercept

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
TRIALS = {
    "eight": (1, [9, 4, 7, 2, 5, 8, 3, 6], False, 12),
    "crossed": (2, [4, 7, 5] * 10, True, 10),
    "couples": (3, [2] * 24, False, 12),
    "many": (4, [3, 1, 6, 8] * 12, False, 6),
    "flat": (5, [5, 6] * 6, False, 0),
}


def _draws(state: int) -> Iterator[float]:
    while True:
        state = (state * 75 + 74) % 65537
        yield state / 65537 - 0.5


def made(name: str) -> np.ndarray:
    """Return cluster, arm, first and last score of a trial of mixed.R, made again by its rule."""
    seed, sizes, crossed, pull = TRIALS[name]
    draw, rows = _draws(seed), []
    for j, size in enumerate(sizes, start=1):
        u = next(draw) * pull
        for i in range(1, size + 1):
            arm = i % 2 if crossed else j % 2
            pre = round(20 + u / 2 + next(draw) * 20, 2)
            rows.append((j, arm, pre, round(pre / 2 + 12 + u + arm * 3 + next(draw) * 14, 2)))
    return np.array(rows)


def claus(shared: Path, clusters: str) -> np.ndarray:
    with (shared / "data" / "claus_2020.csv").open(encoding="utf-8") as file:
        table = [row for row in csv.DictReader(file) if row["hamd"]]
    first, last = ({row["id"]: row for row in table if row["time"] == time} for time in ("1.0", "4.0"))
    rows = []
    for who in first.keys() & last.keys():
        number, arm = int(float(who)), first[who]["treatment"] == "PA"
        group = number % 7 if clusters == "crossed" else 10 * arm + number % 5
        rows.append((group, arm, float(first[who]["hamd"]), -float(last[who]["hamd"])))
    return np.array(rows, dtype=float)


def btheb(shared: Path) -> tuple[np.ndarray, np.ndarray]:
    with (shared / "data" / "btheb_bdi_wide.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    months = ["bdi.2m", "bdi.4m", "bdi.6m", "bdi.8m"]
    rows = [
        (float(row["rownames"]), row["treatment"] == "BtheB", float(row["bdi.pre"]), -float(row[month]), at)
        for row in table
        for at, month in enumerate(months)
        if row[month]
    ]
    found = np.array(rows, dtype=float)
    return found[:, :4], np.column_stack([found[:, 4] == at for at in (1, 2, 3)]).astype(float)


def fitted(rows: np.ndarray, *, adjusted: bool, more: np.ndarray | None = None):
    group, arm, pre, y = rows.T
    columns = [np.ones(len(y)), arm, *([pre] if adjusted else []), *([] if more is None else more.T)]
    contrast = [0, 1, *[0] * (len(columns) - 2)]
    return random_intercept(y, np.column_stack(columns), contrast, [str(one) for one in group])


def wanted(trial: str) -> dict[str, float]:
    with (REFERENCE / "mixed.csv").open(encoding="utf-8") as file:
        return {row["what"]: float(row["value"]) for row in csv.DictReader(file) if row["trial"] == trial}


def same(found, trial: str) -> None:
    e, r = found.estimate, wanted(trial)
    got = {name: getattr(e, name) for name in ("value", "se", "df", "low", "high", "n", "clusters")}
    got |= {"between": found.between, "within": found.within}
    assert got == pytest.approx(r, rel=1e-5, abs=1e-6)
    assert e.method == "mixed model, random intercept (REML), Kenward-Roger"


@pytest.mark.parametrize("adjusted", [True, False])
@pytest.mark.parametrize("name", TRIALS)
def test_estimate_error_and_degrees_of_freedom_are_those_of_r(name: str, adjusted: bool) -> None:
    same(fitted(made(name), adjusted=adjusted), f"{name} {'' if adjusted else 'un'}adjusted")


@pytest.mark.parametrize("clusters", ["nested", "crossed"])
def test_a_real_trial_in_clusters_is_that_of_r(shared: Path, clusters: str) -> None:
    same(fitted(claus(shared, clusters), adjusted=True), f"claus {clusters}")


def test_people_measured_several_times_are_those_of_r(shared: Path) -> None:
    rows, months = btheb(shared)
    same(fitted(rows, adjusted=True, more=months), "btheb repeated")
    same(fitted(rows, adjusted=False, more=months), "btheb repeated unadjusted")


def test_clusters_that_are_alike_have_no_variance_between_them() -> None:
    found = fitted(made("flat"), adjusted=True)
    assert (found.between, found.icc) == (pytest.approx(0, abs=1e-6), pytest.approx(0, abs=1e-6))


def test_in_a_balanced_trial_the_answer_is_the_t_test_of_the_means() -> None:
    """2 (k - 1) degrees of freedom and the spread of the clusters' means: what anyone works out by hand."""
    rows = made("couples")
    found = fitted(rows, adjusted=False).estimate
    means = np.array([rows[rows[:, 0] == j, 3].mean() for j in range(1, 25)])
    a, b = means[::2], means[1::2]
    assert found.value == pytest.approx(a.mean() - b.mean())
    assert found.se == pytest.approx(np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 12), rel=1e-6)
    assert found.df == pytest.approx(22, rel=1e-6)


@given(constant=st.floats(-50, 50), seed=st.integers(0, 999))
def test_a_constant_and_the_order_of_rows_change_nothing_and_swapped_arms_the_sign(constant, seed) -> None:
    rows = made("eight")
    here = fitted(rows, adjusted=True).estimate
    moved = rows + np.array([0, 0, constant, constant])
    turned = np.random.default_rng(seed).permutation(moved)
    there = fitted(turned, adjusted=True).estimate
    assert (there.value, there.se, there.df) == pytest.approx((here.value, here.se, here.df), rel=1e-5)
    swapped = fitted(rows * np.array([1, -1, 1, 1]) + np.array([0, 1, 0, 0]), adjusted=True).estimate
    assert (-swapped.value, -swapped.high) == pytest.approx((here.value, here.low), rel=1e-5)


@given(
    sizes=st.lists(st.integers(1, 5), min_size=4, max_size=9).filter(
        lambda sizes: sum(sizes) > len(sizes) + 1
    ),
    seed=st.integers(0, 10**6),
)
def test_the_interval_holds_its_estimate_and_no_variance_is_below_0(sizes, seed) -> None:
    draw = np.random.default_rng(seed)
    group = np.repeat(np.arange(len(sizes)), sizes)
    rows = np.column_stack([group, group % 2, draw.normal(size=len(group)), draw.normal(size=len(group))])
    found = fitted(rows, adjusted=True)
    assert found.estimate.low < found.estimate.value < found.estimate.high
    assert found.estimate.df > 0
    assert found.between >= 0
    assert found.within > 0
    assert 0 <= found.icc < 1


def test_what_has_no_answer_says_why() -> None:
    x, y = np.column_stack([np.ones(6), [0, 0, 0, 1, 1, 1]]), np.array([1.0, 3, 2, 5, 4, 7])
    with pytest.raises(NoEstimate, match="2 clusters; a random intercept needs at least 3"):
        random_intercept(y, x, [0, 1], list("aaabbb"))
    with pytest.raises(NoEstimate, match="6 rows in 6 clusters are too few"):
        random_intercept(y, x, [0, 1], list("abcdef"))
    with pytest.raises(NoEstimate, match="say the same"):
        random_intercept(y, np.column_stack([x, x[:, 1]]), [0, 1, 0], list("aabbcc"))
    with pytest.raises(NoEstimate, match="nothing is left unexplained"):
        random_intercept(x[:, 1], x, [0, 1], list("aabbcc"))
    with pytest.raises(NoEstimate, match="5 rows in 4 clusters"):
        random_intercept(y[:5], x[:5], [0, 1], list("aabcd"))
    with pytest.raises(NoEstimate, match="nothing is left unexplained within the clusters"):
        random_intercept(np.repeat([1.0, 2, 4, 3], 2), np.repeat(x[1:5], 2, axis=0), [0, 1], list("aabbccdd"))
