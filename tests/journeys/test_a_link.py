"""A link by text message: asked about, sent, opened on a phone, answered, and stopped."""

import json
import re
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlparse


def texts_of(house) -> list[dict]:
    path = Path(house.data) / "texts.jsonl"
    return [json.loads(row) for row in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_a_link_is_agreed_sent_answered_and_stopped(person) -> None:
    ingrid = person().sign_in("ingrid")
    page = ingrid.new_client("S-1")
    ingrid.press("a:text-is('Send en lenke')")
    ingrid.check("links, nobody asked", "nb")
    ingrid.press("a:text-is('Spør om det')")
    ingrid.check("may we write", "nb")
    ingrid.shot("agree-desktop", full_page=True)
    page.check("[name=by][value=text]")
    page.fill("[name=address]", "912 34 567")
    page.check("[name=safe][value=yes]")
    page.fill("[name=until]", (date.today() + timedelta(days=90)).isoformat())  # noqa: DTZ011 - the browser's own day
    ingrid.press("main button[type=submit]")
    assert "+4791234567" in page.inner_text("main")
    ingrid.press("form:has([name=when]) button[type=submit]")
    ingrid.check("links, one waits", "nb")
    page.set_viewport_size({"width": 390, "height": 844})
    ingrid.check("links on a phone", "nb")
    ingrid.shot("links-phone", full_page=True)
    words = page.inner_text("main")
    assert "venter på å bli sendt" in words or "sendt" in words
    assert page.get_by_role("button", name=re.compile("Trekk tilbake")).count() == 1


def test_a_message_of_the_demo_opens_on_a_phone_with_one_button(person) -> None:
    """The invented municipality has sent one by day, whatever the hour is now."""
    ingrid = person().sign_in("ingrid")
    for _ in range(40):
        texts = texts_of(ingrid.house)
        if texts:
            break
        time.sleep(0.5)
    assert texts, "the worker has sent none"
    path = urlparse(re.search(r"http\S+", texts[0]["text"]).group()).path
    phone = person(phone=True, javascript=False)
    page = phone.open(path)
    assert "Du har noe å svare på" in page.inner_text("main")
    assert page.locator("main button").count() == 2
    phone.shot("link-phone")
    phone.press("main button.ds-button")
    assert re.search(r"/f/[\w-]+/", page.url)
