"""The loop as strangers meet it: tired with a phone, and angry with a link that was meant for another."""

import pytest

from houses import weeks_pass

NAMES = ("X-1", "Solbakk", "Ingrid", "Oppfølgingsteamet", "Lundvik")
WITHOUT_KEY = ("", "done/", "?again=1", "thanks/", "who-sees-this/")


def test_forty_seconds_on_a_phone_are_four_taps_to_the_form(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("F-40")
    ingrid.check("session", "nb")
    page.click(".down a[href='#forms-today']")
    button = page.locator("form[action$='hand-over/'] button").first
    box = button.bounding_box()
    assert 0 <= box["y"] <= 844 - box["height"]  # in sight, without a hunt
    ingrid.shot("forms-today-phone")
    ingrid.hand_over()
    assert page.get_by_role("slider").count() == 4


def test_a_link_tells_a_stranger_whose_it_is_no_more_than_the_form_does(person) -> None:
    """It names neither client, helper nor place, leads nowhere else, and is dead after its hours."""
    ingrid, angry = person().sign_in("ingrid"), person(phone=True)
    page = ingrid.new_client("X-1")
    ingrid.open("/clients/")
    course = page.locator("main a:text-is('X-1')").get_attribute("href")
    page.go_back()
    ingrid.hand_over()
    link = page.url.split("?")[0].removeprefix(ingrid.house.address)
    ingrid.mark(0.3, 0.4, 0.5, 0.6)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    page.locator("summary").first.click()
    page.locator("textarea").first.fill("redd for naboen")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    for path in WITHOUT_KEY:
        seen = angry.open(link + path)
        assert "redd for naboen" not in seen.content(), path
        assert not any(name in seen.inner_text("body") for name in NAMES), path
        assert seen.locator("nav a, a[href*='course'], a[href*='session']").count() == 0, path
    weeks_pass(ingrid.house, course)
    for path in ("", "done/", "?again=1"):
        answer = angry.page.request.get(ingrid.house.address + link + path)
        assert answer.status == 410, path
        assert "Tiden for dette skjemaet er ute" in answer.text()


@pytest.mark.parametrize("who", ["jonas", "samira", "kari"])
def test_a_curious_colleague_finds_neither_course_nor_guesses_nor_what_was_brought(person, who: str) -> None:
    ingrid, other = person().sign_in("ingrid"), person().sign_in(who)
    page = ingrid.open("/clients/")
    course = page.locator("main a:text-is('D-201')").get_attribute("href").split("?")[0]
    for path in ("", "agreed/", "signals/", "last-look/", "theory/"):
        assert other.page.request.get(other.house.address + course + path).status == 404, path
    for path in ("/supervision/", "/caseload/", "/guesses/", "/clients/"):
        other.open(path)
        assert "D-201" not in other.page.content(), path
