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
def model(trial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model") / "model.json"
    made = run("fit", trial, *COLUMNS, "--better", "lower", "--low", 0, "--high", 63, "--out", out)
    assert made.exit_code == 0, made.output
    return out


def test_fit_prints_the_numbers_of_lme4_and_counts_what_it_read(trial: Path) -> None:
    report = json.loads(run("fit", trial, *COLUMNS, "--basis", "log1p", "--json").output)
    assert (report["n_read"], report["n_people"], report["n_ratings"]) == (5200, 398, 5200)
    assert (report["n_missing"], report["n_same_time"]) == (0, 123)
    assert report["criterion"] == pytest.approx(31371.6312, abs=5e-4)
    assert report["fixed"]["intercept"]["se"] == pytest.approx(0.38476, abs=5e-6)


@pytest.fixture(scope="module")
def halves(trial: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Part the people of the trial by odd and even number."""
    header, *rows = trial.read_text("utf-8").splitlines()
    parts = []
    for half in (0, 1):
        part = tmp_path_factory.mktemp("half") / f"{half}.csv"
        chosen = [row for row in rows if int(row.partition(",")[0]) % 2 == half]
        part.write_text("\n".join([header, *chosen]) + "\n", encoding="utf-8")
        parts.append(part)
    return parts[0], parts[1]


def test_evaluate_with_a_model_of_other_people(halves: tuple[Path, Path], tmp_path: Path) -> None:
    others, trial = halves
    model = tmp_path / "model.json"
    made = run("fit", others, *COLUMNS, "--better", "lower", "--low", 0, "--high", 63, "--out", model)
    assert made.exit_code == 0, made.output
    report = json.loads(run("evaluate", trial, *COLUMNS, "--model", model, "--json").output)
    assert report["n_read"] == report["n_ratings"] + report["same_time"]["rows"] > 2000
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
    again = run("evaluate", others, *COLUMNS, "--model", model)
    assert (again.exit_code, "these very ratings" in again.output) == (2, True)


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
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("seen", "says"),
    [("0-30", "is not time:score"), ("0:99", "outside the range"), ("3:20,1:20", "must rise")],
)
def test_what_was_seen_must_make_sense(model: Path, seen: str, says: str) -> None:
    result = run("show", model, "--seen", seen)
    assert result.exit_code == 2
    assert says in result.output


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
