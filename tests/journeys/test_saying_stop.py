"""A client says stop in three ways, is heard in each, and takes back what can be taken back."""

import re

import pytest

PIN = "271828"
REASON = "Mor ringte og var redd for livet hans i natt."


@pytest.fixture
def code(person) -> str:
    """Ingrid gives a code for the own page, and the client chooses a PIN on her screen."""
    ingrid = person().sign_in("ingrid")
    page = ingrid.open("/clients/")
    ingrid.press("main a:has-text('D-204')")
    course = page.url.split("/course/")[1].split("/")[0]
    ingrid.open(f"/course/{course}/about/")
    ingrid.press("a[href*='/client/']")
    ingrid.press("a[href$='/own/']")
    ingrid.press("button[value=hand]")
    page.fill("[name=pin]", PIN)
    page.fill("[name=again]", PIN)
    ingrid.press(".client__actions button")
    return page.inner_text("main strong")


def mine(person, code: str):
    client = person(phone=True)
    page = client.open("/mine/")
    page.fill("[name=code]", code)
    page.fill("[name=pin]", PIN)
    client.press(".client__actions button")
    return client


def no_answers(person, client) -> str:
    """The client says no to forms; Ingrid's page says so calmly; the client changes their mind."""
    client.press("button[value=stop]")
    assert "Du har valgt å ikke svare" in client.page.inner_text("#stop")
    ingrid = person().sign_in("ingrid")
    desk = ingrid.open("/clients/")
    ingrid.press("main a:has-text('D-204')")
    found = re.search(r"/course/([0-9a-f-]{36})", desk.url)
    assert found
    ingrid.open(f"/course/{found[1]}/about/")
    ingrid.press("a[href*='/client/']")
    ingrid.press("a[href$='/rights/']")
    assert "har valgt å ikke svare" in desk.inner_text("main")
    ingrid.check("saying stop", "nb")
    ingrid.shot("saying-stop")
    client.open("/mine/")
    client.press("button[value=again]")
    return found[1]


def barred(person, client, course: str) -> None:
    """The supervisor finds nothing any more, reads in need, and the client sees why."""
    oda, page = person().sign_in("oda"), client.page
    assert oda.open(f"/course/{course}/").locator("h1").inner_text() == "D-204"
    page.select_option("#staff", label="Oda Breivik")
    client.press("button[value=bar]")
    assert "Oda Breivik er sperret ute" in page.inner_text("main")
    assert "D-204" not in oda.open(f"/course/{course}/").inner_text("body")
    oda.open("/in-need/")
    oda.check("in need", "nb")
    oda.page.fill("[name=code]", "D-204")
    oda.page.fill("[name=reason]", REASON)
    oda.press("main form button")
    assert oda.page.locator("h1").inner_text() == "D-204"
    client.open("/mine/")
    assert REASON in page.inner_text("main")
    client.press("button[value=lift]")


def decided(person) -> None:
    """The administrator of a unit without a leader takes one answer out of use."""
    stein = person().sign_in("stein")
    stein.open("/deletions/")
    stein.check("requests for deletion", "nb")
    stein.press("li:has-text('i mai') a")
    stein.check("decide on deletion", "nb")
    stein.page.check("[name=decided][value=out_of_use]")
    stein.page.locator("[name=answers]").first.check()
    stein.page.fill("[name=reason]", "Det ble svart på feil skjema.")
    stein.shot("decide-deletion", full_page=True)
    stein.press("main form button")


def test_a_client_says_stop_and_is_heard(person, code: str) -> None:
    client = mine(person, code)
    course = no_answers(person, client)
    barred(person, client, course)
    client.page.fill("#words", "Slett det jeg svarte i mai.")
    client.press("form[action$='/delete/'] button")
    client.check("the own page with all that was said", "nb")
    client.shot("saying-stop-phone", full_page=True)
    decided(person)
    assert "Det ble svart på feil skjema." in client.open("/mine/").inner_text("main")


def test_a_leader_reads_what_clients_say_of_coming_here(person) -> None:
    per = person().sign_in("per")
    page = per.open("/coming-here/")
    assert "(n = 7)" in page.inner_text("main")
    assert "Færre enn fem har svart." in page.inner_text("main")
    per.check("coming here", "nb")
    per.shot("coming-here", full_page=True)
    page.locator("[name=weeks]").first.fill("6")
    per.press("main form button >> nth=0")
    assert page.locator("[name=weeks]").first.input_value() == "6"
