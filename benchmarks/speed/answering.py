"""How soon a form can be answered on a slow phone, again without a net, and in how many taps and seconds.

A real Chromium, held to a slow phone's network (150 ms round trip, 1.6 Mbit/s) and processor (four times slower),
opens the form from a real `gjenklang serve`. Usable is when the last line can be marked. The rival is the same page on
the machine as it is. A robot that pauses as a person does then answers both forms of a session.
"""

import json
import time
from collections.abc import Callable
from random import Random
from statistics import median

from client_form import KEPT, chromium
from house import furnish, own_folder, serve
from machine import machine
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

__all__ = ["main"]

RUNS = 7
LIMITS = {"first_ms_at_most": 1500, "offline_ms_at_most": 300, "taps_at_most": 6, "both_forms_s_below": 60}
#: Milliseconds from the start of the navigation until every line can be marked.
USABLE = """() => new Promise(found => { const look = () =>
  document.querySelectorAll('[data-vas]').length && !document.querySelector('[data-vas]:not([data-ready])')
    ? found(performance.now()) : requestAnimationFrame(look); look(); })"""
#: A slow phone: what Chromium's own tools call a slow 4G, on a processor a quarter as fast.
ROUND_TRIP_MS, BITS_A_SECOND, SLOWER = 150, 1_600_000, 4


def _slow(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    bytes_a_second = BITS_A_SECOND / 8
    net = {"offline": False, "latency": ROUND_TRIP_MS}
    net |= {"downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
    tools.send("Network.emulateNetworkConditions", net)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _phone(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="nb-NO")


def first_visit(browser: Browser, address: str, prepare: Callable[[Page], None]) -> float:
    """Open the form with an empty cache."""
    context = _phone(browser)
    page = context.new_page()
    prepare(page)
    page.goto(address, wait_until="commit")
    took = page.evaluate(USABLE)
    context.close()
    return float(took)


def without_net(browser: Browser, address: str) -> float:
    """Open the form, lose the net, close the page, and open it again on the slow processor."""
    context = _phone(browser)
    page = context.new_page()
    page.goto(address)
    while not page.evaluate(KEPT):
        time.sleep(0.05)
    page.close()
    context.set_offline(True)
    page = context.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit")
    took = page.evaluate(USABLE)
    context.close()
    return float(took)


class Hand:
    """A practised hand: it reads for a moment, taps, and counts its taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.chance = page, 0, Random(1)  # noqa: S311 - a pause is no secret

    def tap(self, x: float, y: float) -> None:
        """Read what stands there, and tap."""
        time.sleep(self.chance.uniform(1.5, 3.5))
        self.page.touchscreen.tap(x, y)
        self.taps += 1

    def press(self, button: str) -> None:
        """Tap one button, and wait for the page it leads to."""
        box = self.page.locator(button).first.bounding_box()
        assert box is not None
        with self.page.expect_navigation():
            self.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def answer(self, address: str) -> dict[str, float]:
        """Four lines, Done, and yes, this is right."""
        began, self.taps = time.monotonic(), 0
        self.page.goto(address)
        for line in self.page.get_by_role("slider").all():
            box = line.bounding_box()
            assert box is not None
            share = self.chance.uniform(0.1, 0.9)
            self.tap(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        self.press("button.ds-button[type=submit]")
        self.press("button.ds-button[type=submit]")
        return {"taps": self.taps, "seconds": round(time.monotonic() - began, 1)}


def _addresses(many: int) -> list[list[str]]:
    """Addresses of forms nobody has opened: both forms of so many sessions of today."""
    from datetime import timedelta

    from django.utils import timezone

    from cast import town
    from gjenklang.apps.care import actions
    from gjenklang.apps.care.models import Session

    here, now, found = town("Robot", "r"), timezone.now(), []
    by = here.actor("alice")
    for _ in range(many):
        session = actions.plan_session(by=by, session=Session(episode=here.episode, starts=now))
        taken = actions.take_along(by=by, sessions=[session], until=now + timedelta(hours=2))
        found.append([f"/f/{one.token}/" for one in taken])
    return found


def _seconds_stored() -> list[int]:
    from gjenklang.apps.care.models import Administration

    kept = Administration.objects.exclude(seconds=None).order_by("pk")
    return list(kept.values_list("seconds", flat=True))


def main() -> dict[str, object]:
    """Seven visits of each kind, then the robot."""
    with own_folder():
        furnish()
        forms = _addresses(3 * RUNS + 1)
        with serve() as (address, _process), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            some = iter(forms)
            slow = [first_visit(browser, address + next(some)[0], _slow) for _ in range(RUNS)]
            plain = [first_visit(browser, address + next(some)[0], lambda _page: None) for _ in range(RUNS)]
            again = [without_net(browser, address + next(some)[0]) for _ in range(RUNS)]
            hand = Hand(_phone(browser).new_page())
            robot = [hand.answer(address + form) for form in next(some)]
            browser.close()
        stored = _seconds_stored()
    seconds = round(sum(one["seconds"] for one in robot), 1)
    holds = (
        median(slow) <= LIMITS["first_ms_at_most"]
        and median(again) <= LIMITS["offline_ms_at_most"]
        and max(one["taps"] for one in robot) <= LIMITS["taps_at_most"]
        and seconds < LIMITS["both_forms_s_below"]
    )
    return {
        "what": "the client's form in Chromium: usable on a slow phone, again without a net, and answered by a robot",
        "machine": machine(),
        "slow_phone": {"round_trip_ms": ROUND_TRIP_MS, "bits_a_second": BITS_A_SECOND, "slower": SLOWER},
        "first_ms": {"median": round(median(slow)), "all": [round(one) for one in slow]},
        "rival": {"what": "the same on the machine as it is", "median_ms": round(median(plain))},
        "ratio": round(median(slow) / median(plain), 2),
        "offline_ms": {"median": round(median(again)), "all": [round(one) for one in again]},
        "robot": {"forms": robot, "seconds": seconds, "seconds_stored": stored},
        "limits": LIMITS,
        "holds": holds,
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1, ensure_ascii=False))
