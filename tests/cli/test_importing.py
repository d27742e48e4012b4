"""`gjenklang import`: a trial first, all or nothing, and the second time adds nothing."""

import json
import os
import subprocess
import sys

import pytest

from gjenklang.apps.care.models import Administration
from gjenklang.apps.people.models import Client

TWO_WEEKS = "id,date,bdi\nQ-1,2026-01-05,30\nQ-1,2026-01-12,26\nQ-2,2026-01-05,18\n"
MEANING = ("--instrument", "bdi", "--client", "id", "--date", "date", "--total", "bdi")


@pytest.fixture
def read_in(cast, type_in, written):
    def run(content: str, *more: str, who: str = "alice", unit: str = "Ours"):
        return type_in("import", written(content), "--as", who, "--unit", unit, *MEANING, *more)

    return run


def stored() -> int:
    return Administration.objects.filter(instrument="bdi").count()


def test_a_trial_stores_nothing_and_says_so(read_in) -> None:
    said = read_in(TWO_WEEKS)
    assert said.status == 0, said.result.output
    assert "Nothing is stored: this was a trial." in said.result.stdout
    assert stored() == 0


def test_what_is_written_once_is_not_written_twice(read_in, cast) -> None:
    first = json.loads(read_in(TWO_WEEKS, "--write", "--json").result.stdout)
    assert (first["new_clients"], first["new_scores"], stored()) == (2, 3, 3)
    again = json.loads(read_in(TWO_WEEKS, "--write", "--json").result.stdout)
    assert (again["new_clients"], again["new_scores"], again["known_scores"], stored()) == (0, 0, 3, 3)
    assert set(Client.objects.filter(code__startswith="Q-").values_list("organisation", flat=True)) == {
        cast.here.organisation.pk
    }


@pytest.mark.parametrize("row", ["Q-3,2026-01-19,64", "Q-3,2099-01-19,20", "Q-3,19 Jan,20", ",2026-01-19,20"])
def test_one_bad_row_is_named_by_its_number_and_nothing_is_stored(read_in, row: str) -> None:
    said = read_in(f"{TWO_WEEKS}{row}\n", "--write")
    assert said.status == 2
    assert "5" in said.result.stderr
    assert stored() == 0


@pytest.mark.parametrize(
    ("who", "unit", "words"),
    [
        ("nobody", "Ours", "Nobody here signs in as 'nobody'."),
        ("alice", "Theirs", "alice cannot read files into 'Theirs'; there is: Ours."),
        ("alice2", "Nowhere", "cannot read files into 'Nowhere'"),
        ("grace", "Ours", "cannot read files into 'Ours'; there is: none."),
    ],
)
def test_who_may_not_read_files_in_is_told_in_one_line(read_in, who: str, unit: str, words: str) -> None:
    said = read_in(TWO_WEEKS, who=who, unit=unit)
    assert said.status == 2
    assert words in said.result.stderr


def test_help_names_every_option(type_in) -> None:
    said = type_in("import", "--help").result.stdout
    for option in ("--as", "--unit", "--day-zero", "--wide", "--duplicates", "--write", "--json"):
        assert option in said


def test_a_database_that_is_not_set_up_gets_one_line_and_status_two(tmp_path) -> None:
    """A real process on an empty folder, as an operator meets it."""
    (tmp_path / "scores.csv").write_text(TWO_WEEKS, "utf-8")
    environment = {
        **os.environ,
        "GJENKLANG_DATA": str(tmp_path),
        "GJENKLANG_DATABASE": "",
        "GJENKLANG_ENV": "test",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "gjenklang.cli", "import", str(tmp_path / "scores.csv")]
    said = subprocess.run(
        [*command, "--as", "alice", "--unit", "Ours", *MEANING],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 2
    assert said.stderr.strip().count("\n") == 0, said.stderr
    assert "run gjenklang migrate first" in said.stderr
