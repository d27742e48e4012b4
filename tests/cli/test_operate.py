"""What an operator says wrongly is answered in one line, before anything is begun."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from gjenklang.cli.operate import environment_of_a_worker

KEYS = {
    "GJENKLANG_ENV": "production",
    "GJENKLANG_SECRET_KEY": "x" * 60,
    "GJENKLANG_FIELD_KEYS": "5v8Lr1yDdyH3d0T5xq0Yh1m3m1mWm3yqkU0Uj2o0s3E=",
    "GJENKLANG_HTTPS": "yes",
    "GJENKLANG_PROXY": "yes",
}


def typed(folder: Path, *words: str, **given: str) -> tuple[int, str]:
    environment = {**os.environ, **KEYS, "GJENKLANG_DATA": str(folder), "GJENKLANG_DATABASE": "", **given}
    environment["DJANGO_SETTINGS_MODULE"] = "gjenklang.website.settings"
    command = [sys.executable, "-m", "gjenklang.cli", *words]
    run = subprocess.run(
        command, check=False, env=environment, capture_output=True, text=True, timeout=300, cwd=folder
    )
    return run.returncode, run.stderr


@pytest.mark.parametrize("bind", ["nowhere", "127.0.0.1:99999", "127.0.0.1:"])
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, command: str, bind: str) -> None:
    status, said = typed(tmp_path, command, "--bind", bind)
    assert (status, said.count("\n")) == (2, 1), said
    assert said.startswith(f"Error: '{bind}' is no address: write it like 127.0.0.1:8000.")


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_an_address_where_another_answers_is_refused(tmp_path: Path, command: str) -> None:
    """Two servers that share an address would each answer every other click."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        status, said = typed(tmp_path, command, "--bind", bind)
    assert (status, said.count("\n")) == (2, 1), said
    assert said.startswith(f"Error: {bind} cannot be used: ")
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GJENKLANG_DATABASE", "postgres://nobody@127.0.0.1:1/nothing"),
        ("GJENKLANG_DATABASE", "postgres://nobody@127.0.0.1:port/nothing"),
        ("GJENKLANG_DATABASE", "mysql://x"),
        ("GJENKLANG_DATA", "/proc/nowhere"),
        ("GJENKLANG_TIME_ZONE", "Mars/Base"),
        ("GJENKLANG_FIELD_KEYS", "no-key"),
        ("GJENKLANG_EMAIL", "post.example"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "doctor", "serve"])
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, command: str, name: str, value: str) -> None:
    address = ["--bind", f"127.0.0.1:{free_port()}"] if command == "serve" else []
    status, said = typed(tmp_path, command, *address, **{name: value})
    assert status == 2, said
    assert "Traceback" not in said
    if command != "doctor":
        assert said.startswith("Error: ")
        assert said.count("\n") == 1, said


def test_a_database_without_its_tables_is_not_served(tmp_path: Path) -> None:
    status, said = typed(tmp_path, "serve", "--bind", f"127.0.0.1:{free_port()}")
    assert (status, said.count("\n")) == (2, 1), said
    assert said.startswith("Error: The database is not up to date: run gjenklang migrate.")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_the_doctor_says_nothing_but_json_when_a_program_asks(tmp_path: Path) -> None:
    environment = {**os.environ, **KEYS, "GJENKLANG_DATA": str(tmp_path), "GJENKLANG_DATABASE": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "gjenklang.website.settings"
    command = [sys.executable, "-m", "gjenklang.cli", "doctor", "--json"]
    said = subprocess.run(command, check=False, env=environment, capture_output=True, text=True).stdout
    assert json.loads(said)["well"] is False  # nothing is migrated here


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a municipality that lives on a day in February."""
    folder = tmp_path_factory.mktemp("filled")
    said = typed(folder, "demo", "--no-serve", "--data", str(folder / "demo"), "--date", "2026-02-02")[1]
    assert "--fresh" not in said
    return folder / "demo"


def test_a_demo_of_another_day_is_kept_and_says_so(filled: Path) -> None:
    """Nobody's tries are thrown away by themselves; nobody wonders why today is empty either."""
    words = ("demo", "--no-serve", "--data", str(filled), "--date")
    assert "--fresh" not in typed(filled, *words, "2026-02-02")[1]
    status, said = typed(filled, *words, "2026-02-03")
    assert status == 0
    assert (
        said
        == "  This municipality lives on 2026-02-02 (seed 2026): --fresh makes one for 2026-02-03 (seed 2026).\n"
    )


def test_a_key_that_opens_nothing_is_said_by_the_doctor_and_by_who_rotates(filled: Path) -> None:
    status, said = typed(filled, "rotate-keys", GJENKLANG_FIELD_KEYS=Fernet.generate_key().decode())
    assert (status, said) == (
        2,
        (
            "Error: Something stored fits no key in GJENKLANG_FIELD_KEYS: put the old key back. "
            "See python -m gjenklang.cli rotate-keys --help.\n"
        ),
    )
    environment = {**os.environ, **KEYS, "GJENKLANG_DATA": str(filled), "GJENKLANG_DATABASE": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "gjenklang.website.settings"
    command = [sys.executable, "-m", "gjenklang.cli", "doctor"]
    words = subprocess.run(command, check=False, env=environment, capture_output=True, text=True).stdout
    assert " !!   GJENKLANG_FIELD_KEYS does not open what is stored (" in words


def test_what_was_written_anew_is_read_by_a_program_too(filled: Path) -> None:
    old = (filled / "keys").read_text("utf-8").split()[1]
    environment = {**os.environ, **KEYS, "GJENKLANG_DATA": str(filled), "GJENKLANG_DATABASE": ""}
    environment |= {"GJENKLANG_FIELD_KEYS": old, "DJANGO_SETTINGS_MODULE": "gjenklang.website.settings"}
    command = [sys.executable, "-m", "gjenklang.cli", "rotate-keys", "--json"]
    said = subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout
    assert json.loads(said)["rows"]["people.Client"] > 100


@pytest.mark.parametrize("day", ["9999-12-31", "1950-01-01"])
def test_a_day_that_no_municipality_lives_on_is_refused(tmp_path: Path, day: str) -> None:
    status, said = typed(tmp_path, "demo", "--no-serve", "--data", str(tmp_path / "demo"), "--date", day)
    assert (status, said.count("\n")) == (2, 1), said
    assert said.startswith("Error: --date is a day from 2015-01-01 to 2100-12-31.")


def test_a_file_is_no_folder_for_a_demo(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    status, said = typed(tmp_path, "demo", "--no-serve", "--data", str(tmp_path / "file"))
    assert (status, said.count("\n")) == (2, 1), said
    assert "cannot be used" in said


@pytest.mark.parametrize("writable", [True, False])
def test_a_worker_runs_from_compiled_code_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, writable: bool
) -> None:
    """Beside the code where that may be written, else in the data folder; compiled at each start it is 3 MB larger."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setenv("GJENKLANG_DATA", str(tmp_path))
    monkeypatch.setattr(os, "access", lambda _path, _mode: writable)
    given = environment_of_a_worker()
    assert "PYTHONDONTWRITEBYTECODE" not in given
    assert given.get("PYTHONPYCACHEPREFIX") == (None if writable else str(tmp_path / "bytecode"))
