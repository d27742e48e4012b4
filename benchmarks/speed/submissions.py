"""Durable submissions each second, beside raw SQLite transactions on the same disk in the same run.

One submission is what a client's phone sends: POST, the invitation looked up, the marks checked, the administration and
its audit line stored in one transaction with synchronous=FULL. The load generator (wrk) shares the machine's cores.
"""

import json
import multiprocessing
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from machine import machine

HERE = Path(__file__).parent
FORMS, SECONDS, CONNECTIONS = 60_000, 8, 8


def prepare(folder: Path) -> None:
    """Make one course with as many sessions, each with an unanswered form, as the run can use."""
    sys.path.insert(0, str(HERE.parents[1] / "tests"))
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from cast import town
    from gjenklang.apps.care.models import Invitation, Session
    from gjenklang.apps.care.queries import token_hash

    call_command("migrate", verbosity=0)
    here = town("Bench")
    like = here.invitation
    now = timezone.now()
    tokens = [f"bench-{number}" for number in range(FORMS)]
    names = (
        "organisation_id",
        "episode_id",
        "client_id",
        "moment",
        "instrument",
        "instrument_version",
    )
    same = {name: getattr(like, name) for name in names} | {
        "language": "nb",
        "expires": like.expires,
        "opened": now,
    }
    day = {"organisation_id": like.organisation_id, "episode_id": like.episode_id, "local_date": now.date()}
    sessions = [Session(starts=now, **day) for _ in tokens]
    Session.objects.bulk_create(sessions, batch_size=500)
    rows = (
        Invitation(token_hash=token_hash(token), session_id=session.pk, **same)
        for token, session in zip(tokens, sessions, strict=True)
    )
    Invitation.objects.bulk_create(rows, batch_size=500)
    (folder / "tokens").write_text("\n".join(tokens) + "\n")


def raw(folder: Path, seconds: float, start: float, results: "multiprocessing.Queue[int]") -> None:
    """One writer of two small rows in each transaction, WAL and FULL, in its own process."""
    from pysqlite3 import dbapi2

    connection = dbapi2.connect(folder / "raw.sqlite3", isolation_level=None, timeout=20)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    time.sleep(max(0.0, start - time.time()))
    count = 0
    while time.time() < start + seconds:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO one VALUES (randomblob(16), ?)", ("x" * 300,))
        connection.execute("INSERT INTO two VALUES (randomblob(16), ?)", ("y" * 120,))
        connection.execute("COMMIT")
        count += 1
    results.put(count)


def raw_rate(folder: Path, seconds: float = 4.0) -> float:
    """Transactions each second of one raw writer: what the disk and SQLite give at most."""
    with sqlite3.connect(folder / "raw.sqlite3") as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        for name in ("one", "two"):
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {name} (id BLOB PRIMARY KEY, text TEXT) WITHOUT ROWID"
            )
    results: multiprocessing.Queue[int] = multiprocessing.Queue()
    start = time.time() + 0.3
    writer = multiprocessing.Process(target=raw, args=(folder, seconds, start, results))
    writer.start()
    count = results.get()
    writer.join()
    return count / seconds


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(port: int) -> subprocess.Popen[bytes]:
    """Start two web workers, as `gjenklang serve` does."""
    command = [
        sys.executable,
        "-m",
        "gjenklang.cli",
        "serve",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
    ]
    served = subprocess.Popen([*command, "--no-worker"])
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/alive/", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return served
    raise SystemExit("The server did not start.")


def memory(served: subprocess.Popen[bytes]) -> list[float]:
    """Resident memory of each web worker in MB: the leaves of the tree of processes."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(after[1])
    tree = {served.pid}
    for _ in range(4):
        tree |= {child for child, parent in parents.items() if parent in tree}
    leaves = tree - {parents[one] for one in tree if one in parents}
    statuses = [Path(f"/proc/{leaf}/status").read_text().splitlines() for leaf in leaves]
    return sorted(
        int(line.split()[1]) / 1024 for lines in statuses for line in lines if line.startswith("VmRSS")
    )


def load(port: int, tokens: Path) -> dict[str, float]:
    """Answer forms for some seconds over eight connections."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", str(HERE / "submit.lua")]
    run = subprocess.run(
        [*command, f"http://127.0.0.1:{port}", "--", str(tokens)], check=False, capture_output=True, text=True
    )
    line = next((one for one in run.stdout.splitlines() if one.startswith("{")), None)
    if line is None:
        raise SystemExit(run.stdout + run.stderr)
    return dict(json.loads(line))


def stored(folder: Path) -> dict[str, int]:
    """How many rows there are after the run, read with the plain driver."""
    from pysqlite3 import dbapi2

    connection = dbapi2.connect(folder / "gjenklang.sqlite3")
    asked = {"administrations": "SELECT count(*) FROM care_administration WHERE invitation_id IS NOT NULL"}
    asked["audit_lines"] = (
        "SELECT count(*) FROM audit_line WHERE verb = 'administration.record' AND by_kind = 'client'"
    )
    return {name: connection.execute(query).fetchone()[0] for name, query in asked.items()}


def main() -> dict[str, object]:
    """Run it three times, raw and served in turn, and say the medians."""
    if shutil.which("wrk") is None:
        raise SystemExit("The load generator is missing: apt-get install wrk")
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=os.environ.get("GJENKLANG_BENCH")))
    os.environ.update(
        GJENKLANG_ENV="test", GJENKLANG_HTTPS="no", GJENKLANG_DATA=str(folder), GJENKLANG_DATABASE=""
    )
    os.environ.update(
        GJENKLANG_FIELD_KEYS="5v8Lr1yDdyH3d0T5xq0Yh1m3m1mWm3yqkU0Uj2o0s3E=",
        DJANGO_SETTINGS_MODULE="house_settings",
    )
    preparing = multiprocessing.Process(target=prepare, args=(folder,))
    preparing.start()
    preparing.join()
    os.environ["DJANGO_SETTINGS_MODULE"] = "gjenklang.website.settings"
    port = free_port()
    served = serve(port)
    at_rest = memory(served)
    runs, tokens = [], (folder / "tokens").read_text().splitlines()
    try:
        for number in range(3):
            share = folder / f"tokens-{number}"
            share.write_text("\n".join(tokens[number * FORMS // 3 : (number + 1) * FORMS // 3]) + "\n")
            baseline = raw_rate(folder)
            one = load(port, share)
            rate = one["requests"] / one["seconds"]
            runs.append(
                {**one, "rate": round(rate, 1), "raw": round(baseline, 1), "ratio": round(rate / baseline, 3)}
            )
        loaded = memory(served)
    finally:
        served.terminate()
        served.wait(20)
    kept = stored(folder)
    shutil.rmtree(folder)
    sent = sum(int(one["requests"]) for one in runs)
    return {
        "what": "durable submissions, two workers, wrk with 8 connections on the same cores",
        "machine": machine(),
        "runs": runs,
        "median": {
            name: median(float(one[name]) for one in runs)
            for name in ("rate", "p50_ms", "p99_ms", "raw", "ratio")
        },
        "limits": {"rate_at_least": 1200, "p99_ms_at_most": 25, "worker_mb_at_most": 80},
        "acknowledged": sent,
        "stored": kept,
        "worker_mb": {
            "at_start": [round(one, 1) for one in at_rest],
            "after": [round(one, 1) for one in loaded],
        },
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
