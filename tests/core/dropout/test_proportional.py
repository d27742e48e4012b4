"""Cox's model against R's survival on the two real files, and what it refuses."""

import csv
from pathlib import Path

import numpy as np
import pytest

from gjenklang.core.dropout.proportional import FEWEST_EVENTS, Cox, cox
from gjenklang.core.dropout.staying import Unfollowed

REFERENCE = Path(__file__).resolve().parents[2] / "reference" / "cox.csv"
FILES = {
    "uis": ("uis_drug_treatment.csv", "TIME", "CENSOR", ("AGE", "BECK", "TREAT")),
    "help": ("help_rct.csv", "dayslink", "linkstatus", ("age", "cesd")),
}


def held(data: str) -> dict[tuple[str, str], float]:
    with REFERENCE.open(encoding="utf-8") as file:
        return {
            (row["covariate"], row["what"]): float(row["value"])
            for row in csv.DictReader(file)
            if row["data"] == data
        }


def fitted(shared: Path, data: str) -> Cox:
    name, time, event, covariates = FILES[data]
    with (shared / "data" / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    asked = (time, event, *covariates)
    whole = [
        [float(row[one]) for one in asked] for row in rows if all(row[one] not in {"", "NA"} for one in asked)
    ]
    values = np.array(whole)
    return cox(values[:, 0], values[:, 1] == 1, values[:, 2:], covariates)


@pytest.mark.parametrize("data", FILES)
def test_it_agrees_with_survival(shared: Path, data: str) -> None:
    found, said = fitted(shared, data), held(data)
    columns = {
        "coefficient": found.coefficient,
        "se": found.se,
        "p": found.p,
        "low": found.low,
        "high": found.high,
        "check": found.check_chi2,
    }
    for place, name in enumerate(found.names):
        for what, values in columns.items():
            assert values[place] == pytest.approx(said[name, what], rel=1e-5), (name, what)
    assert found.log_likelihood == pytest.approx(said["all", "log_likelihood"], rel=1e-8)
    assert found.concordance == pytest.approx(said["all", "concordance"], abs=1e-6)
    assert (found.n, found.n_events) == (said["all", "n"], said["all", "events"])


def test_the_order_of_rows_says_nothing(shared: Path) -> None:
    rng = np.random.default_rng(3)
    time, event = np.repeat(np.arange(1.0, 21), 5), rng.random(100) < 0.7
    x = rng.normal(size=(100, 2))
    order = rng.permutation(100)
    one, other = cox(time, event, x, "ab"), cox(time[order], event[order], x[order], "ab")
    assert one.check_chi2 == pytest.approx(other.check_chi2, rel=1e-6)


def test_few_exits_are_told_by_their_number() -> None:
    rng = np.random.default_rng(4)
    found = cox(np.arange(1.0, 31), np.arange(30) < 12, rng.normal(size=(30, 2)), "ab")
    assert found.events_for_each == 6 < FEWEST_EVENTS


@pytest.mark.parametrize(
    ("event", "column", "says"),
    [
        (np.zeros(20, dtype=bool), np.arange(20.0), "nobody left"),
        (np.ones(20, dtype=bool), np.ones(20), "the same for everyone"),
        (np.arange(20) < 10, (np.arange(20) < 10) * 1.0, "come to rest"),
    ],
)
def test_what_tells_nothing_is_refused(event: np.ndarray, column: np.ndarray, says: str) -> None:
    with pytest.raises(Unfollowed, match=says):
        cox(np.arange(1.0, 21), event, column[:, None], ["x"])
