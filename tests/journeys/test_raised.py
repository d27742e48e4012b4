"""Something is said to someone else, and the group gets a slip each."""

import re


def test_it_is_said_from_the_form_and_answered_by_someone_else(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("R-1")
    ingrid.hand_over("end")
    ingrid.mark(0.2, 0.3, 0.2, 0.3)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    ingrid.press("a[href*='say/']")
    ingrid.check("say", "nb")
    ingrid.shot("say-phone", full_page=True)
    page.check("[name=kind][value=wrong]")
    page.fill("[name=words]", "Jeg ble ledd av")
    ingrid.press("button[type=submit]")
    assert "Takk for at du sa fra" in page.inner_text("main")
    ingrid.check("said", "nb")
    ingrid.press("main a.ds-button")
    page.click("a[href*='unlock']")
    page.fill("[name=secret]", "1234")
    ingrid.press("main button[type=submit]")
    assert "Jeg ble ledd av" not in page.content()
    answered_by(person().sign_in("stein"))


def answered_by(stein) -> None:
    """The administrator, where no leader is free to, reads and answers."""
    stein.open("/matters/")
    stein.check("raised by clients", "nb")
    for link in stein.page.locator("main li a").all():
        href = link.get_attribute("href")
        if "R-1" in stein.page.request.get(stein.house.address + href).text():
            stein.open(href)
            break
    assert "Jeg ble ledd av" in stein.page.inner_text("main")
    stein.page.fill("[name=answer]", "Det var ikke greit. Jeg tar det opp.")
    stein.check("one matter", "nb")
    stein.shot("matter-desktop", full_page=True)
    stein.press("main form button")
    assert "Lagret" in stein.page.inner_text("main")


def leader_of_the_group(person):
    """Whoever of the ward meets the group today."""
    for name in ("kari", "lars", "nora"):
        someone = person().sign_in(name)
        page = someone.open("/today/")
        row = "li.meetings__row:has-text('G-301')"
        if page.locator(row).count():
            someone.press(f"{row} form[action$='begin/'] button, {row} a.ds-button")
            return someone
    raise AssertionError("nobody meets the group today")


def test_a_group_gets_a_slip_each_and_the_leader_sees_who_is_missing(person) -> None:
    kari = leader_of_the_group(person)
    page = kari.page
    session = re.search(r"/session/[0-9a-f-]+/", page.url).group()
    kari.open(session + "codes/")
    kari.check("a code for each", "nb")
    kari.press("main form button[type=submit]")
    assert page.locator(".slips__one").count() == 3  # of five, two have answered
    assert "G-30" not in page.inner_text(".slips")
    kari.check("slips", "nb")
    kari.shot("slips-desktop", full_page=True)
    digits = page.locator(".code__digits").first.inner_text()
    phone = person(phone=True)
    phone.open("/k/")
    phone.page.fill("#code", digits)
    phone.press("button[type=submit]")
    assert re.search(r"/f/[^/]+/", phone.page.url)
    kari.open("/round/")
    kari.check("the week's round", "nb")
    kari.shot("round-desktop", full_page=True)
