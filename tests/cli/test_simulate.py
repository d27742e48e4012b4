"""``gjenklang simulate`` writes the canonical tables, the same again for the same seed."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main
from gjenklang.registry.schema import TABLES


def run(out: Path, seed: int = 1, clients: int = 400) -> Result:
    return CliRunner().invoke(
        main, ["simulate", "--clients", str(clients), "--seed", str(seed), "--out", str(out)]
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "invented"
    assert run(out).exit_code == 0
    return out


def test_the_tables_are_the_canonical_ones_and_the_truth(made: Path) -> None:
    assert {path.stem for path in made.iterdir()} == {*TABLES, "truth"}
    for name, columns in TABLES.items():
        assert pq.read_schema(made / f"{name}.parquet").names == list(columns)
    assert pq.read_metadata(made / "episodes.parquet").num_rows == 400


def test_every_key_is_found_where_it_points(made: Path) -> None:
    def column(table: str, name: str) -> set[str]:
        return set(pq.read_table(made / f"{table}.parquet", columns=[name])[name].to_pylist())

    assert column("ratings", "session") <= column("sessions", "session")
    assert column("sessions", "episode") <= column("episodes", "episode")
    assert column("episodes", "person") == column("people", "person")
    assert column("endings", "episode") < column("episodes", "episode")
    assert column("ratings", "rater") == {"self", "carer"}


def test_the_same_seed_gives_the_same_tables_and_another_others(made: Path, tmp_path: Path) -> None:
    run(tmp_path / "again")
    run(tmp_path / "other", seed=2)
    tables = [
        pq.read_table(folder / "ratings.parquet") for folder in (made, tmp_path / "again", tmp_path / "other")
    ]
    assert tables[0].equals(tables[1])
    assert not tables[0].equals(tables[2])


def test_a_folder_with_something_in_it_is_left_alone(made: Path) -> None:
    result = run(made)
    assert result.exit_code == 2
    assert "is not empty" in result.output


def test_a_day_that_no_calendar_has_room_for_is_refused(tmp_path: Path) -> None:
    words = [
        "simulate",
        "--clients",
        "10",
        "--seed",
        "1",
        "--out",
        str(tmp_path / "x"),
        "--first-day",
        "9999-12-31",
    ]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, "is not between 1900 and 2100" in result.output) == (2, True)


def test_what_was_written_is_said_to_a_program(tmp_path: Path) -> None:
    asked = ["simulate", "--clients", "20", "--seed", "3", "--out", str(tmp_path / "out"), "--json"]
    said = json.loads(CliRunner().invoke(main, asked).stdout)
    assert (said["episodes"], said["seed"]) == (20, 3)
    assert said["files"] == sorted(f"{name}.parquet" for name in {*TABLES, "truth"})
