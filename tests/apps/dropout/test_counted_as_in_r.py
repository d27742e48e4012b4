"""The figures of a count, as a page shows them, are R's on real people: UIS, 575 in drug treatment."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from gjenklang.apps.dropout.figures import figures_of
from gjenklang.apps.dropout.models import Count
from gjenklang.apps.dropout.queries import counted_in_words
from gjenklang.apps.dropout.queries.counted import Counted
from gjenklang.core.dropout import ClosedEpisode, Reason

REFERENCE = Path(__file__).resolve().parents[2] / "reference" / "retention.csv"
TODAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def held() -> dict[tuple[str, str], float]:
    with REFERENCE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["data"] == "uis"]
    return {(row["part"], row["what"]): float(row["value"]) for row in rows if row["value"] != "NA"}


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict:
    """Who left has an end; who was not seen to leave began as many days ago as they were followed."""
    people = []
    with (shared / "data" / "uis_drug_treatment.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            days, left = timedelta(days=int(float(row["TIME"]))), row["CENSOR"] == "1"
            closed = ClosedEpisode(reason=Reason.CLIENT, attended=3)
            began = TODAY - days
            people.append(Counted(f"arm {row['TREAT']}", began, TODAY if left else None, closed))
    return figures_of(people, since=date(2000, 1, 1), until=TODAY, today=TODAY, missed=2)


def test_staying_is_survfits(figures: dict, held: dict[tuple[str, str], float]) -> None:
    staying = figures["staying"]
    assert (staying["n"], staying["n_ended"]) == (held["all", "n"], held["all", "events"])
    assert staying["median"]["estimate"] == held["all", "median"]
    assert (staying["median"]["low"], staying["median"]["high"]) == (170 - 14, 190)
    for at in staying["at"]:
        for what in ("at_risk", "share", "low", "high"):
            assert at[what] == pytest.approx(held[str(at["day"]), what], abs=1e-8), (at["day"], what)


def test_the_test_between_units_is_survdiffs(figures: dict, held: dict[tuple[str, str], float]) -> None:
    test = figures["by_unit"]["tests"][0]
    assert (test["name"], test["df"]) == ("log-rank", held["treat", "df"])
    assert test["statistic"] == pytest.approx(held["treat", "chi2"], rel=1e-7)


def test_the_page_says_them_as_r_prints_them(figures: dict) -> None:
    said = counted_in_words(Count(figures=figures, missed=2))
    assert said is not None
    rows = said.staying[0].rows
    assert [row[1:4] for row in rows] == [
        ("30", "530", "92 %"),
        ("90", "418", "72 %"),
        ("180", "279", "48 %"),
    ]
    assert [row[4] for row in rows] == ["90–94 %", "68–76 %", "44–52 %"]
