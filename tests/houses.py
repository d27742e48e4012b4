"""A served demo municipality, and weeks that pass in it."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROWS = {
    "episode_id = {key}": "care_administration care_invitation care_session care_responsibility care_participant "
    "feedback_signal feedback_guess feedback_brought feedback_agreed feedback_marked feedback_theory dropout_leaving",
    "signal_id IN (SELECT id FROM feedback_signal WHERE episode_id = {key})": "feedback_showing feedback_handling",
    "id = {key}": "care_episode",
}


@dataclass(frozen=True)
class House:
    """A running service: its address, its folder, and its database where that is not in the folder."""

    address: str
    folder: Path
    database: str = ""


@contextmanager
def served(folder: Path) -> Iterator[House]:
    """A house of one's own, while it lasts: for what would change the shared one for others."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "GJENKLANG_DATABASE": own_database(port)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [
        sys.executable,
        "-m",
        "gjenklang.cli",
        "demo",
        "--data",
        str(folder),
        "--bind",
        f"127.0.0.1:{port}",
    ]
    with (folder / "log").open("w") as log:
        serving = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, serving, folder / "log")
        yield House(address, folder, environment["GJENKLANG_DATABASE"])
    finally:
        serving.terminate()
        serving.wait(20)


def own_database(port: int) -> str:
    """On PostgreSQL, a database of this house's own; empty means SQLite in its folder."""
    url = os.environ.get("GJENKLANG_DATABASE", "")
    if not url:
        return ""
    import psycopg

    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE journey_{port}")
    return url.rsplit("/", 1)[0] + f"/journey_{port}"


def _wait_for(address: str, served: subprocess.Popen, log: Path) -> None:
    for _ in range(1800):  # a machine with other work fills the demo slowly
        try:
            with urllib.request.urlopen(f"{address}/alive/", timeout=2):
                return
        except OSError:
            assert served.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def weeks_pass(house: House, course: str, weeks: int = 1) -> None:
    """Move what is kept of a course back by weeks; the audit trail stays, for nothing may change it.

    Parameters
    ----------
    course
        The address of its page.
    """
    found = re.search(r"/course/([0-9a-f-]{36})/", course)
    assert found, course
    move = _on_postgresql if house.database else _in_a_file
    move(house, found[1], 7 * weeks)


def _in_a_file(house: House, key: str, days: int) -> None:
    file = sqlite3.connect(house.folder / "gjenklang.sqlite3", timeout=20)
    shapes = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%d %H:%M:%f"}
    with file:
        for where, tables in ROWS.items():
            for table in tables.split():
                columns = [(one[1], one[2]) for one in file.execute(f"PRAGMA table_info({table})")]
                sets = [
                    f"{name} = strftime('{shapes[kind]}', {name}, '-{days} days')"
                    for name, kind in columns
                    if kind in shapes
                ]
                here = where.format(key=f"'{key.replace('-', '')}'")
                file.execute(f"UPDATE {table} SET {', '.join(sets)} WHERE {here}")  # noqa: S608 - names of our own
    file.close()


def _on_postgresql(house: House, key: str, days: int) -> None:
    import psycopg

    of_time = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
    with psycopg.connect(house.database.replace("postgres://", "postgresql://", 1)) as connection:
        for where, tables in ROWS.items():
            for table in tables.split():
                columns = connection.execute(of_time, (table,)).fetchall()
                sets = [
                    f"{name} = ({name} - interval '{days} days')::{kind}"
                    for name, kind in columns
                    if kind == "date" or kind.startswith("timestamp")
                ]
                here = where.format(key=f"'{key}'")
                connection.execute(f"UPDATE {table} SET {', '.join(sets)} WHERE {here}")  # noqa: S608


def worked(house: House, link: str) -> str:
    """What the worker of a house makes of the newest link, as if it were noon: the path in the message.

    Parameters
    ----------
    link
        The telephone number that it goes to.
    """
    code = f"""
from pathlib import Path
from gjenklang.cli.operate import _demo_environment, set_up
_demo_environment(Path({str(house.folder)!r}))
set_up()
from django.urls import reverse
from django.utils import timezone
from gjenklang.apps.inviting import rules, tasks
from gjenklang.apps.inviting.models import Link
from gjenklang.apps.inviting.queries import token_of
rules.QUIET = (24, 0)
found = [one for one in Link.objects.order_by("-id") if one.agreement.address == {link!r}][0]
found = tasks.claim_link(key=found.pk, now=max(timezone.now(), found.due)) or found
tasks.note_sent(link=found, receipt="")
print(reverse("inviting:link", args=[token_of(found)[0]]))
"""
    environment = {**os.environ, "GJENKLANG_DATABASE": house.database}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
