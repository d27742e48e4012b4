"""A therapist with a client in the room: begin, hand over, four marks, the curve moves, hand back."""

import re

from playwright.sync_api import expect


def test_four_marks_become_a_point_on_the_curve(person) -> None:
    ingrid = person().sign_in("ingrid")
    ingrid.shot("today-desktop")
    page = ingrid.new_client("J-1")
    watching = person()
    watching.context.add_cookies(ingrid.context.cookies())
    session = re.sub(r"\?.*", "", page.url)
    path = session.removeprefix(ingrid.house.address)

    ingrid.hand_over()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.get_by_role("slider").count() == 4
    assert not re.search(r"\d", page.get_by_role("slider").first.get_attribute("aria-valuetext"))
    ingrid.mark(0.3, 0.6, 0.5, 0.72)
    ingrid.shot("client-phone")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    ingrid.shot("client-shown-back-phone")
    page.locator("summary").first.click()
    page.locator("textarea").first.fill("sov dårlig")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    page.click("a.ds-button")
    page.fill("[name=secret]", "1234")
    page.click("main button[type=submit]")
    page.wait_for_url("**/session/**")
    assert path in page.url
    assert "sov dårlig" in page.content()
    assert page.locator("svg path").count() > 0
    assert not ingrid.complaints


def test_the_page_shows_the_marks_without_reload(person) -> None:
    """The form is open on one device; the therapist's page is open on another."""
    ingrid = person().sign_in("ingrid")
    page = ingrid.new_client("J-2")
    session = page.url.removeprefix(ingrid.house.address)
    desk = person().sign_in("ingrid")
    desk.open(session)
    assert desk.page.get_by_text("Ingenting er svart ennå").count() == 1
    ingrid.hand_over()
    ingrid.mark(0.2, 0.4, 0.6, 0.8)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    desk.page.wait_for_selector("svg.curve, .curve svg, figure svg", timeout=15_000)
    assert desk.page.get_by_text("Ingenting er svart ennå").count() == 0
    assert not desk.complaints


def test_a_handed_over_device_leads_nowhere_else(person) -> None:
    ingrid = person().sign_in("ingrid")
    page = ingrid.new_client("J-3")
    ingrid.hand_over()
    form = page.url
    for path in ("/today/", "/clients/", "/", "/tables/", "/account/pin/", "/account/logout/"):
        ingrid.open(path)
        assert page.url == form, path
        assert "I dag" not in page.content()
    page.go_back()
    assert "/f/" in page.url or page.locator("nav a").count() == 0
    page.goto(form)
    page.reload()
    assert page.url == form


def test_a_wrong_pin_does_not_open(person) -> None:
    ingrid = person().sign_in("frida")
    page = ingrid.new_client("J-4")
    ingrid.hand_over()
    form = page.url
    ingrid.open("/unlock/")
    page.fill("[name=secret]", "9999")
    page.click("main button[type=submit]")
    assert page.get_by_text("Prøv igjen").count() >= 1
    ingrid.open("/today/")
    assert page.url == form


def take_back(someone) -> None:
    """The one who handed the screen over has it back, with the PIN."""
    someone.page.click("a[href$='/unlock/']")
    someone.page.fill("[name=secret]", "1234")
    someone.press("main button[type=submit]")
    someone.page.wait_for_url("**/session/**")


