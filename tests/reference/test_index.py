"""Every public statistic is held against something, and what it is held against is here."""

import os
import shutil
import subprocess
import tomllib
from importlib import import_module
from inspect import isfunction
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PARTS = (
    "core.alliance",
    "core.change",
    "core.change.effects",
    "core.change.files",
    "core.change.gains",
    "core.dropout",
    "core.dropout.endpoints",
    "core.dropout.proportional",
    "core.dropout.staying",
    "core.numerics",
    "core.scoring",
    "core.scoring.tables",
    "core.signals",
    "core.trajectories",
    "core.trajectories.models",
    "core.trials",
)
HELD = tomllib.loads((HERE / "index.toml").read_text("utf-8"))["held"]
SCRIPTS = sorted(HERE.glob("*.R"))
KEYS = {"function", "against", "values", "script", "test", "tolerance"}


def public(part: str) -> set[str]:
    module = import_module(f"gjenklang.{part}")
    return {f"{part}.{name}" for name in module.__all__ if isfunction(getattr(module, name))}


@pytest.mark.parametrize("part", PARTS)
def test_every_public_function_is_in_the_index(part: str) -> None:
    assert public(part) <= {row["function"] for row in HELD}


def test_every_function_of_the_index_exists_and_is_there_once() -> None:
    names = [row["function"] for row in HELD]
    assert len(set(names)) == len(names)
    # Not on the face of its part, but what every method rests on.
    inner = {"core.change.files.change_index": "gjenklang.core.change.files.methods"}
    for name in names:
        module, _, function = name.rpartition(".")
        assert isfunction(getattr(import_module(inner.get(name, f"gjenklang.{module}")), function))


@pytest.mark.parametrize("row", HELD, ids=lambda row: row["function"])
def test_a_row_names_files_that_are_there(row: dict[str, str]) -> None:
    assert set(row) <= KEYS
    assert {"function", "against", "test", "tolerance"} <= set(row)
    assert all(row.values())
    for name in ("values", "script"):
        if name in row:
            assert (HERE / row[name]).read_text("utf-8").strip(), row[name]
    test = (HERE.parent / row["test"]).read_text("utf-8")
    function = row["function"].rpartition(".")[2]
    assert function in test
    assert row.get("values", "") in test


def test_every_file_of_values_is_used_and_every_script_named() -> None:
    named = {row[key] for row in HELD for key in ("values", "script") if key in row}
    assert {path.name for path in HERE.iterdir() if path.suffix in {".R", ".csv", ".json"}} == named


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_committed_values_are_what_the_script_makes(script: Path, shared: Path) -> None:
    assert shutil.which("Rscript"), "R is missing: apt-get install r-base-core"
    environment = {**os.environ, "GJENKLANG_SHARED": str(shared)}
    made = subprocess.run(
        ["Rscript", "--vanilla", script], capture_output=True, text=True, check=True, env=environment
    )
    assert made.stdout == script.with_suffix(".csv").read_text("utf-8")
