"""Commands as a person types them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and how it ended."""

    result: Result

    @property
    def status(self) -> int:
        return self.result.exit_code

    @property
    def json(self) -> Any:
        assert self.status == 0, self.result.output
        return json.loads(self.result.stdout)

    @property
    def line(self) -> str:
        """The one line on stderr of a command that could not use what it was given."""
        assert self.status == 2, self.result.output
        assert self.result.stdout == ""
        (line,) = self.result.stderr.splitlines()
        assert line.startswith("Error: ")
        return line.removeprefix("Error: ")


@pytest.fixture
def type_in() -> Callable[..., Said]:
    """Type a command: ``type_in("score", "phq9", path)``."""

    def run(*words: object) -> Said:
        result = CliRunner().invoke(main, [str(word) for word in words], prog_name="gjenklang")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return Said(result)

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a file: ``written("a,b\\n1,2\\n")``."""

    def write(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write