def test_a_missing_line_is_asked_about_once_and_may_be_skipped(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("J-5")
    ingrid.hand_over()
    ingrid.mark(0.3, 0.6, 0.5)
    page.click("button.ds-button[type=submit]")
    page.wait_for_selector("#ask, [role=alert]:visible")
    assert "/done/" not in page.url
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    assert "ikke noe merke" in page.content().lower() or "uten merke" in page.content().lower()
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    take_back(ingrid)
    assert page.get_by_text("Ingen total ennå: ikke alle linjene er merket.").count() == 1
    ingrid.shot("no-total-phone", full_page=True)
    assert ingrid.axe() == []


def test_going_back_after_another_language_finds_the_form_with_its_marks(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("J-20")
    ingrid.hand_over()
    ingrid.mark(0.3, 0.6)
    page.click("details.languages summary")
    ingrid.press("button[name=language][value=nn]")
    assert page.evaluate("document.documentElement.lang") == "nn"
    expect(page.get_by_role("slider").nth(1)).to_have_attribute("data-marked", "")
    ingrid.press("button[formaction='who-sees-this/']")
    page.go_back()
    expect(page.get_by_role("slider").nth(1)).to_have_attribute("data-marked", "")
    assert page.get_by_role("slider").nth(2).get_attribute("data-marked") is None


def test_marks_that_were_changed_say_so_and_why_on_the_session_page(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("J-19")
    ingrid.hand_over()
    ingrid.mark(0.3, 0.6, 0.5, 0.5)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    page.click("text=Jeg vil endre")
    page.fill("[name=reason]", "Jeg leste feil linje")
    assert page.locator("[name=reason]").bounding_box()["width"] > 300
    ingrid.shot("redo-phone", full_page=True)
    ingrid.mark(0.8)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    take_back(ingrid)
    assert page.get_by_text("Merkene ble endret: «Jeg leste feil linje»").count() == 1
    assert ingrid.axe() == []


def test_undo_brings_the_form_back_and_not_today_ends_it(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("J-6")
    ingrid.hand_over()
    ingrid.mark(0.3, 0.6, 0.5, 0.5)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    page.click(".shown__undo")
    page.wait_for_url(re.compile(r"/f/[^/]+/(\?.*)?$"))
    page.click("text=Ikke i dag")
    page.wait_for_url("**/thanks/")


def test_the_lines_are_marked_by_keyboard_with_announced_values(person) -> None:
    ingrid = person().sign_in("ingrid")
    page = ingrid.new_client("J-7")
    ingrid.hand_over()
    line = page.get_by_role("slider").first
    line.focus()
    page.keyboard.press("ArrowRight")
    said = []
    for key in ("ArrowRight", "PageDown", "End"):
        page.keyboard.press(key)
        said.append((line.get_attribute("aria-valuenow"), line.get_attribute("aria-valuetext").split(" ")[0]))
    assert said == [("5.1", "5,1"), ("4.1", "4,1"), ("10", "10,0")]


def test_the_form_works_without_javascript(person) -> None:
    ingrid = person(phone=True, javascript=False).sign_in("ingrid")
    page = ingrid.new_client("J-8")
    ingrid.hand_over()
    lines = page.locator("input[type=range], input[type=radio], input[type=number]")
    assert lines.count() >= 4
    if page.locator("input[type=radio]").count():
        for name in dict.fromkeys(
            one.get_attribute("name") for one in page.locator("input[type=radio]").all()
        ):
            page.locator(f"input[name='{name}']").nth(3).check(force=True)
    page.click("button.ds-button[type=submit]")
    if "/done/" not in page.url:
        page.click("button.ds-button[type=submit]")
    assert "/done/" in page.url
    page.click("button.ds-button[type=submit]")
    assert "/thanks/" in page.url


def test_the_form_fits_a_phone_without_scrolling(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("J-9")
    ingrid.hand_over()
    height, width = page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    )
    assert height <= 844
    assert width <= 390


def test_a_colleague_in_the_room_next_door_finds_nothing(person) -> None:
    ingrid = person().sign_in("ingrid")
    session = ingrid.new_client("J-10").url.removeprefix(ingrid.house.address)
    kari = person().sign_in("kari")
    assert (
        kari.open(session).locator("h1").inner_text() == "Vi fant ikke siden"
        or "J-10" not in kari.page.content()
    )


def test_the_alliance_form_at_the_end_works_the_same_way(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("J-11")
    for moment in ("start", "end"):
        ingrid.hand_over(moment)
        ingrid.mark(0.9, 0.8, 0.95, 0.6)
        page.click("button.ds-button[type=submit]")
        page.wait_for_url("**/done/")
        page.click("button.ds-button[type=submit]")
        page.wait_for_url("**/thanks/")
        page.click("a.ds-button")
        page.fill("[name=secret]", "1234")
        page.click("main button[type=submit]")
        page.wait_for_url("**/session/**")
    assert page.locator("form[action$='hand-over/']").count() == 0
    assert "ingen grense finnes for dette skjemaet" in page.content()


def test_on_a_phone_the_curve_opens_at_its_newest_point(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.open("/clients/")
    ingrid.press("text=D-204")
    newest = page.locator(".curve__point[tabindex='0']").bounding_box()
    frame = page.locator(".curve__frame").bounding_box()
    assert frame["x"] < newest["x"] < frame["x"] + frame["width"]


PARTS = ("limit", "path", "text", "mark", "shade")
COLOURS = "all => all.flatMap(one => [getComputedStyle(one).stroke, getComputedStyle(one).fill])"


def test_the_curve_prints_in_grey(person) -> None:
    ingrid = person().sign_in("ingrid")
    page = ingrid.open("/clients/")
    ingrid.press("text=D-204")
    page.emulate_media(media="print")
    drawn = page.locator(", ".join(f".curve__{part}" for part in PARTS)).evaluate_all(COLOURS)
    seen = {tuple(map(int, re.findall(r"\d+", one)[:3])) for one in drawn if one.startswith("rgb")}
    assert seen
    assert all(max(one) - min(one) <= 24 for one in seen), seen  # the theme's own inks are a little blue
