"""The commands as a whole."""

import subprocess
import sys
from importlib.metadata import version

import click
import pytest

from gjenklang import cli
from gjenklang.cli import COMMANDS

WRITTEN = sorted(COMMANDS)


@pytest.mark.parametrize("command", WRITTEN)
def test_every_command_explains_itself(type_in, command: str) -> None:
    said = type_in(command, "--help")
    assert said.status == 0
    assert f"gjenklang {command}" in said.result.stdout  # `manage` hands the question on to Django


@pytest.mark.parametrize("asking", ["-h", "--help"])
def test_a_statistics_command_shows_an_example(type_in, asking: str) -> None:
    for command in ("change", "score", "instruments"):
        assert f"Example: gjenklang {command}" in type_in(command, asking).result.stdout


def test_an_unknown_command_is_refused(type_in) -> None:
    said = type_in("scroe")
    assert said.status == 2
    assert "No such command 'scroe'" in said.result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("change", "--foo"), "No such option '--foo'. See gjenklang change --help."),
        (("change",), "Missing argument 'FILE'. See gjenklang change --help."),
        (
            ("trajectory", "fit", "/nowhere"),
            "File '/nowhere' does not exist. See gjenklang trajectory fit --help.",
        ),
    ],
)
def test_what_is_asked_wrongly_is_said_in_one_line(type_in, words: tuple[str, ...], says: str) -> None:
    said = type_in(*words)
    assert said.status == 2
    assert says in said.line


def test_the_version_is_that_of_the_package(type_in) -> None:
    assert version("gjenklang") in type_in("--version").result.stdout


def test_a_command_that_lacks_a_package_says_what_to_install(
    type_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_name: str) -> None:
        raise ModuleNotFoundError(name="django")

    monkeypatch.setattr(cli, "import_module", missing)
    assert type_in("serve").line == 'serve needs django: pip install "gjenklang[web]"'


def test_a_mistake_of_our_own_is_not_called_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(cli, "import_module", missing)
    with pytest.raises(ModuleNotFoundError):
        cli.main.get_command(click.Context(cli.main), "score")


def test_help_waits_for_no_large_library() -> None:
    asked = "import sys, gjenklang.cli.change; print({'scipy', 'pyarrow', 'orjson'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
