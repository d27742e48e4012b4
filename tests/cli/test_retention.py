"""``gjenklang retention`` on real episodes, with endings that compete, and on files that are wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["retention", *map(str, arguments)])


def written(folder: Path, text: str) -> Path:
    file = folder / "episodes.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def uis(shared: Path) -> Path:
    return shared / "data" / "uis_drug_treatment.csv"


def test_the_figures_are_those_of_survival(uis: Path) -> None:
    report = json.loads(run(uis, "--time", "TIME", "--event", "CENSOR", "--group", "TREAT", "--json").output)
    assert (report["n"], report["events"], report["n_left_out"]) == (575, 464, 0)
    assert report["median"] == {"estimate": 170.0, "low": 156.0, "high": 190.0}
    at_90 = report["survival"][1]
    assert (at_90["time"], at_90["at_risk"]) == (90.0, 418)
    assert (at_90["survival"], at_90["low"], at_90["high"]) == pytest.approx((0.72, 0.684220181, 0.757650847))
    assert report["log_rank"]["chi2"] == pytest.approx(6.52839529)
    assert report["log_rank"]["groups"]["0"]["expected"] == pytest.approx(211.693315)
    assert set(report["groups"]) == {"0", "1"}
    words = run(uis, "--time", "TIME", "--event", "CENSOR", "--group", "TREAT").output
    assert "all: n 575, 464 left; half by 170 (156 to 190)" in words
    assert "Log-rank: chi-square 6.5284, 1 df, p 0.0106" in words


def test_a_covariate_of_any_exit_is_coxs(uis: Path) -> None:
    asked = [uis, "--time", "TIME", "--event", "CENSOR", "--covariate", "TREAT"]
    found = json.loads(run(*asked, "--json").output)["cox"]
    assert found["covariates"]["TREAT"]["hazard_ratio"] == pytest.approx(0.78864, abs=1e-5)  # coxph
    assert (found["ties"], found["too_few_events"]) == ("Efron", False)
    assert "constant over time? chi-square" in run(*asked).output


ROWS = (
    "id,days,how,unit,age\n"
    "1,10,planned,a,20\n2,20,left,a,31\n3,30,left,b,42\n4,30,still,b,25\n5,40,left,b,50\n6,55,planned,a,33\n"
    "7,60,left,a,29\n8,70,still,b,61\n9,80,left,b,35\n10,,left,a,22\n11,5,NA,a,22\n12,90,left,,40\n"
)
HOW = ["--time", "days", "--event", "how", "--censored", "still"]


def test_endings_compete_when_one_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, ROWS)
    named = [*HOW, "--cause", "left", "--group", "unit", "--covariate", "age", "--at", "30,60", "--json"]
    report = json.loads(run(file, *named).output)
    assert (report["n_read"], report["n_left_out"], report["n"]) == (12, 3, 9)
    assert (report["events"], report["competing"]) == (5, 2)
    assert [row["incidence"] for row in report["incidence"]] == pytest.approx([2 / 9, 22 / 45])
    assert report["groups"]["a"]["n"] + report["groups"]["b"]["n"] == 9
    assert report["gray"]["df"] == 1
    assert report["fine_gray"]["age"]["se"] > 0
    assert "median" not in report
    words = run(file, *named[:-1]).output
    assert "Aalen-Johansen, other endings compete" in words
    assert "Gray's test: chi-square" in words
    assert "Fine-Gray age: subdistribution hazard ratio" in words


def test_any_ending_is_an_exit_when_that_is_asked(tmp_path: Path) -> None:
    report = json.loads(run(written(tmp_path, ROWS), *HOW, "--any-ending", "--json").output)
    assert (report["n"], report["events"]) == (10, 8)


PLAIN = "id,days,left\n1,10,1\n2,20,0\n"
BAD = {
    "before the start": (PLAIN + "3,-5,1\n", [], "Row 4, column 'days': -5 is before the start."),
    "text": (PLAIN + "3,soon,1\n", [], "Row 4, column 'days': 'soon' is not a number."),
    "infinite": (PLAIN + "3,inf,1\n", [], "Row 4, column 'days': 'inf' is not a number."),
    "an unknown ending": (PLAIN + "3,5,2\n", [], "Row 4, column 'left': '2' is neither 0 nor 1"),
    "no such cause": (PLAIN, ["--cause", "9"], "Nobody has the ending '9'; the column has 0, 1."),
    "one group": (PLAIN.replace("\n", ",g\n"), ["--group", "g"], "A comparison needs at least two groups."),
    "nobody": ("id,days,left\n1,,\n", [], "Nobody has both a time and an ending."),
    "times": (PLAIN, ["--at", "soon"], "--at 'soon' is not numbers from 0"),
    "covariate": (
        "id,days,left,same\n1,10,1,7\n2,20,0,7\n",
        ["--covariate", "same"],
        "'same' is the same for everyone.",
    ),
    "column": (PLAIN.replace("days", "day"), [], "Did you mean 'day'?"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    text, options, sentence = BAD[name]
    found = run(written(tmp_path, text), "--time", "days", "--event", "left", *options)
    assert found.exit_code == 2, found.output
    assert sentence in found.output
    assert found.output.startswith("Error: ")
    assert found.output.count("\n") == 1
