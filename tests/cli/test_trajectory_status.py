"""``gjenklang trajectory status`` on small files, on a model of invented people, and on files that are wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main

COLUMNS = ["--id", "id", "--time", "session", "--score", "ors"]
ROWS = "id,session,ors\nb,1,18\nb,2,12\nb,3,11.9\na,3,24\na,1,18\na,2,NA\nc,1,30\n"


def run(file: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["trajectory", "status", str(file), *COLUMNS, *map(str, arguments)])


def written(folder: Path, text: str) -> Path:
    file = folder / "scores.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_everyone_has_a_status_with_the_name_of_its_rule(tmp_path: Path) -> None:
    report = json.loads(run(written(tmp_path, ROWS), "--age", 40, "--json").output)
    assert report["rule"] == {
        "rules": "ors-gjenklang",
        "version": "2",
        "instrument": "ors",
        "limits": "duncan",
        "reliable_change": 6.0,
        "boundary": "inclusive",
        "cutoff": 25.0,
        "expected_course": False,
    }
    assert (report["n_read"], report["n_people"]) == (7, 3)
    by_id = {one["id"]: one for one in report["people"]}
    assert by_id["b"] == {
        "id": "b",
        "n_ratings": 3,
        "status": "far below course",
        "rule": "worse-twice",
        "may_signal": True,
        "early_change": "deteriorated",
        "good_enough_since": None,
        "plateau_since": None,
    }
    assert (by_id["a"]["n_ratings"], by_id["a"]["early_change"]) == (2, "improved")
    assert (by_id["c"]["status"], by_id["c"]["early_change"]) == ("not known yet", None)
    assert report["counts"] == {
        "on course": 1,
        "below course": 0,
        "far below course": 1,
        "not known yet": 1,
    }
    assert 0 < report["shares"]["on course"]["low"] < 1 / 3 < report["shares"]["on course"]["high"] < 1


def test_in_words_it_says_that_it_is_no_verdict(tmp_path: Path) -> None:
    words = run(written(tmp_path, ROWS), "--age", 40).output
    assert "3 people, 7 rows, 1 without a score. Something to talk about, never a verdict" in words
    assert "Rules ors-gjenklang version 2 for ors: reliable change 6 (inclusive), cut-off 25" in words


def test_the_coloured_table_needs_a_model_and_one_of_invented_people_must_be_allowed(tmp_path: Path) -> None:
    file = written(tmp_path, ROWS)
    table = ["--rules", "ors-openfit", "--age", 40]
    assert json.loads(run(file, *table, "--json").output)["counts"]["not known yet"] == 3
    many = tmp_path / "many.csv"
    rows = [
        f"{who},{session},{10 + who % 13 + (1.5 if who % 3 else -1) * session + (who * session) % 5}"
        for who in range(300)
        for session in range(9)
    ]
    many.write_text("id,session,ors\n" + "\n".join(rows) + "\n", encoding="utf-8")
    model = tmp_path / "model.json"
    scale = [
        "--better",
        "higher",
        "--low",
        "0",
        "--high",
        "40",
        "--bending",
        "none",
        "--ahead",
        "1",
        "--near",
        "1",
    ]
    columns = ["--id", "id", "--time", "session", "--score", "ors"]
    made = CliRunner().invoke(
        main, ["trajectory", "fit", str(many), *columns, *scale, "--out", str(model), "--invented"]
    )
    assert made.exit_code == 0, made.output
    refused = run(file, *table, "--model", model)
    assert (refused.exit_code, "opens in the demo only" in refused.output) == (2, True)
    report = json.loads(run(file, *table, "--model", model, "--invented-allowed", "--json").output)
    by_id = {one["id"]: one for one in report["people"]}
    assert (by_id["b"]["status"], by_id["b"]["may_signal"]) == ("far below course", False)
    assert by_id["a"]["status"] == "on course"
    assert report["rule"]["expected_course"] is True


BAD = {
    "text": (ROWS.replace("11.9", "low"), [], "Row 4, column 'ors': 'low' is not a number."),
    "infinite": (ROWS.replace("11.9", "inf"), [], "Row 4, column 'ors': 'inf' is not a number."),
    "outside": (ROWS.replace("11.9", "41"), [], "Row 4, column 'ors': 41 is outside 0"),
    "between steps": (
        ROWS.replace("11.9", "11.95"),
        [],
        "Row 4, column 'ors': 11.95 is not in steps of 0.1.",
    ),
    "twice": (ROWS + "c,1,31\n", [], "Row 9, column 'session': 'c' has a second score at 1."),
    "nobody": (ROWS + ",1,31\n", [], "Row 9, column 'id': nobody is named."),
    "no time": (ROWS + "d,,31\n", [], "Row 9, column 'session': there is no time."),
    "empty": ("id,session,ors\n", [], "The file has no rows."),
    "unknown column": (ROWS.replace("ors", "orz"), [], "Did you mean 'orz'?"),
    "unknown rules": (ROWS, ["--rules", "ors-gjenklag"], "did you mean ors-gjenklang?"),
    "another instrument": (ROWS, ["--instrument", "phq9"], "are for ors, cors, not for 'phq9'."),
    "no age": (ROWS, [], "give --age"),
    "too young": (ROWS, ["--age", "5"], "has no limits of 'duncan' for self at age 5."),
    "no model": (ROWS, ["--model", __file__], "is not a model document."),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    text, options, sentence = BAD[name]
    ages = [] if "age" in name or name == "too young" else ["--age", "40"]
    found = run(written(tmp_path, text), *ages, *options)
    assert found.exit_code == 2, found.output
    assert sentence in found.output
    assert found.output.startswith("Error: ")
    assert found.output.count("\n") == 1
