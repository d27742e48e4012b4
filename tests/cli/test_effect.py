"""``gjenklang effect`` on the real files, and on files that are wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main

COLUMNS = ["--id", "id", "--when", "time", "--pre", "1", "--post", "4", "--better", "lower"]


def run(file: Path, *more: object) -> Result:
    return CliRunner().invoke(main, ["effect", str(file), *COLUMNS, *map(str, more)])


@pytest.fixture
def claus(shared: Path) -> Path:
    return shared / "data" / "claus_2020.csv"


def test_every_effect_has_its_name_n_and_interval(claus: Path) -> None:
    found = json.loads(run(claus, "--score", "bdi", "--group", "treatment", "--target", 18, "--json").output)
    assert (found["n_read"], found["n_used"]) == (43, 40)
    effects = [*found["effects"].values(), *found["severity_adjusted"].values(), found["between"]["at_end"]]
    for one in effects:
        assert one["low"] < one["value"] < one["high"]
        assert one["n"]
        assert one["name"]
        assert one["interval"]
    assert found["effects"]["raw"]["value"] == pytest.approx(
        (35.475 - found["mean_post"]) / 8.158643, abs=1e-5
    )
    assert found["reached_target"]["n"] == 40


def test_the_words_say_how_the_interval_was_made(claus: Path) -> None:
    words = run(claus, "--score", "hamd", "--cutoff", 15, "--reference", claus).output
    assert "severity-adjusted, brown" in words
    assert "relative" in words
    assert "n 40" in words


BAD = {
    "one alike": (
        "id,time,bdi\n" + "".join(f"{n},1,5\n{n},4,{n}\n" for n in range(4)),
        "every first score is 5",
    ),
    "few": ("id,time,bdi\n1,1,5\n1,4,6\n2,1,7\n2,4,6\n", "only 2 complete pairs"),
    "text": ("id,time,bdi\n1,1,five\n", "Row 2, column 'bdi': 'five' is not a number"),
    "twice": ("id,time,bdi\n1,1,5\n1,1,6\n1,4,6\n", "Row 3: '1' has a second score at '1'"),
    "nobody": ("id,time,bdi\n1,1,5\n2,4,6\n", "Nobody has a score at both"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_line_and_status_two(tmp_path: Path, name: str) -> None:
    content, says = BAD[name]
    (tmp_path / "s.csv").write_text(content, "utf-8")
    result = run(tmp_path / "s.csv", "--score", "bdi")
    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output


def test_an_unknown_column_is_answered_with_the_near_one(claus: Path) -> None:
    result = run(claus, "--score", "bdii")
    assert result.exit_code == 2
    assert "Did you mean 'bdi'?" in result.output
