"""The session page of two courses, beside a page with next to nothing on it.

One has twelve sessions and three raters; the other is the fullest that must hold: thirty sessions, four raters, twenty
agreements, events and words on the curve, and the bands of a model.

In one process, through the whole of the WSGI application with its middleware, on an embedded database on disk. The
rival is the same Django behind the same middleware: *I dag* for someone with no meetings. The two are asked in turn.
"""

import io
import json
import time
from collections.abc import Callable
from statistics import median, quantiles

from house import FULL, MEETINGS, furnish, own_folder
from machine import machine

__all__ = ["main"]

WARM, ROUNDS, LIMIT_MS = 30, 400, 10.0
Application = Callable[..., object]


def cookie_of(username: str) -> str:
    """Sign someone in; the cookie a browser would send."""
    from django.conf import settings
    from django.test import Client as Browser

    from gjenklang.apps.security.models import User

    browser = Browser()
    browser.force_login(User.objects.get(username=username), "gjenklang.apps.security.adapters.SignIn")
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


def ask(application: Application, address: str, cookie: str) -> int:
    """One request as a worker gets it; the bytes of the page."""
    given: list[str] = []
    path, _mark, query = address.partition("?")
    request = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_LANGUAGE": "nb",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    answer = application(request, lambda status, _headers: given.append(status))
    length = sum(len(part) for part in answer)
    answer.close()
    if given != ["200 OK"]:
        raise SystemExit(f"{address} answered {given}")
    return length


def queries(application: Application, path: str, cookie: str) -> int:
    """How many statements one request sends to the database, those that begin and end a transaction too."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        ask(application, path, cookie)
    return len(captured)


def figures(times: list[float], size: int, count: int) -> dict[str, float]:
    """Median, 95th percentile and least in milliseconds, bytes and statements."""
    milliseconds = [1000 * one for one in times]
    return {
        "median_ms": round(median(milliseconds), 2),
        "p95_ms": round(quantiles(milliseconds, n=20)[-1], 2),
        "least_ms": round(min(milliseconds), 2),
        "bytes": size,
        "statements": count,
    }


def additions() -> float:
    """How quick this machine is just now: a yardstick for reading the milliseconds of another machine."""
    begun, total = time.perf_counter(), 0
    for number in range(10_000_000):
        total += number
    return round(1000 * (time.perf_counter() - begun), 0)


def measured(outcome: str, alliance: str) -> dict[str, dict[str, float]]:
    """Ask for the pages in turn, after a warm-up."""
    furnished = furnish(outcome, alliance)
    from gjenklang.website.wsgi import application

    alice = cookie_of("alice")
    asked = {
        "session": (furnished.session, alice),
        "full": (furnished.full, alice),
        "empty": ("/today/", cookie_of("carol")),
    }
    times: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(WARM + ROUNDS):
        for name, request in asked.items():
            begun = time.perf_counter()
            ask(application, *request)
            if number >= WARM:
                times[name].append(time.perf_counter() - begun)
    return {
        name: figures(times[name], ask(application, *request), queries(application, *request))
        for name, request in asked.items()
    }


def main() -> dict[str, object]:
    """Measure with the house's own forms, which are wholly on screen."""
    with own_folder():
        result = measured("gjenklang-outcome-adult", "gjenklang-alliance-adult")
    session, full, empty = result["session"], result["full"], result["empty"]
    meetings, others, agreed = FULL
    return {
        "what": f"session page, {MEETINGS} sessions, 3 raters, both forms each time; {ROUNDS} requests, in turn "
        "with the rival",
        "machine": {**machine(), "ten_million_additions_ms": additions()},
        "session": session,
        "full": {"what": f"{meetings} sessions, {len(others) + 1} raters, {agreed} agreements", **full},
        "rival": {"what": "I dag for someone with no meetings, same middleware", **empty},
        "ratio": round(session["median_ms"] / empty["median_ms"], 2),
        "limits": {"median_ms_at_most": LIMIT_MS},
        "holds": max(session["median_ms"], full["median_ms"]) <= LIMIT_MS,
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
