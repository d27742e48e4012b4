"""How long a therapist who knows the client takes to answer the four questions, from the course page to stored.

A robot in a real Chromium looks as long at each question as a person would (:data:`LOOK`, in seconds), then taps. The
rival is the looking alone: what would be left if the screen took no time at all.
"""

import json
import time

from client_form import chromium
from house import furnish, own_folder, serve
from machine import machine
from playwright.sync_api import Page, sync_playwright

__all__ = ["main"]

LIMIT_SECONDS = 60
#: As in ``tests/journeys/test_staying.py``; a question of ten words, and what stands beside it.
LOOK = {"cognition": 6, "alliance": 5, "personality": 6, "age": 2, "store": 2}
ANSWERS = {"cognition": "yes", "alliance": "no", "personality": "unknown", "age": "no"}
RUNS = 3


def fill(page: Page, course: str) -> dict[str, object]:
    """Fill it in once, looking before each tap; seconds in all and taps."""
    page.goto(course)
    began, taps = time.perf_counter(), 1
    page.click("a[href*='/staying/?client=']")
    for factor, value in ANSWERS.items():
        page.wait_for_timeout(LOOK[factor] * 1000)
        page.click(f"label:has([name=checklist-{factor}][value={value}])")
        taps += 1
    page.wait_for_timeout(LOOK["store"] * 1000)
    with page.expect_navigation():
        page.click(".factors button[type=submit]")
    return {"seconds": round(time.perf_counter() - began, 1), "taps": taps + 1}


def main() -> dict[str, object]:
    """Three times, each as if it were the first."""
    with own_folder():
        path = _course_of(furnish().session)
        with serve(workers=1) as (address, _process), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 390, "height": 844}, locale="nb-NO")
            page.goto(f"{address}/account/login/")
            page.fill("[name=login]", "alice")
            page.fill("[name=password]", "correct horse battery")
            page.click("main button[type=submit]")
            page.wait_for_url(lambda url: "/account/" not in url)
            runs = [fill(page, address + path) for _ in range(RUNS)]
            browser.close()
    slowest = max(float(str(run["seconds"])) for run in runs)
    looking = sum(LOOK.values())
    return {
        "what": "the four questions, from the course page to stored, by a robot that looks as long as a person",
        "machine": machine(),
        "look_seconds": LOOK,
        "runs": runs,
        "slowest_seconds": slowest,
        "rival": {"what": "the looking alone", "seconds": looking},
        "ratio": round(slowest / looking, 2),
        "limits": {"seconds_at_most": LIMIT_SECONDS},
        "holds": slowest <= LIMIT_SECONDS,
    }


def _course_of(session: str) -> str:
    from gjenklang.apps.care.models import Session

    key = session.strip("/").split("/")[-1]
    return f"/course/{Session.objects.get(pk=key).episode_id}/"


if __name__ == "__main__":
    print(json.dumps(main(), indent=1, ensure_ascii=False))
