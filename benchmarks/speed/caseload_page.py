"""The caseload page of someone with sixty clients of twelve sessions each, beside a page with next to nothing on it.

In one process, through the whole of the WSGI application with its middleware, on an embedded database on disk: the
list of those with something to take up, and the list of all. The rival is *I dag* for someone with no meetings.
"""

import json
import time
from datetime import timedelta
from random import Random

from house import own_folder
from machine import machine
from session_page import additions, ask, cookie_of, figures, queries

__all__ = ["main"]

CLIENTS, SESSIONS, AHEAD = 60, 12, 8
WARM, ROUNDS, LIMIT_MS = 10, 100, 100.0


def furnish() -> None:
    """Build the cast's town; give Alice sixty running courses of the ORS and SRS, with eight weeks laid out ahead."""
    from django.core.management import call_command
    from django.db import transaction

    from cast import town

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        here = town("Bench", outcome="ors")
        for number in range(CLIENTS - 1):  # Dana is the sixtieth
            _course(here, number)


def _course(here: object, number: int) -> None:
    from django.utils import timezone

    from cast import LONG_AGO
    from gjenklang.apps.care import actions
    from gjenklang.apps.care.models import Episode, Session
    from gjenklang.apps.people import actions as people
    from gjenklang.apps.people.models import Client

    alice, chance = here.actor("alice"), Random(number)  # noqa: S311 - marks on a line, not a secret
    client = people.register_client(by=alice.who, client=Client(code=f"B-{number}", birth_year=1984))
    episode = actions.open_episode(
        by=alice,
        episode=Episode(unit=here.ours, outcome="ors", alliance="srs", first_attended=timezone.localdate()),
        clients=[client],
        since=LONG_AGO,
    )
    now = timezone.now()
    sessions = [
        Session(
            organisation_id=episode.organisation_id,
            episode=episode,
            staff_id=alice.staff,
            starts=now + timedelta(weeks=weeks),
            local_date=timezone.localdate() + timedelta(weeks=weeks),
            status="held" if weeks < 0 else "planned",
        )
        for weeks in range(-SESSIONS, AHEAD)
    ]
    actions.store_sessions(by=alice, sessions=sessions)
    way = chance.choice((-2, 0, 1, 3))
    answers = [
        one
        for place in range(SESSIONS)
        for one in _answers(sessions[place], client, 40 + way * place, chance)
    ]
    actions.store_answers(by=alice, administrations=answers)


def _answers(session: object, client: object, level: int, chance: Random) -> list[object]:
    from cast import lines_of
    from gjenklang.apps.care.models import Administration, Channel
    from gjenklang.core.instruments import instrument

    return [
        Administration(
            organisation_id=session.organisation_id,
            episode=session.episode,
            session=session,
            client=client,
            moment=moment,
            instrument=code,
            instrument_version=instrument(code).version,
            channel=Channel.PAPER,
            finished=session.starts + timedelta(minutes=minutes),
            local_date=session.local_date,
            answers={line: max(0, min(100, middle + chance.randint(-9, 9))) for line in lines_of(code)},
        )
        for code, moment, middle, minutes in (("ors", "start", level, 2), ("srs", "end", 94, 50))
    ]


def main() -> dict[str, object]:
    """Ask for the pages in turn, after a warm-up in which every signal is shown for the first time."""
    with own_folder():
        furnish()
        from gjenklang.website.wsgi import application

        alice = cookie_of("alice")
        asked = {
            "to_take_up": ("/caseload/", alice),
            "all": ("/caseload/?show=all", alice),
            "empty": ("/today/", cookie_of("carol")),
        }
        begun = time.perf_counter()
        ask(application, *asked["all"])
        first = round(1000 * (time.perf_counter() - begun), 2)
        times: dict[str, list[float]] = {name: [] for name in asked}
        for number in range(WARM + ROUNDS):
            for name, request in asked.items():
                begun = time.perf_counter()
                ask(application, *request)
                if number >= WARM:
                    times[name].append(time.perf_counter() - begun)
        found = {
            name: figures(times[name], ask(application, *request), queries(application, *request))
            for name, request in asked.items()
        }
    return {
        "what": f"caseload page, {CLIENTS} clients, {SESSIONS} sessions with both forms and {AHEAD} ahead; {ROUNDS} "
        "requests, in turn with the rival",
        "machine": {**machine(), "ten_million_additions_ms": additions()},
        "to_take_up": found["to_take_up"],
        "all": found["all"],
        "first_time_shown_ms": first,
        "rival": {"what": "I dag for someone with no meetings, same middleware", **found["empty"]},
        "ratio": round(found["all"]["median_ms"] / found["empty"]["median_ms"], 2),
        "limits": {"median_ms_at_most": LIMIT_MS},
        "holds": found["all"]["median_ms"] <= LIMIT_MS,
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
