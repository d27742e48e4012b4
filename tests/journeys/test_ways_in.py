"""A code on the therapist's screen, typed on a phone, in a waiting room, and what both see meanwhile."""

import re

from playwright.sync_api import expect


def a_code(ingrid) -> str:
    ingrid.page.click("form[action$='own-phone/']:has([value=start]) button")
    ingrid.page.wait_for_url("**/own-phone/**")
    return ingrid.page.inner_text(".code__digits")


def to_the_form(phone) -> None:
    """Past what is told before the first form."""
    phone.page.wait_for_url("**/first/")
    phone.press("main button.ds-button[type=submit]")


def answer(phone) -> None:
    phone.mark(0.3, 0.6, 0.5, 0.72)
    phone.page.click("button.ds-button[type=submit]")
    phone.page.wait_for_url("**/done/")
    phone.page.click("button.ds-button[type=submit]")
    phone.page.wait_for_url("**/thanks/")


def test_a_client_answers_on_a_phone_of_their_own(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    ingrid.new_client("W-1")
    digits = a_code(ingrid)
    ingrid.shot("code-phone", full_page=True)
    ingrid.page.set_viewport_size({"width": 1280, "height": 800})
    ingrid.shot("code-desktop")
    assert ingrid.axe() == []
    phone = person(phone=True)
    phone.open("/k/")
    phone.shot("type-the-code")
    assert phone.axe() == []
    phone.page.fill("#code", "000 000" if digits != "000 000" else "111 111")
    phone.press("button[type=submit]")
    assert "Be om en ny" in phone.page.inner_text("[role=alert]")
    assert phone.axe() == []
    phone.page.fill("#code", digits)
    phone.press("button[type=submit]")
    expect(ingrid.page.get_by_text("Skjemaet er åpent på telefonen")).to_be_visible(timeout=15_000)
    to_the_form(phone)
    answer(phone)
    expect(ingrid.page.locator("#state")).to_have_text("Svart.", timeout=15_000)
    ingrid.press("text=Tilbake til samtalen")
    assert ingrid.page.locator(".curve__point").count() == 1
    assert not ingrid.complaints
    assert [one for one in phone.complaints if "404" not in one] == []


def test_the_qr_leads_to_one_button_also_without_javascript(person) -> None:
    ingrid = person(javascript=False).sign_in("ingrid")
    ingrid.new_client("W-2")
    digits = a_code(ingrid).replace(" ", "")
    phone = person(phone=True, javascript=False)
    phone.open(f"/k/?c={digits}")
    phone.press("button[type=submit]")
    assert re.search(r"/f/[^/]+/", phone.page.url)
    ingrid.page.reload()
    assert "åpent på telefonen" in ingrid.page.inner_text("#state")


def test_the_screen_in_the_waiting_room_goes_blank_by_itself(person) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.new_client("W-3")
    digits = a_code(ingrid)
    screen = person(phone=True).sign_in("ingrid")
    screen.open("/kiosk/")
    screen.press("main form button")
    screen.shot("kiosk", full_page=True)
    screen.page.fill("#code", digits)
    screen.press("button[type=submit]")
    to_the_form(screen)
    form = screen.page.url
    answer(screen)
    screen.page.wait_for_url("**/kiosk/now/", timeout=30_000)  # by itself, after twenty seconds
    assert screen.page.input_value("#code") == ""
    screen.page.go_back()
    expect(screen.page.locator("#code")).to_be_visible()
    screen.page.goto(form)
    assert screen.page.url.endswith("/kiosk/now/")
    screen.page.click("text=For ansatte")
    screen.page.fill("[name=secret]", "1234")
    screen.press("main button[type=submit]")
    assert screen.page.url.endswith("/today/")
