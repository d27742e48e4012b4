"""A link by text message: asked about, sent, opened on a phone, answered, and stopped."""

import re
from datetime import timedelta

from django.utils import timezone

from houses import worked


def agreed(ingrid, number: str) -> None:
    page = ingrid.page
    ingrid.page.click(".frame__user summary")
    ingrid.press("a:text-is('Send en lenke')")
    ingrid.press("a:text-is('Spør om det')")
    page.check("[name=by][value=text]")
    page.fill("[name=address]", number)
    page.check("[name=safe][value=yes]")
    page.fill("[name=until]", (timezone.localdate() + timedelta(days=90)).isoformat())
    ingrid.press("main form button[type=submit]")


def test_a_link_is_agreed_sent_answered_and_stopped(person) -> None:
    ingrid = person().sign_in("ingrid")
    page = ingrid.new_client("S-1")
    ingrid.page.click(".frame__user summary")
    ingrid.press("a:text-is('Send en lenke')")
    ingrid.check("links, nobody asked", "nb")
    ingrid.press("a:text-is('Spør om det')")
    ingrid.check("may we write", "nb")
    ingrid.shot("agree-desktop", full_page=True)
    page.go_back()
    page.go_back()
    agreed(ingrid, "912 34 567")
    assert "+4791234567" in page.inner_text("main")
    ingrid.press("form:has([name=when]) button[type=submit]")
    ingrid.check("links, one waits", "nb")
    page.set_viewport_size({"width": 390, "height": 844})
    ingrid.check("links on a phone", "nb")
    ingrid.shot("links-phone", full_page=True)
    path = worked(ingrid.house, "+4791234567")
    answered_by(person(phone=True), path)
    page.reload()
    assert "besvart" in page.inner_text("main")


def answered_by(phone, path: str) -> None:
    """Open it, answer, and find that it opens nothing any more."""
    phone.open(path)
    assert "Du har noe å svare på" in phone.page.inner_text("main")
    assert "113" not in phone.page.inner_text("body")
    assert phone.axe() == []
    phone.shot("link-phone")
    phone.press("main button.ds-button")
    if phone.page.url.endswith("/first/"):
        assert "Ingrid" not in phone.page.inner_text("body")
        phone.press("main button.ds-button[type=submit]")
    phone.mark(0.3, 0.6, 0.5, 0.72)
    phone.page.click("button.ds-button[type=submit]")
    phone.page.wait_for_url("**/done/")
    phone.open(path)
    phone.press("main button.ds-button")
    assert "åpner ingenting nå" in phone.page.inner_text("main")
    assert phone.axe() == []


def test_a_link_opens_and_stops_without_javascript(person) -> None:
    ingrid = person(javascript=False).sign_in("ingrid")
    ingrid.new_client("S-2")
    agreed(ingrid, "913 45 678")
    ingrid.press("form:has([name=when]) button[type=submit]")
    path = worked(ingrid.house, "+4791345678")
    phone = person(phone=True, javascript=False)
    phone.open(path)
    phone.press("main button.ds-button")
    assert re.search(r"/f/[\w-]+/", phone.page.url)
    phone.open(path)
    phone.press("form[action$='/stop/'] button")
    assert "Du får ikke flere" in phone.page.inner_text("main")
    ingrid.page.reload()
    assert "ikke spurt" in ingrid.page.inner_text("main")
