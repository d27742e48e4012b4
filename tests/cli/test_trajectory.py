"""``gjenklang trajectory`` on the real trial, and on files that are wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main

COLUMNS = ["--id", "ID", "--time", "time", "--time-unit", "7", "--score", "BDI"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["trajectory", *map(str, arguments)])


@pytest.fixture(scope="module")
def trial(shared: Path) -> Path:
    return shared / "data" / "enrichd_bdi_dev.csv"


@pytest.fixture(scope="module")
def half(trial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every other person of the trial."""
    first, *rows = trial.read_text("utf-8").splitlines()
    file = tmp_path_factory.mktemp("half") / "half.csv"
    kept = [row for row in rows if int(row.split(",")[0]) % 2]
    file.write_text("\n".join([first, *kept]) + "\n", "utf-8")
    return file


@pytest.fixture(scope="module")
def model(half: Path) -> Path:
    out = half.with_name("model.json")
    made = run("fit", half, *COLUMNS, "--better", "lower", "--low", 0, "--high", 63, "--out", out)
    assert made.exit_code == 0, made.output
    return out


def test_fit_prints_the_numbers_of_lme4_and_counts_what_it_read(trial: Path) -> None:
    report = json.loads(run("fit", trial, *COLUMNS, "--basis", "log1p", "--json").output)
    assert (report["n_read"], report["n_people"], report["n_ratings"]) == (5200, 398, 5200)
    assert (report["n_missing"], report["n_same_time"]) == (0, 123)
    assert report["criterion"] == pytest.approx(31371.6312, abs=5e-4)
    assert report["fixed"]["intercept"]["se"] == pytest.approx(0.38476, abs=5e-6)


def test_evaluate_with_a_model_of_other_people(trial: Path, model: Path) -> None:
    report = json.loads(run("evaluate", trial, *COLUMNS, "--model", model, "--json").output)
    assert report["same_time"]["rows"] == 123
    assert report["n_ratings"] == 5077
    assert {one["seen"] for one in report["detection"]} == {3, 4, 5, 6}
    assert set(report["detection"][0]["baselines"]) == {"intake", "latest", "change", "intake and latest"}
    words = run("evaluate", trial, *COLUMNS, "--model", model).output
    assert "80 % bands after 1, 95 % limits from the spread between people: pooled" in words
    first = report["detection"][0]
    assert f"base rate {100 * first['base_rate']:.1f} %" in words
    for name in ("sensitivity", "specificity", "ppv"):
        low, high = first[f"{name}_limits"]
        assert low < first[name] < high
        assert f"{100 * low:.1f} to {100 * high:.1f}" in words


def test_show_says_what_a_band_is_not(model: Path) -> None:
    words = run("show", model, "--seen", "0:30,1:28", "--until", 10, "--steps", 4).output
    assert "Marginal, not for this person; one point outside is normal." in words
    rows = json.loads(run("show", model, "--seen", "0:30", "--steps", 3, "--json").output)["expected"]
    assert [row["time"] for row in rows] == pytest.approx([4, 8, 12])


def test_without_enough_endings_the_document_holds_no_forecast_and_says_why(tmp_path: Path) -> None:
    rows = [f"{who},{7 * session},{30 - 2 * session + who % 7}" for who in range(200) for session in range(7)]
    file, out = tmp_path / "scores.csv", tmp_path / "model.json"
    file.write_text("ID,time,BDI\n" + "\n".join(rows) + "\n", encoding="utf-8")
    made = run("fit", file, *COLUMNS, "--better", "lower", "--low", 0, "--high", 63, "--out", out)
    assert (made.exit_code, "The document holds no forecast" in made.output) == (0, True)
    assert "median" in run("show", out, "--seen", "0:30").output
    document = json.loads(out.read_text("utf-8"))
    assert (document["forecast"], document["expected"]["n_people"]) == (None, 200)


