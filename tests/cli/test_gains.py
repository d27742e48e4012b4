"""``gjenklang gains`` on sgdata, and on files that are wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main


def run(file: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["gains", str(file), "--id", "id", "--cutoff", "7", *more])


def test_gains_and_losses_are_counted_with_an_interval(shared: Path) -> None:
    file = shared / "data" / "sgdata.csv"
    found = json.loads(run(file, "--prefix", "bdi_s", "--json").output)
    assert (found["n_people"], found["n"], found["people_with"]["count"]) == (43, 26, 17)
    assert found["sessions"] == list(range(13))
    assert all(one["to"] == one["from"] + 1 and one["magnitude"] >= 7 for one in found["gains"])
    losses = json.loads(run(file, "--prefix", "bdi_s", "--losses", "--json").output)
    assert losses["rule"]["way"] == "loss"
    assert all(one["magnitude"] <= -7 for one in losses["gains"])
    assert "26 sudden gains in 17 of 43 people" in run(file, "--prefix", "bdi_s").output


def test_inconsistent_headings_are_said_and_nothing_is_dropped(shared: Path) -> None:
    result = run(shared / "data" / "sgdata_messy_headers.csv", "--prefix", "bdi")
    assert result.exit_code == 2
    assert "sudden gains need at least 4" in result.output


BAD = {
    "twice": ("id,s0,s1,s2,s3\na,1,2,3,4\na,1,2,3,4\n", "Row 3, column 'id': 'a' has a row already"),
    "nobody": ("id,s0,s1,s2,s3\n,1,2,3,4\n", "nobody is named"),
    "hole": ("id,s0,s1,s3,s4\na,1,2,3,4\n", "No column for session 2"),
    "same": ("id,s1,s01,s2,s3\na,1,2,3,4\n", "of the same session"),
    "text": ("id,s0,s1,s2,s3\na,1,x,3,4\n", "Row 2, column 's1': 'x' is not a number"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_line_and_status_two(tmp_path: Path, name: str) -> None:
    content, says = BAD[name]
    (tmp_path / "g.csv").write_text(content, "utf-8")
    result = run(tmp_path / "g.csv", "--prefix", "s")
    assert result.exit_code == 2
    assert says in result.output
