"""*Hvem er vi i ferd med å miste?* of a supervisor with 500 open courses of twelve sessions, beside an empty page.

In one process, through the whole of the WSGI application with its middleware, on an embedded database on disk. About
half have something to see, and of those half have a peer, a meeting or a move under way. The rival is *I dag* for
someone with no meetings.
"""

import json
import time
from datetime import timedelta
from random import Random

from caseload_page import _answers
from house import own_folder
from machine import machine
from session_page import additions, ask, cookie_of, figures, queries

__all__ = ["main"]

COURSES, SESSIONS, AHEAD = 500, 12, 4
WARM, ROUNDS, LIMIT_MS = 5, 60, 150.0


def furnish() -> None:
    """Build the cast's town, and let Alice have the courses that Bob supervises."""
    from django.core.management import call_command
    from django.db import transaction

    from cast import town

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        here = town("Bench", outcome="ors")
        for number in range(COURSES - 1):  # Dana is the last
            _course(here, number)


def _course(here: object, number: int) -> None:
    from cast import LONG_AGO
    from gjenklang.apps.care import actions
    from gjenklang.apps.care.models import Episode
    from gjenklang.apps.people import actions as people
    from gjenklang.apps.people.models import Client

    alice, chance = here.actor("alice"), Random(number)  # noqa: S311 - marks on a line, not a secret
    client = people.register_client(
        by=alice.who, client=Client(code=f"B-{number}", name="Bo", contact="400 00 000", birth_year=1984)
    )
    row = Episode(unit=here.ours, outcome="ors", alliance="srs")
    episode = actions.open_episode(by=alice, episode=row, clients=[client], since=LONG_AGO)
    sessions = list(_sessions(episode, alice, number))
    actions.store_sessions(by=alice, sessions=sessions)
    held = [one for one in sessions if one.status == "held"]
    answers = [one for place in held for one in _answers(place, client, 60 + number % 40, chance)]
    actions.store_answers(by=alice, administrations=answers)
    if number % 4 == 0:
        _under_way(here, episode, client, number)


def _sessions(episode: object, alice: object, number: int) -> object:
    from django.utils import timezone

    from gjenklang.apps.care.models import Session

    missed = 2 if number % 3 == 0 else 0
    for weeks in range(-SESSIONS, AHEAD):
        status = "held" if weeks < -missed else "no_show" if weeks < 0 else "planned"
        yield Session(
            organisation_id=episode.organisation_id,
            episode=episode,
            staff_id=alice.staff,
            starts=timezone.now() + timedelta(weeks=weeks),
            local_date=timezone.localdate() + timedelta(weeks=weeks),
            status=status,
        )


def _under_way(here: object, episode: object, client: object, number: int) -> None:
    from django.utils import timezone

    from gjenklang.apps.dropout import actions
    from gjenklang.apps.dropout.models import Milestone, Outreach, Transition

    alice, day = here.actor("alice"), timezone.localdate()
    soon, whose = day + timedelta(days=9), {"episode": episode, "client": client}
    if number % 3 == 0:
        row = Outreach(since=day, until=soon, calls="Bo", scope="alt", task="ring", when_bad="112", **whose)
        actions.ask_peer(by=alice, outreach=row, peer=here.staff["peggy"])
    elif number % 3 == 1:
        actions.plan_milestone(by=alice, milestone=Milestone(day=soon, **whose))
    else:
        actions.plan_transition(by=alice, transition=Transition(place="Elvebakken", moves=soon, **whose))


def main() -> dict[str, object]:
    """Ask for both pages in turn, after a warm-up."""
    with own_folder():
        furnish()
        from gjenklang.website.wsgi import application

        asked = {"all": ("/team/", cookie_of("bob")), "empty": ("/today/", cookie_of("carol"))}
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
        "what": f"the team's list, {COURSES} open courses, {SESSIONS} sessions with both forms and {AHEAD} ahead, "
        f"a line in the trail for each; {ROUNDS} requests, in turn with the rival",
        "machine": {**machine(), "ten_million_additions_ms": additions()},
        "all": found["all"],
        "rival": {"what": "I dag for someone with no meetings, same middleware", **found["empty"]},
        "ratio": round(found["all"]["median_ms"] / found["empty"]["median_ms"], 2),
        "limits": {"median_ms_at_most": LIMIT_MS},
        "holds": found["all"]["median_ms"] <= LIMIT_MS,
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
