"""A house to measure: an embedded database in a folder of its own, the cast, one long course, and web workers."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

__all__ = ["MEETINGS", "Furnished", "furnish", "own_folder", "serve", "workers_of"]

ROOT = Path(__file__).resolve().parents[2]
MEETINGS = 12


@dataclass(frozen=True)
class Furnished:
    """What a benchmark asks for by address."""

    session: str
    form: str


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder with a database of its own, the settings of a demo, and Django ready for it."""
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=os.environ.get("GJENKLANG_BENCH")))
    os.environ.update(
        DJANGO_SETTINGS_MODULE="gjenklang.website.settings",
        GJENKLANG_DATA=str(folder),
        GJENKLANG_DATABASE="",
        GJENKLANG_ENV="demo",
        GJENKLANG_FIELD_KEYS="5v8Lr1yDdyH3d0T5xq0Yh1m3m1mWm3yqkU0Uj2o0s3E=",
        GJENKLANG_HTTPS="no",
        GJENKLANG_LANGUAGE="nb",
    )
    sys.path.insert(0, str(ROOT / "tests"))
    import django

    django.setup()
    try:
        yield folder
    finally:
        from django.db import connection

        connection.close()
        shutil.rmtree(folder)


def furnish(
    outcome: str = "gjenklang-outcome-adult", alliance: str = "gjenklang-alliance-adult"
) -> Furnished:
    """Build the cast's town; give Alice a course of twelve sessions with three raters at both forms."""
    from django.core.management import call_command
    from django.db import transaction

    from cast import town

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        here = town("Bench")
        session = _long_course(here, outcome, alliance)
    return Furnished(f"/session/{session}/", f"/f/{here.token}/")


def _long_course(here: object, outcome: str, alliance: str) -> object:
    from django.utils import timezone

    from cast import LONG_AGO
    from gjenklang.apps.care import actions
    from gjenklang.apps.care.models import Episode, Session
    from gjenklang.apps.people import actions as people
    from gjenklang.apps.people.models import Client

    alice = here.actor("alice")
    client = people.register_client(by=alice.who, client=Client(code="D-312", name="Dan", birth_year=1984))
    raters = [
        None,
        *(
            people.add_rater(by=alice.who, client=client, kind="carer", relation=who)
            for who in ("Mor", "Far")
        ),
    ]
    now = timezone.now()
    episode = actions.open_episode(
        by=alice,
        episode=Episode(
            unit=here.ours,
            outcome=outcome,
            alliance=alliance,
            first_attended=timezone.localdate() - timedelta(weeks=MEETINGS),
        ),
        clients=[client],
        since=LONG_AGO,
    )
    for weeks in reversed(range(MEETINGS)):
        starts = now - timedelta(weeks=weeks)
        session = actions.plan_session(by=alice, session=Session(episode=episode, starts=starts))
        session = actions.begin_session(by=alice, session=session)
        actions.store_answers(by=alice, administrations=list(_answers(session, client, raters)))
    return session.pk


def _answers(session: object, client: object, raters: list[object]) -> Iterator[object]:
    from cast import lines_of
    from gjenklang.apps.care.models import Administration, Channel
    from gjenklang.core.instruments import instrument

    chance = Random(str(session.starts.date()))  # noqa: S311 - marks on a line, not a secret
    for code, moment in ((session.episode.outcome, "start"), (session.episode.alliance, "end")):
        for rater in raters:
            yield Administration(
                organisation_id=session.organisation_id,
                episode=session.episode,
                session=session,
                client=client,
                rater=rater,
                moment=moment,
                instrument=code,
                instrument_version=instrument(code).version,
                channel=Channel.ROOM,
                finished=session.starts + timedelta(minutes=2 if moment == "start" else 50),
                local_date=session.local_date,
                answers={line: chance.randint(20, 95) for line in lines_of(code)},
            )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serve(workers: int = 2) -> Iterator[tuple[str, int]]:
    """Serve as `gjenklang serve` does; give the address and the process."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gjenklang.cli", "serve", "--no-worker", "--bind", address]
    served = subprocess.Popen([*command, "--workers", str(workers)])
    try:
        _wait_for(f"http://{address}/alive/", served)
        yield f"http://{address}", served.pid
    finally:
        served.terminate()
        served.wait(20)


def _wait_for(address: str, served: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            if served.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start.")


def workers_of(process: int) -> list[int]:
    """The web workers below a process: the leaves of its tree."""
    below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [leaf for one in below for leaf in workers_of(int(one))] or [process]
