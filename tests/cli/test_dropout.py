"""``gjenklang dropout endpoints`` on the real words, with a definition of one's own, and on files that are wrong."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main

COLUMNS = ["--who", "who", "--pattern", "usePatternUDS"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["dropout", "endpoints", *map(str, arguments)])


def written(folder: Path, text: str) -> Path:
    file = folder / "words.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_public_table_comes_out_whole(shared: Path) -> None:
    folder = shared / "data" / "ctn0094"
    found = json.loads(run(folder / "use_pattern_words.csv", *COLUMNS, "--json").output)
    assert len(found) == 3560
    by_who = {row["who"]: row for row in found}
    with gzip.open(folder / "ctnote_outcomes_dev_half.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            mine = by_who[row["who"]]
            assert list(mine) == list(row)
            for name, cell in list(row.items())[2:]:
                expected = cell == "True" if cell in {"True", "False"} else float(cell)
                assert mine[name] == pytest.approx(expected, abs=1e-9)


def test_in_words_the_missing_weeks_stand_beside(tmp_path: Path) -> None:
    said = run(
        written(tmp_path, "who,usePatternUDS\n1,---oo----------\n2,ooooooooooooooo\n"), *COLUMNS
    ).output
    assert "2 people, 30 weeks, 56.7 % of them missing; 1 never seen." in said
    assert "not the trials' own end-points" in said
    assert "Ab_kosten_1993             binary     1 of 2, 50.0 % (9.5 to 90.5, Wilson 95 %)" in said


def test_a_service_may_write_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "two.toml").write_text(
        'column = "two_clean"\nfamily = "abstinence"\nkind = "binary"\nsummary = "Two clean weeks in a row."\n'
        'cite = "Our own"\n[measure]\nwhat = "scan"\nwidth = 2\nleast = 2\n',
        encoding="utf-8",
    )
    file = written(tmp_path, "who,usePatternUDS\n007,-o--\n7,-o-\n")
    found = json.loads(run(file, *COLUMNS, "--definitions", folder, "--json").output)
    assert found == [
        {"who": "007", "usePatternUDS": "-o--", "two_clean": True},
        {"who": "7", "usePatternUDS": "-o-", "two_clean": False},
    ]
    (folder / "two.toml").write_text('column = "two"\n', encoding="utf-8")
    wrong = run(file, *COLUMNS, "--definitions", folder)
    assert (wrong.exit_code, wrong.output) == (2, "Error: two.toml: family is missing.\n")


BAD = {
    "another letter": ("1,+-x\n", "Row 2, column 'usePatternUDS': 'x' in '+-x' is none of + - * o _."),
    "no word": ("1,\n", "Row 2, column 'usePatternUDS': there is no word."),
    "nobody": (",++\n", "Row 2, column 'who': nobody is named."),
    "twice": ("1,++\n1,--\n", "Row 3, column 'who': '1' is there twice."),
    "empty": ("", "The file has no rows."),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    rows, sentence = BAD[name]
    found = run(written(tmp_path, "who,usePatternUDS\n" + rows), *COLUMNS)
    assert (found.exit_code, found.output) == (2, f"Error: {sentence}\n")


def test_an_unknown_column_suggests_the_near_one(tmp_path: Path) -> None:
    found = run(written(tmp_path, "who,usePatternUDS\n1,++\n"), "--who", "who", "--pattern", "usePattern")
    assert (found.exit_code, "Did you mean 'usePatternUDS'?" in found.output) == (2, True)
