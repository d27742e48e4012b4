"""Retention and competing endings against R's survival and cmprsk, and what must hold of any curve."""

import csv
import gzip
import io
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.dropout.staying import (
    Unfollowed,
    fine_gray,
    fit_hazard,
    gray_test,
    incidence,
    incidence_at,
    log_rank,
    retention,
    retention_at,
    retention_median,
)

REFERENCE = Path(__file__).resolve().parents[2] / "reference" / "retention.csv"
Held = dict[str, dict[str, dict[str, float]]]


@pytest.fixture(scope="module")
def held() -> Held:
    found: Held = defaultdict(lambda: defaultdict(dict))
    with REFERENCE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            value = float("nan") if row["value"] == "NA" else float(row["value"])
            found[row["data"]][row["part"]][row["what"]] = value
    return found


def read(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def people(shared: Path) -> dict[str, dict[str, np.ndarray]]:
    data = shared / "data"
    uis = read(data / "uis_drug_treatment.csv")
    helped = [row for row in read(data / "help_rct.csv") if row["dayslink"] and row["linkstatus"]]
    project = {row["who"]: row["project"] for row in read(data / "ctn0094/everybody.csv")}
    age = {row["who"]: row["age"] for row in read(data / "ctn0094/demographics.csv")}
    ctn = read(data / "ctn0094/ctnote_outcomes_dev_half.csv.gz")

    def column(rows, name, kind=float):
        return np.array([kind(row[name]) if row[name] not in {"", "NA"} else np.nan for row in rows])

    gone, back = (
        column(ctn, f"{kind}T_{who}") for kind, who in (("Dr", "ctnNinetyFour_2023"), ("Rs", "lee_2016"))
    )
    first = np.minimum(gone, back)
    left = (column(ctn, "DrE_ctnNinetyFour_2023") == 1) & (gone <= first)
    used = (column(ctn, "RsE_lee_2016") == 1) & (back <= first)
    linked = column(helped, "linkstatus") == 1
    third = np.arange(1, len(helped) + 1) % 3 == 0
    return {
        "uis": {
            "time": column(uis, "TIME"),
            "event": column(uis, "CENSOR") == 1,
            "treat": column(uis, "TREAT"),
            "site": column(uis, "SITE"),
            "iv": column(uis, "IV"),
        },
        "help": {
            "time": column(helped, "dayslink"),
            "event": linked,
            "treat": np.array([row["treat"] for row in helped]),
            "substance": np.array([row["substance"] for row in helped]),
            "code": np.where(linked, np.where(third, 2, 1), 0),
            "age": column(helped, "age"),
            "female": column(helped, "female"),
        },
        "ctn": {
            "time": gone,
            "event": column(ctn, "DrE_ctnNinetyFour_2023") == 1,
            "project": np.array([project[row["who"]] for row in ctn]),
            "first": first,
            "code": np.where(left, 1, np.where(used, 2, 0)),
            "age": np.array([float(age[row["who"]] or "nan") for row in ctn]),
        },
    }


@pytest.mark.parametrize(
    ("name", "times"), [("uis", (30, 90, 180, 365)), ("help", (30, 90, 180)), ("ctn", (4, 8, 12))]
)
def test_the_curve_is_that_of_survfit(people, held: Held, name: str, times: tuple[int, ...]) -> None:
    one, expected = people[name], held[name]
    curve = retention(one["time"], one["event"])
    assert (curve.n, curve.n_events) == (expected["all"]["n"], expected["all"]["events"])
    median = retention_median(curve)
    for found, what in (
        (median.estimate, "median"),
        (median.low, "median_low"),
        (median.high, "median_high"),
    ):
        assert (np.nan if found is None else found) == pytest.approx(expected["all"][what], nan_ok=True)
    for found in retention_at(curve, times):
        row = expected[str(int(found.time))]
        assert found.at_risk == row["at_risk"]
        assert (found.share, found.se, found.low, found.high) == pytest.approx(
            (row["share"], row["se"], row["low"], row["high"]), abs=1e-8
        )


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("uis", "treat"),
        ("uis", "site"),
        ("uis", "iv"),
        ("help", "treat"),
        ("help", "substance"),
        ("ctn", "project"),
    ],
)
def test_the_log_rank_test_is_that_of_survdiff(people, held: Held, name: str, group: str) -> None:
    one, expected = people[name], held[name][group]
    there = one[group] == one[group]  # not NaN
    found = log_rank(one["time"][there], one["event"][there], [str(value) for value in one[group][there]])
    assert (found.chi2, found.df) == pytest.approx((expected["chi2"], expected["df"]), rel=1e-7)
    assert found.expected == pytest.approx(
        [expected[f"expected_{place}"] for place in range(1, found.df + 2)], rel=1e-7
    )


COMPETING = [
    ("ctn", "ctn", "first", "project", (2, 4, 8, 12), ("age",)),
    ("help", "help", "time", "treat", (30, 90, 180), ("age", "female")),
    ("help3", "help", "time", "substance", (30, 90, 180), ("age", "female")),
]