BAD = {
    "unknown column": ("ID,time,BDI\n1,0,5\n", ["--score", "BDJ"], "Did you mean 'BDI'"),
    "text": ("ID,time,BDI\n1,0,5\n1,7,five\n", [], "Row 3, column 'BDI': 'five' is not a number"),
    "before the start": (
        "ID,time,BDI\n1,-7,5\n1,7,6\n",
        [],
        "Row 2, column 'time': time is before the start",
    ),
    "nobody": ("ID,time,BDI\n,0,5\n", [], "Row 2, column 'ID': nobody is named"),
    "infinite": ("ID,time,BDI\n1,0,inf\n", [], "Row 2, column 'BDI': 'inf' is not a number"),
    "empty": ("ID,time,BDI\n1,0,\n", [], "No row has a time and a score"),
    "constant": (
        "ID,time,BDI\n" + "".join(f"{one},{day},5\n" for one in range(4) for day in (0, 7)),
        [],
        "every score is 5",
    ),
    "few": ("ID,time,BDI\n1,0,5\n1,7,6\n", [], "nly 1 people"),
    "no error": (
        "ID,time,BDI\n" + "".join(f"{one},{day},{5 + one}\n" for one in range(4) for day in (0, 7, 14)),
        [],
        "fits every rating exactly",
    ),
    "too large": (
        "ID,time,BDI\n1,0,5\n1,7,1e200\n",
        [],
        "Row 3, column 'BDI': 1e+200 is too large for a score",
    ),
    "out of range": (
        "ID,time,BDI\n1,0,5\n1,7,64\n",
        ["--low", "0", "--high", "63", "--better", "lower", "--out", "never-written.json"],
        "Row 3, column 'BDI': 64 is outside 0 to 63",
    ),
    "nowhere to write": (
        "ID,time,BDI\n1,0,5\n1,7,6\n2,0,1\n2,7,9\n3,0,5\n3,7,3\n",
        ["--low", "0", "--high", "63", "--better", "lower"],
        "needs --out FILE",
    ),
    "the score as covariate": (
        "ID,time,BDI\n1,0,5\n",
        ["--covariate", "BDI"],
        "is a column that is used already",
    ),
    "unit": ("ID,time,BDI\n1,0,5\n", ["--time-unit", "nan"], "--time-unit must be a finite number, not nan"),
    "seed": ("ID,time,BDI\n1,0,5\n", ["--seed", "-4"], "'--seed'"),
    "endless knots": ("ID,time,BDI\n1,0,5\n", ["--basis", "spline", "--knots", "0,nan,9"], "is not numbers"),
    "knots": ("ID,time,BDI\n1,0,5\n1,7,6\n", ["--basis", "spline", "--knots", "0,x"], "is not numbers"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_line_and_status_two(tmp_path: Path, name: str) -> None:
    content, extra, says = BAD[name]
    file = tmp_path / "scores.csv"
    file.write_text(content, "utf-8")
    result = run("fit", file, *COLUMNS, *extra)
    assert result.exit_code == 2, result.output
    assert says.lower() in result.output.lower()
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        ("0-30", "is not time:score"),
        ("0:nan", "is not time:score"),
        ("-3:28", "from 0 on"),
        ("0:99", "outside the range"),
        ("3:20,1:20", "must rise"),
    ],
)
def test_what_was_seen_must_make_sense(model: Path, seen: str, says: str) -> None:
    result = run("show", model, "--seen", seen)
    assert result.exit_code == 2
    assert says in result.output


def test_a_model_is_not_judged_on_the_people_it_was_fitted_on(half: Path, trial: Path, model: Path) -> None:
    same = run("evaluate", half, *COLUMNS, "--model", model)
    assert (same.exit_code, "fitted on these very ratings" in same.output) == (2, True)
    report = json.loads(run("evaluate", trial, *COLUMNS, "--model", model, "--json").output)
    first, pooled = report["detection"][0], report["coverage"][0]["bands"]["pooled"]
    assert first["auc_low"] < first["auc"] < first["auc_high"]
    assert pooled["limits"]["80%"][0] < pooled["80%"] < pooled["limits"]["80%"][1]


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    empty = {"format": "gjenklang-trajectory/1", "about": {"invented": False}, "expected": {}}
    damaged = ('{"format": "gjenklang-trajectory/1"}', json.dumps(empty))
    for content in ("[]", "no json", "{}", *damaged):
        (tmp_path / "m.json").write_text(content, "utf-8")
        result = run("show", tmp_path / "m.json", "--seen", "0:30")
        assert result.exit_code == 2, content
        assert "model document" in result.output


def test_a_document_that_cannot_be_written_is_said_in_one_line(trial: Path, tmp_path: Path) -> None:
    result = run("fit", trial, *COLUMNS, "--out", tmp_path / "nowhere" / "m.json")
    assert result.exit_code == 2, result.output
    assert "cannot be written" in result.output
