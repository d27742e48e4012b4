"""``gjenklang dropout rates``: every definition on one file, and files that are wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main

ROWS = (
    "id,how,n,row,calls,better,below,on,there,unit\n"
    "1,ferdig,9,0,0,1,0,0,,a\n"
    "2,client,3,1,1,0,1,1,1,a\n"
    "3,stayed-away,2,3,1,,1,1,0,b\n"
    "4,,5,2,0,1,0,0,,b\n"
    "5,,0,,,,,0,,\n"
)
COLUMNS = [
    "--reason",
    "how",
    "--reads",
    "ferdig=planned",
    "--attended",
    "n",
    "--missed",
    "row",
    "--judged",
    "calls",
]
MORE = ["--reliable-gain", "better", "--below-course", "below", "--referred-on", "on", "--arrived", "there"]


def run(folder: Path, text: str, *words: str) -> Result:
    file = folder / "closed.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["dropout", "rates", str(file), *words])


def test_eight_rates_stand_side_by_side_with_their_names(tmp_path: Path) -> None:
    report = json.loads(run(tmp_path, ROWS, *COLUMNS, *MORE, "--group", "unit", "--json").output)
    found = {
        name: (one["n"], one["unknown"], one["dropped_out"]) for name, one in report["definitions"].items()
    }
    assert found == {
        "npr": (4, 1, 2),
        "unilateral": (4, 1, 2),
        "without-effect": (4, 0, 2),
        "missed-in-a-row": (4, 0, 2),
        "judged": (4, 0, 2),
        "before-reliable-change": (4, 1, 1),
        "never-started": (5, 0, 1),
        "lost-in-transition": (2, 0, 1),
    }
    npr = report["definitions"]["npr"]
    assert (npr["if_all_unknown_stayed"], npr["if_all_unknown_left"]) == (0.5, 0.75)
    assert npr["low"] < npr["share"] < npr["high"]
    assert set(report["groups"]) == {"a", "b"}
    assert report["n_without_group"] == 1
    assert report["groups"]["a"]["npr"]["n"] == 2


def test_what_no_column_tells_is_unknown_and_not_zero(tmp_path: Path) -> None:
    words = run(tmp_path, ROWS, "--attended", "n").output
    assert "5 courses that are over. Each definition by its name; no rate stands alone." in words
    assert "judged                   cannot tell: 4 of 4 unknown" in words
    assert "never-started            1 of 5, 20.0 % (3.6 to 62.4, Wilson 95 %); 0 of 5 unknown" in words


BAD = {
    "reason": (ROWS.replace("client", "gone"), COLUMNS, "Row 3, column 'how': 'gone' is no known reason"),
    "reads": (ROWS, [*COLUMNS, "--reads", "gone=home"], "--reads 'gone=home' is not VALUE=REASON"),
    "flag": (ROWS.replace("2,client,3,1,1", "2,client,3,1,perhaps"), COLUMNS, "'perhaps' is neither 1 nor 0"),
    "count": (
        ROWS.replace("2,client,3", "2,client,-3"),
        COLUMNS,
        "Row 3, column 'n': -3 is no number of sessions",
    ),
    "half": (ROWS.replace("2,client,3", "2,client,2.5"), COLUMNS, "2.5 is no number of sessions"),
    "column": (ROWS, ["--reason", "hwo"], "Did you mean 'how'?"),
    "empty": (ROWS.splitlines()[0] + "\n", COLUMNS, "The file has no rows."),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    text, words, sentence = BAD[name]
    found = run(tmp_path, text, *words)
    assert found.exit_code == 2, found.output
    assert sentence in found.output
    assert found.output.startswith("Error: ")
    assert found.output.count("\n") == 1