@pytest.mark.parametrize(("key", "name", "clock", "group", "times", "covariates"), COMPETING)
def test_competing_endings_are_those_of_cmprsk(
    people, held: Held, key, name, clock, group, times, covariates
) -> None:
    one, expected = people[name], held[key]
    curve = incidence(one[clock], one["code"])
    for found in incidence_at(curve, times):
        row = expected[str(int(found.time))]
        assert (found.share, found.se**2) == pytest.approx((row["incidence"], row["variance"]), abs=1e-9)
        assert found.low < found.share < found.high
    test = gray_test(one[clock], one["code"], one[group].tolist())
    assert (test.chi2, test.df) == pytest.approx(
        (expected[group]["gray_chi2"], expected[group]["gray_df"]), rel=1e-7
    )
    columns = np.column_stack([one[covariate] for covariate in covariates])
    whole = np.isfinite(columns).all(axis=1)
    fitted = fine_gray(one[clock][whole], one["code"][whole], columns[whole])
    for place, covariate in enumerate(covariates):
        row = expected[covariate]
        assert (fitted.coefficient[place], fitted.se[place]) == pytest.approx(
            (row["coefficient"], row["se"]), rel=1e-6
        )


def test_the_hazard_is_that_of_glm_on_person_weeks(shared: Path, held: Held) -> None:
    age = {row["who"]: row["age"] for row in read(shared / "data/ctn0094/demographics.csv")}
    factors, time, event = [], [], []
    for row in read(shared / "data/ctn0094/use_pattern_words.csv"):
        word = row["usePatternUDS"][:15]
        if age[row["who"]] in {"", "NA"} or word[:4] == "oooo" or len(word) <= 4:
            continue
        done = word.find("oooo") + 4 if "oooo" in word else 0
        factors.append([word[:4].count("o") / 4, float(age[row["who"]])])
        time.append((done or len(word)) - 4)
        event.append(done > 0)
    found = fit_hazard(np.array(factors), ["missing", "age"], np.array(time), np.array(event))
    assert found.n_weeks == held["words"]["hazard"]["rows"]
    for place, name in enumerate(("log(week)", "missing", "age"), start=1):
        unit = 1.0 if place == 1 else found.spread[place - 2]
        expected = held["words"][name]
        assert found.coefficient[place] / unit == pytest.approx(expected["coefficient"], rel=1e-5)
        assert found.se[place] / unit == pytest.approx(expected["se"], rel=1e-5)
    first, later = (found.chance(np.array([[0.5, 30.0]]), weeks)[0] for weeks in (1, 11))
    assert 0 < first < later < 1


TIMES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2)), min_size=1, max_size=60)


@given(TIMES)
def test_a_curve_falls_and_what_was_and_is_left_adds_up(rows: list[tuple[int, int]]) -> None:
    time, ending = (np.array(column) for column in zip(*rows, strict=True))
    curve = retention(time.astype(float), ending > 0)
    assert (np.diff(curve.share) <= 1e-12).all()
    assert (curve.share <= 1).all()
    assert (curve.share >= 0).all()
    inside = ~np.isnan(curve.low)
    assert (curve.low[inside] <= curve.share[inside] + 1e-12).all()
    assert (curve.high[inside] >= curve.share[inside] - 1e-12).all()
    this = incidence(time.astype(float), ending)
    other = incidence(time.astype(float), np.where(ending == 0, 0, 3 - ending))
    assert this.share + other.share + curve.share == pytest.approx(np.ones(len(curve.time)))


@given(TIMES, st.randoms(use_true_random=False))
def test_order_and_unit_of_time_change_nothing(rows: list[tuple[int, int]], chance) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    first, second = (
        retention(np.array([one[0] for one in part], float) * unit, np.array([one[1] > 0 for one in part]))
        for part, unit in ((rows, 1.0), (mixed, 7.0))
    )
    assert first.share == pytest.approx(second.share)
    assert first.time * 7 == pytest.approx(second.time)


def test_two_groups_that_are_the_same_do_not_differ() -> None:
    time, event = np.arange(1.0, 21.0), np.arange(20) % 3 > 0
    twice, both = np.tile(time, 2), np.tile(event, 2)
    names = ["a"] * 20 + ["b"] * 20
    assert log_rank(twice, both, names).chi2 == pytest.approx(0, abs=1e-12)
    assert gray_test(twice, both.astype(int), names).chi2 == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda: retention(np.array([]), np.array([], bool)), "nobody to follow"),
        (lambda: retention(np.array([-1.0]), np.array([True])), "not below 0"),
        (lambda: retention(np.array([1.0, 2.0]), np.array([True])), "do not go together"),
        (lambda: log_rank(np.array([1.0, 2.0]), np.array([True, True]), ["a", "a"]), "at least two groups"),
        (lambda: log_rank(np.array([1.0, 2.0]), np.array([False, False]), ["a", "b"]), "nobody left"),
        (lambda: incidence(np.array([1.0]), np.array([3])), "an ending is 0"),
        (lambda: incidence(np.array([]), np.array([], int)), "nobody to follow"),
        (lambda: incidence(np.array([np.inf]), np.array([1])), "finite"),
        (lambda: gray_test(np.array([1.0, 2.0]), np.array([2, 0]), ["a", "b"]), "nobody left in this way"),
        (lambda: gray_test(np.array([1.0, 2.0]), np.array([1, 0]), ["a", "a"]), "at least two groups"),
        (
            lambda: fine_gray(np.array([1.0, 2.0]), np.array([2, 0]), np.ones((2, 1))),
            "nobody left in this way",
        ),
        (lambda: fine_gray(np.array([1.0, 2.0]), np.array([1, 0]), np.ones((2, 1))), "same for everyone"),
        (
            lambda: fine_gray(np.arange(4.0), np.array([1, 1, 0, 0]), np.array([[1.0], [1], [0], [0]])),
            "no maximum",
        ),
    ],
)
def test_what_cannot_be_followed_is_said(act, sentence: str) -> None:
    with pytest.raises(Unfollowed, match=sentence):
        act()
