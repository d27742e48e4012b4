"""Three hundred clients, a bad net, a server killed twenty times: what was said to be sent is there, once."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from chaos import BadNet
from houses import own_database

TESTS = Path(__file__).resolve().parents[1]
CLIENTS, KILLS, HANDS = 300, 20, 40
LINES = ("body", "everyday", "people", "hope")
SET_UP = f"""
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from cast import LONG_AGO, town
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode, Session
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.models import Client
call_command("migrate", verbosity=0)
here = town("Here")
alice, code = here.actor("alice"), "gjenklang-outcome-adult"
for number in range({CLIENTS}):
    client = register_client(by=alice.who, client=Client(code=f"C-{{number}}"))
    episode = Episode(unit=here.ours, outcome=code, first_attended=timezone.localdate())
    episode = actions.open_episode(by=alice, episode=episode, clients=[client], since=LONG_AGO)
    session = actions.plan_session(by=alice, session=Session(episode=episode, starts=timezone.now()))
    asked, token = actions.hand_over(by=alice, session=session, form=Form(code, "start", client.pk), language="nb")
    print(token, client.pk)
"""


@dataclass
class Service:
    """A service behind the bad net, that can be killed and started again."""

    folder: Path
    database: str
    net: BadNet
    served: subprocess.Popen | None = None
    clients: dict[str, UUID] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        given = {
            "GJENKLANG_DATA": str(self.folder),
            "GJENKLANG_DATABASE": self.database,
            "GJENKLANG_ENV": "test",
        }
        return {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "gjenklang.website.settings"}

    def set_up(self) -> None:
        given = {"DJANGO_SETTINGS_MODULE": "house_settings", "PYTHONPATH": str(TESTS)}
        command = [sys.executable, "-c", SET_UP]
        made = subprocess.run(
            command, env=self.environment() | given, capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stderr
        rows = [row.split() for row in made.stdout.splitlines()]
        self.clients = {token: UUID(client) for token, client in rows}

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "gjenklang.cli", "serve", "--no-worker", "--workers", "2"]
        self.served = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"],
            env=self.environment(),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(400):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/alive/", timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                self.net.upstream = ("127.0.0.1", port)
                return
        raise AssertionError("The server did not start.")

    def kill(self) -> None:
        """As a power cut does: no farewell."""
        if self.served:
            os.killpg(self.served.pid, signal.SIGKILL)
            self.served.wait(10)
            self.served = None

    def stored(self) -> list[tuple[UUID, UUID, str, dict[str, int]]]:
        """Every answer by a form's address: key, client, hash of the address, marks."""
        query = (
            "SELECT a.id, a.client_id, i.token_hash, a.answers FROM care_administration a "
            "JOIN care_invitation i ON i.id = a.invitation_id JOIN people_client c ON c.id = a.client_id "
            "WHERE c.code LIKE 'C-%'"
        )
        if self.database:
            import psycopg

            with psycopg.connect(self.database.replace("postgres://", "postgresql://", 1)) as connection:
                return list(connection.execute(query))
        file = sqlite3.connect(self.folder / "gjenklang.sqlite3")
        rows = [
            (UUID(key), UUID(who), asked, json.loads(marks)) for key, who, asked, marks in file.execute(query)
        ]
        file.close()
        return rows


@dataclass
class Phone:
    """One client's phone: it sends the same answer until the service says that it is stored."""

    token: str
    number: int
    key: UUID = field(default_factory=uuid7)
    tries: int = 0
    sent: bool = False
    refused: bool = False

    @property
    def marks(self) -> dict[str, int]:
        """Four marks that nobody else puts."""
        return dict(zip(LINES, (self.number % 101, self.number // 101, 7, self.number % 97), strict=True))

    def send(self, address: str) -> None:
        marks = {f"line-{line}": mark for line, mark in self.marks.items()}
        body = urllib.parse.urlencode(
            {"submission": self.key, "after": "", "quiet": "1", "waited": "0"} | marks
        )
        self.tries += 1
        request = urllib.request.Request(
            f"{address}/f/{self.token}/", body.encode(), headers={"Connection": "close"}
        )
        try:
            with urllib.request.urlopen(request, timeout=8) as answer:
                self.sent = answer.status == 201
        except urllib.error.HTTPError as wrong:
            self.refused = self.refused or wrong.code < 500
        except (OSError, ValueError):
            return


class Crowd:
    """Clients who come in turn, each trying again until the answer is sent; as many at once as there are hands."""

    def __init__(self, phones: list[Phone], address: str) -> None:
        self.phones, self.address = phones, address
        self.over, self.come = threading.Event(), threading.Condition()
        self.queue: list[Phone] = []
        self.hands = [threading.Thread(target=self._hand, daemon=True) for _ in range(HANDS)]
        for one in self.hands:
            one.start()

    def bring(self, some: list[Phone]) -> None:
        with self.come:
            self.queue.extend(some)
            self.come.notify_all()

    def _hand(self) -> None:
        while not self.over.is_set():
            with self.come:
                phone = self.queue.pop(0) if self.queue else None
                if phone is None:
                    self.come.wait(0.2)
                    continue
            phone.send(self.address)
            if not phone.sent:
                time.sleep(0.05)
                self.bring([phone])

    def go_home(self, seconds: int = 60) -> None:
        """Wait until everyone has sent."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not all(phone.sent for phone in self.phones):
            time.sleep(0.1)
        self.over.set()
        for one in self.hands:
            one.join(10)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with BadNet(seed=20) as net:
        threading.Thread(target=net.serve_forever, daemon=True).start()
        built = Service(tmp_path, own_database(net.server_address[1]), net)
        built.set_up()
        yield built
        built.kill()
        net.shutdown()


def test_nothing_that_was_said_to_be_sent_is_lost_doubled_or_anothers(service: Service) -> None:
    phones = [Phone(token, number) for number, token in enumerate(service.clients)]
    crowd = Crowd(phones, service.net.address)
    # Some come at each round, so that there are clients on their way at every kill.
    for number in range(KILLS):
        service.start()
        crowd.bring(phones[number::KILLS])
        time.sleep(0.02 + 0.03 * (number % 5))
        service.kill()
    early = sum(phone.sent for phone in phones)
    service.start()
    crowd.go_home()
    rows = service.stored()
    by_key = {phone.key: phone for phone in phones}
    assert all(phone.sent and not phone.refused for phone in phones)
    assert sorted(row[0] for row in rows) == sorted(by_key)  # every one, and once
    for key, client, asked, marks in rows:
        phone = by_key[key]
        assert (client, marks) == (service.clients[phone.token], phone.marks)
        assert asked == sha256(phone.token.encode()).hexdigest()
    # The net and the kills did what they are for.
    assert all(
        service.net.happened[fate] > 5 for fate in ("dropped", "cut before", "cut after", "twice", "slow")
    )
    assert sum(phone.tries > 1 for phone in phones) > CLIENTS / 3
    assert 0 < early < CLIENTS
