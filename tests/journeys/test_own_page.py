"""A client gets a page of their own, reads it on a phone, takes it along, and leaves quickly."""

import json

import pytest
from playwright.sync_api import Page

PIN = "271828"


def choose(person, code: str) -> str:
    """Ingrid lends her screen, the client chooses a PIN, and the code is written down."""
    ingrid = person().sign_in("ingrid")
    page = ingrid.open("/clients/")
    ingrid.press(f"main a:has-text('{code}')")
    course = page.url.split("/course/")[1].split("/")[0]
    ingrid.open(f"/course/{course}/about/")
    ingrid.press("a[href*='/client/']")
    ingrid.press("a[href$='/own/']")
    ingrid.check("give access", "nb")
    ingrid.press("button[value=hand]")
    ingrid.check("choose a PIN", "nb")
    page.fill("[name=pin]", PIN)
    page.fill("[name=again]", PIN)
    ingrid.press(".client__actions button")
    ingrid.check("the code", "nb")
    return page.inner_text("main strong")


def take_along(page: Page) -> None:
    with page.expect_download() as file:
        page.click("a[href$='mine.json']")
    found = json.loads(file.value.path().read_text("utf-8"))
    assert found["courses"][0]["answers"]
    with page.expect_download() as paper:
        page.click("a[href$='mine.pdf']")
    assert paper.value.path().read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_client_reads_takes_along_and_leaves(person, javascript: bool) -> None:
    code = choose(person, "D-204")
    client = person(phone=True, javascript=javascript)
    page = client.open("/mine/")
    if javascript:
        client.check("code and PIN", "nb")
    page.fill("[name=code]", code.lower())
    page.fill("[name=pin]", "000001")
    client.press(".client__actions button")
    assert page.locator("[role=alert]").is_visible()
    page.fill("[name=code]", code.lower())
    page.fill("[name=pin]", PIN)
    client.press(".client__actions button")
    if javascript:
        client.check("the own page", "nb")
        client.shot("own-page-phone", full_page=True)
    assert page.locator("svg.curve__picture").count() == 1
    assert page.locator("li:has-text('Ingrid')").count() >= 1
    assert "D-204" not in page.content()
    take_along(page)
    page.route("https://www.yr.no/**", lambda route: route.fulfill(body="<title>Yr</title>"))
    page.click("form[action$='/away/'] button")
    page.wait_for_url("https://www.yr.no/**")
    page.go_back()
    assert page.locator("svg").count() == 0
    client.open("/mine/")
    assert page.locator("[name=code]").is_visible()


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_page_for_code_and_pin_speaks_every_language(person, language: str) -> None:
    someone = person(phone=True, language=language)
    someone.open("/mine/")
    someone.check("code and PIN", language)
