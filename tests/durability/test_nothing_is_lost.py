"""A real server is killed, and its disk fills up, while people answer: what was thanked for is there, once."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from pysqlite3 import dbapi2
from uuid_utils.compat import uuid7

ROOT = Path(__file__).resolve().parents[2]
FORMS = 150
LINES = ("body", "everyday", "people", "hope")
SET_UP = f"""
import django; django.setup()
from django.core.management import call_command
from cast import town
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Session
from django.utils import timezone
call_command("migrate", verbosity=0)
here = town("Here")
form = Form("gjenklang-outcome-adult", "start", here.dana.pk)
for _ in range({FORMS}):
    session = actions.plan_session(by=here.actor("alice"), session=Session(episode=here.episode, starts=timezone.now()))
    _asked, token = actions.hand_over(by=here.actor("alice"), session=session, form=form, language="nb")
    print(token)
"""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


@dataclass
class House:
    """A service in a folder: it can be started, killed, and asked."""

    folder: Path
    tokens: list[str]
    address: str = ""
    served: subprocess.Popen | None = None
    sent: dict[str, UUID] = field(default_factory=dict)
    last: str = ""

    def environment(self) -> dict[str, str]:
        given = {"GJENKLANG_DATA": str(self.folder), "GJENKLANG_DATABASE": "", "GJENKLANG_ENV": "test"}
        return {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "gjenklang.website.settings"}

    def start(self, largest: int | None = None) -> None:
        """Serve with one worker; no file of the server may grow past ``largest`` bytes, as if the disk were full."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "gjenklang.cli", "serve", "--no-worker", "--workers", "1"]
        if largest:
            command = ["prlimit", f"--fsize={largest}", *command]
        self.served = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"],
            env=self.environment(),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/alive/", timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("The server did not start.")

    def kill(self) -> None:
        """As a power cut does: no farewell."""
        if self.served:
            os.killpg(self.served.pid, signal.SIGKILL)
            self.served.wait(10)
            self.served = None

    def send(self, token: str) -> int:
        """Send four marks, with the same key whenever the same form is sent; 0 when no answer came."""
        key = self.sent.setdefault(token, uuid7())
        marks = {"submission": key, "after": ""} | {f"line-{code}": 50 for code in LINES}
        body = urllib.parse.urlencode(marks).encode()
        opener = urllib.request.build_opener(_Stay)
        try:
            return opener.open(f"{self.address}/f/{token}/", body, timeout=10).status
        except urllib.error.HTTPError as answer:
            self.last = answer.read().decode()
            return answer.code
        except OSError:
            return 0

    def stored(self) -> list[UUID]:
        query = "SELECT id FROM care_administration WHERE invitation_id IS NOT NULL"
        with dbapi2.connect(self.folder / "gjenklang.sqlite3") as connection:
            return [UUID(row[0]) for row in connection.execute(query)]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    built = House(tmp_path, [])
    environment = built.environment() | {
        "DJANGO_SETTINGS_MODULE": "house_settings",
        "PYTHONPATH": str(ROOT / "tests"),
    }
    made = subprocess.run(
        [sys.executable, "-c", SET_UP], env=environment, capture_output=True, text=True, check=True
    )
    built.tokens = made.stdout.split()
    yield built
    built.kill()


@pytest.mark.parametrize("after", [0.003, 0.011])
def test_the_server_is_killed_between_answer_and_reply_and_the_client_sends_again(
    house: House, after: float
) -> None:
    house.start()
    killer = threading.Timer(after, house.kill)
    thanked, unsure = [], []
    for place, token in enumerate(house.tokens):
        if place == 20:
            killer.start()
        status = house.send(token)
        (thanked if status == 302 else unsure).append(token)
        if status == 0:
            break
    killer.join()
    assert unsure, "the server was never killed"
    assert {house.sent[token] for token in thanked} <= set(house.stored())
    house.start()
    for token in [*unsure, *thanked]:
        assert house.send(token) == 302
    assert sorted(house.stored()) == sorted(house.sent.values())


def test_on_a_full_disk_nobody_is_thanked_for_what_is_not_stored(house: House) -> None:
    largest = max(path.stat().st_size for path in house.folder.iterdir()) + 60_000
    house.start(largest)
    thanked: list[str] = []
    for token in house.tokens:
        status = house.send(token)
        if status != 302:
            break
        thanked.append(token)
    assert status == 503, "the disk never filled up"
    assert "kunne ikke lagres" in house.last
    assert sorted(house.stored()) == sorted(house.sent[one] for one in thanked)
    house.kill()
    house.start()
    assert house.send(token) == 302
    assert sorted(house.stored()) == sorted(house.sent.values())
