"""Two who have the same form open: the second is told, and nobody's marks are taken for another's."""

import re

from playwright.sync_api import expect


def test_whoever_finishes_second_is_told_and_sees_no_marks(person) -> None:
    ingrid, dana, other = person().sign_in("ingrid"), person(phone=True), person(phone=True)
    page = ingrid.new_client("TO-1")
    ingrid.hand_over()
    form = page.url.split("?")[0].removeprefix(ingrid.house.address)
    for one in (dana, other):
        one.open(form)
        expect(one.page.get_by_role("slider")).to_have_count(4)
    dana.mark(0.2, 0.3, 0.4, 0.5)
    dana.page.click("button.ds-button[type=submit]")
    expect(dana.page).to_have_url(re.compile("/done/"))
    other.mark(0.9, 0.9, 0.9, 0.9)
    other.page.click("button.ds-button[type=submit]")
    expect(other.page.locator("main")).to_contain_text("Noen andre hadde alt svart på dette skjemaet")
    other.shot("second-device-phone")
    assert other.axe() == []
    assert other.page.locator("svg").count() == 0


def test_a_client_who_goes_back_after_finishing_can_give_the_screen_back(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("TO-2")
    ingrid.hand_over()
    ingrid.mark(0.2, 0.3, 0.4, 0.5)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    for leave in (page.go_back, page.reload, lambda: ingrid.open("/today/")):
        leave()
        expect(page.locator("a[href$='/unlock/']")).to_be_visible()
    ingrid.shot("given-back-phone")
    assert ingrid.axe() == []
