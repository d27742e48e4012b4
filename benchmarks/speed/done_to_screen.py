"""From *Done* on the client's phone to the change on the therapist's screen, with 200 sessions open at once.

One session is in a real Chromium: the therapist's page in one window, the client's phone in another, on one clock. The
other 199 are asked for as often as a page asks while a form is out, by a process of their own on the same two cores.
The rival is the same with no other session open.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import urlparse

from client_form import chromium
from house import furnish, own_folder, serve
from machine import machine
from playwright.sync_api import Browser, BrowserContext, sync_playwright

__all__ = ["main"]

OPEN, ANSWERS, EVERY = 200, 30, 0.3
LIMITS = {"median_ms_at_most": 300, "p95_ms_at_most": 1000}
NOW = "performance.timeOrigin + performance.now()"
#: When the page first shows one point more.
CHANGED = f"""() => {{ const points = () => document.querySelectorAll('.curve__point').length;
  const before = points();
  window.changed = new Promise(found => {{ const look = () =>
    points() > before ? found({NOW}) : requestAnimationFrame(look); look(); }}); }}"""


async def _follow(host: str, port: int, path: str, wait: float) -> None:
    """Ask for one session's news as its page does, over one connection."""
    await asyncio.sleep(wait)
    reader, writer = await asyncio.open_connection(host, port)
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
    while True:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
        await reader.readexactly(int(length.split(b":")[1]))
        await asyncio.sleep(EVERY)


async def _crowd(address: str, paths: list[str]) -> None:
    host, chance = urlparse(address), Random(2)  # noqa: S311 - when a page asks is no secret
    asked = (_follow(str(host.hostname), int(host.port or 80), path, chance.uniform(0, 1)) for path in paths)
    await asyncio.gather(*asked)


@contextmanager
def others(address: str, paths: list[str]) -> Iterator[None]:
    """Keep the other sessions open, in a process of their own."""
    command = [sys.executable, str(Path(__file__)), "--crowd", address]
    crowd = subprocess.Popen([*command], stdin=subprocess.PIPE, text=True)
    assert crowd.stdin
    crowd.stdin.write("\n".join(paths))
    crowd.stdin.close()
    try:
        yield
        if crowd.poll() is not None:
            raise SystemExit("The other sessions were not followed to the end.")
    finally:
        crowd.kill()
        crowd.wait()


def _sessions(many: int) -> tuple[list[tuple[str, str, str]], str]:
    """Session page, form and news of so many sessions, and the cookie of the one who has them open."""
    from django.conf import settings
    from django.test import Client as Signed
    from django.utils import timezone

    from cast import town
    from gjenklang.apps.care import actions, queries
    from gjenklang.apps.care.models import Session

    here, now, found = town("Followed", "f"), timezone.now(), []
    by = here.actor("alice")
    for _ in range(many):
        session = actions.plan_session(by=by, session=Session(episode=here.episode, starts=now))
        session = actions.begin_session(by=by, session=session)
        taken = actions.take_along(by=by, sessions=[session], until=now + timedelta(hours=2))
        form = next(one.token for one in taken if one.invitation.moment == "start")
        found.append((f"/session/{session.pk}/", f"/f/{form}/", f"/news/{queries.news_key(session.pk)}/"))
    signed = Signed()
    signed.force_login(here.staff["alice"].user)
    return found, signed.cookies[settings.SESSION_COOKIE_NAME].value


def _once(desk: BrowserContext, browser: Browser, address: str, session: tuple[str, str, str]) -> float:
    """Milliseconds from the tap on Done until the therapist's page has the new point."""
    page = desk.new_page()
    page.goto(address + session[0])
    page.evaluate(CHANGED)
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    phone = context.new_page()
    phone.goto(address + session[1])
    for line in phone.get_by_role("slider").all():
        line.press("End")
    page.bring_to_front()
    tapped = phone.evaluate(f"""() => {{ const at = {NOW};
      document.querySelector('button.ds-button[type=submit]').click(); return at }}""")
    changed = page.evaluate("() => window.changed")
    context.close()
    page.close()
    return float(changed) - float(tapped)


def _measured(address: str, sessions: list[tuple[str, str, str]], cookie: str) -> list[float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        desk = browser.new_context(viewport={"width": 1280, "height": 800})
        desk.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
        took = [_once(desk, browser, address, one) for one in sessions]
        browser.close()
    return took


def main() -> dict[str, object]:
    """Thirty answers with the others open, and ten without."""
    with own_folder():
        furnish()
        sessions, cookie = _sessions(ANSWERS + 10)
        crowd = [sessions[number % len(sessions)][2] for number in range(OPEN - 1)]
        with serve() as (address, _process):
            alone = _measured(address, sessions[:10], cookie)
            with others(address, crowd):
                took = _measured(address, sessions[10:], cookie)
    late = quantiles(took, n=20)[-1]
    return {
        "what": f"from Done on the phone to the new point on the therapist's page, {OPEN} sessions open, 2 workers",
        "machine": machine(),
        "asked_every_s": EVERY,
        "median_ms": round(median(took)),
        "p95_ms": round(late),
        "all_ms": [round(one) for one in took],
        "rival": {"what": "no other session open", "median_ms": round(median(alone))},
        "ratio": round(median(took) / median(alone), 2),
        "limits": LIMITS,
        "holds": median(took) <= LIMITS["median_ms_at_most"] and late <= LIMITS["p95_ms_at_most"],
    }


if __name__ == "__main__":
    if "--crowd" in sys.argv:
        asyncio.run(_crowd(sys.argv[2], sys.stdin.read().split()))
    else:
        print(json.dumps(main(), indent=1, ensure_ascii=False))
