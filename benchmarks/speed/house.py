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

__all__ = ["FULL", "MEETINGS", "Furnished", "furnish", "own_folder", "serve", "workers_of"]

ROOT = Path(__file__).resolve().parents[2]
MEETINGS = 12
#: The fullest course that a page must hold: sessions, raters besides the client, agreements.
FULL = (30, ("Mor", "Far", "Lærer"), 20)


@dataclass(frozen=True)
class Furnished:
    """What a benchmark asks for by address."""

    session: str
    form: str
    full: str = ""


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
    from django.db import connection, transaction

    from cast import town

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        here = town("Bench")
        session = _long_course(here, (outcome, alliance), MEETINGS, ("Mor", "Far")).pk
        fullest = _long_course(here, (outcome, alliance), *FULL[:2])
        _beside(here, fullest, outcome)
    connection.close()  # a worker that answers has furnished nothing: its driver keeps no statements of that
    return Furnished(f"/session/{session}/", f"/f/{here.token}/", f"/session/{fullest.pk}/")


def _beside(here: object, session: object, outcome: str) -> None:
    """Agreements, events, words and a theory beside a course, and the bands of a model in use."""
    from gjenklang.apps.feedback import actions
    from gjenklang.apps.feedback.models import Agreed, ExpectedBands, ExpectedModel, Marked, Theory
    from gjenklang.core.instruments import instrument

    by, day, many = here.actor("alice"), session.local_date, FULL[2]
    whose = {"episode": session.episode, "client": session.episode.participants.get().client}
    for number in range(many):
        row = Agreed(
            what=["method", "time"], words=f"Vi møtes oftere, og går tur {number}", hours_after=2, **whose
        )
        row.since = day - timedelta(days=10 * (many - number))
        actions.note_agreed(by=by, agreed=row)
    for weeks, kind in ((25, "moved"), (20, "words"), (15, "work"), (10, "holiday"), (5, "medication")):
        row = Marked(
            kind=kind, words="Det var en god uke for meg", since=day - timedelta(weeks=weeks), **whose
        )
        actions.mark(by=by, marked=row)
    actions.mark(by=by, marked=Marked(kind="phase", words="Hjemme", since=day - timedelta(weeks=18), **whose))
    said = Theory.written({"cause": "Søvn", "would_help": "Tur", "helped_before": "Tur"})
    actions.write_theory(by=by, theory=Theory(said=said, **whose))
    about = {"organisation": here.organisation, "staff": here.staff["heidi"]}
    model = ExpectedModel.objects.create(
        instrument=outcome,
        instrument_version=instrument(outcome).version,
        name="Bench",
        version="1",
        n=300,
        fitted=day,
        counted_in="sessions",
        document={},
        state="ready",
        in_use=True,
        **about,
    )
    rows = [[12.0, 30.0, 17.0, 25.0, 21.0]] * 40
    ExpectedBands.objects.bulk_create(
        ExpectedBands(organisation=here.organisation, model=model, start=start, rows=rows)
        for start in range(41)
    )


def _long_course(here: object, forms: tuple[str, str], meetings: int, others: tuple[str, ...]) -> object:
    from django.utils import timezone

    from cast import LONG_AGO
    from gjenklang.apps.care import actions
    from gjenklang.apps.care.models import Episode, Session
    from gjenklang.apps.people import actions as people
    from gjenklang.apps.people.models import Client

    alice = here.actor("alice")
    code, (outcome, alliance) = f"D-3{meetings}", forms
    client = people.register_client(by=alice.who, client=Client(code=code, name="Dan", birth_year=1984))
    raters = [
        None,
        *(people.add_rater(by=alice.who, client=client, kind="carer", relation=who) for who in others),
    ]
    # The fullest course is as the pages have it: only the client is asked about the work together.
    asked = {"start": raters, "end": raters if meetings == MEETINGS else [None]}
    now = timezone.now()
    episode = actions.open_episode(
        by=alice,
        episode=Episode(
            unit=here.ours,
            outcome=outcome,
            alliance=alliance,
            first_attended=timezone.localdate() - timedelta(weeks=meetings),
        ),
        clients=[client],
        since=LONG_AGO,
    )
    for weeks in reversed(range(meetings)):
        starts = now - timedelta(weeks=weeks)
        session = actions.plan_session(by=alice, session=Session(episode=episode, starts=starts))
        session = actions.begin_session(by=alice, session=session)
        actions.store_answers(by=alice, administrations=list(_answers(session, client, asked)))
    return session


def _answers(session: object, client: object, raters: dict[str, list[object]]) -> Iterator[object]:
    from cast import lines_of
    from gjenklang.apps.care.models import Administration, Channel
    from gjenklang.core.instruments import instrument

    chance = Random(str(session.starts.date()))  # noqa: S311 - marks on a line, not a secret
    for code, moment in ((session.episode.outcome, "start"), (session.episode.alliance, "end")):
        for rater in raters[moment]:
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
