"""The wheel, as someone who has neither Node nor the checkout gets it: what lies in it, and that it runs."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
UV = [sys.executable, "-m", "uv", "--quiet"]
FRONT_END = "gjenklang/apps/shell/static/shell"
ADDRESS = re.compile(r'<link rel="stylesheet" href="([^"]+)">')

pytestmark = pytest.mark.enable_socket


@dataclass(frozen=True)
class Machine:
    """A virtual environment, a folder to stand in, and nothing else: no Node, no checkout, no settings."""

    environment: Path
    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        return {"PATH": str(self.environment / "bin"), "HOME": str(self.folder), "LANG": "C.UTF-8"}

    def type_in(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Type ``gjenklang …`` and wait for the answer."""
        return self.run("gjenklang", *words)

    def run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.environment / "bin" / program), *words]
        return subprocess.run(
            command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([*UV, "build", "--wheel", "--out-dir", folder, ROOT], check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as opened:
        return set(opened.namelist())


def installed(wheel: Path, folder: Path, extra: str = "") -> Machine:
    """Install the wheel into a fresh environment, every library as `constraints.txt` says."""
    environment = folder / "environment"
    subprocess.run([*UV, "venv", "--python", sys.executable, environment], check=True)
    install = [*UV, "pip", "install", "--python", environment / "bin/python"]
    subprocess.run(
        [*install, "-c", ROOT / "constraints.txt", f"gjenklang{extra} @ {wheel.as_uri()}"], check=True
    )
    return Machine(environment, folder)


@pytest.fixture(scope="module")
def plain(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """What `pip install gjenklang` gives."""
    return installed(wheel, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def web(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """What `pip install gjenklang[web]` gives."""
    return installed(wheel, tmp_path_factory.mktemp("web"), "[web]")


def test_the_front_end_lies_built_and_packed_in_the_wheel(wheel: Path, names: set[str]) -> None:
    with ZipFile(wheel) as opened:
        manifest = json.loads(opened.read(f"{FRONT_END}/manifest.json"))
    scripts = {"client.js", "ease.js", "staff.js", "sw.js", "without.js"}
    assert set(manifest) == {"client.css", "pictures.css", "staff.css", "favicon.svg", *scripts}
    wanted = {f"{FRONT_END}/{name}{packed}" for name in manifest.values() for packed in ("", ".br", ".gz")}
    assert wanted - names == set()
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.\w+", name) for name in manifest.values())


@pytest.mark.parametrize("ending", [".toml", ".html", ".txt", ".py"])
def test_what_the_code_reads_lies_in_the_wheel(names: set[str], ending: str) -> None:
    """Instruments, wording packs, templates: every file of the checkout's package."""
    written = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob(f"*{ending}")}
    assert written
    assert written - names == set()


def test_every_catalogue_lies_compiled_in_the_wheel(names: set[str]) -> None:
    written = {path.relative_to(SOURCE).with_suffix(".mo").as_posix() for path in SOURCE.rglob("*.po")}
    assert {
        "gjenklang/locale/nb/LC_MESSAGES/django.mo",
        "gjenklang/locale/nn/LC_MESSAGES/django.mo",
    } <= written
    assert written - names == set()


def test_nothing_else_lies_in_the_wheel(names: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in names} == {"gjenklang"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".sqlite3", ".pyc"))]


def test_a_plain_install_has_the_statistics_and_no_web(plain: Machine) -> None:
    assert plain.run("python", "-c", "import django").stderr.endswith("No module named 'django'\n")
    assert "--reliability" in plain.type_in("change", "--help").stdout
    assert re.search(r"^phq9 +9 items", plain.type_in("instruments").stdout, re.MULTILINE)


@pytest.mark.parametrize("command", ["demo", "doctor", "import", "migrate", "serve"])
def test_a_plain_install_says_in_one_line_what_the_web_needs(plain: Machine, command: str) -> None:
    said = plain.type_in(command)
    (line,) = said.stderr.splitlines()
    assert said.returncode == 2
    assert line.startswith(f"Error: {command} needs ")
    assert line.endswith('pip install "gjenklang[web]"')
    assert said.stdout == ""


def test_the_version_is_that_of_the_wheel(web: Machine, wheel: Path) -> None:
    assert web.type_in("--version").stdout == f"gjenklang, version {wheel.name.split('-')[1]}\n"


def test_answers_are_added_up(web: Machine) -> None:
    header = ",".join(f"q{number}" for number in range(1, 10))
    (web.folder / "answers.csv").write_text(f"{header}\n0,1,2,3,0,1,2,3,0\n3,3,3,3,3,3,3,3,3\n")
    said = web.type_in("score", "phq9", "answers.csv", "--json")
    assert said.returncode == 0, said.stderr
    (scale,) = json.loads(said.stdout)["scales"].values()
    assert (scale["n"], scale["mean"]) == (2, 19.5)  # 12 and 27


@pytest.fixture(scope="module")
def demo(web: Machine) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The demo as `gjenklang demo` serves it, on a free port, where no Node is to be found."""
    assert shutil.which("node", path=web.variables["PATH"]) is None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [web.environment / "bin/gjenklang", "demo", "--data", web.folder / "demo", "--bind", address]
    log = web.folder / "log"
    with log.open("w") as kept:
        where = {"cwd": web.folder, "env": web.variables, "start_new_session": True}
        served = subprocess.Popen(command, stdout=kept, stderr=kept, text=True, **where)
    try:
        wait_for(f"http://{address}/alive/", served, log)
        yield f"http://{address}", served
    finally:
        with suppress(ProcessLookupError):
            os.killpg(served.pid, signal.SIGKILL)
        served.wait(20)


def wait_for(address: str, served: subprocess.Popen[str], log: Path) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            assert served.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_the_demo_answers_with_its_style_and_stops_when_asked(
    demo: tuple[str, subprocess.Popen[str]],
) -> None:
    address, served = demo
    with urllib.request.urlopen(f"{address}/account/login/") as page:
        assert page.status == 200
        text = page.read().decode()
    (style,) = ADDRESS.findall(text)
    assert "tilbakemeldinger som blir hørt" in text  # our own words, compiled
    asked = urllib.request.Request(address + style, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(asked) as answer:
        assert (answer.status, answer.headers.get_content_type()) == (200, "text/css")
        assert answer.headers["Content-Encoding"] == "br"
    workers = children(served.pid)
    assert len(workers) >= 3
    served.send_signal(signal.SIGTERM)
    assert served.wait(20) == 0
    assert not [one for one in workers if Path(f"/proc/{one}").exists()]


def children(parent: int) -> list[int]:
    """Everyone below one process."""
    below = [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    return below + [deeper for one in below for deeper in children(one)]
