"""The client's form for those who use a keyboard, a screen reader, large letters, few colours, or no movement."""

import re

import pytest

TABS = 40


def at_the_form(person, code: str, **how):
    ingrid = person(**how).sign_in("ingrid")
    ingrid.new_client(code)
    ingrid.hand_over()
    return ingrid


def focused(page, what: str) -> None:
    """Press Tab until something is focused, as whoever has no mouse does."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"Tab never comes to {what}")


def test_the_form_is_filled_in_and_given_back_by_keyboard_alone(person) -> None:
    ingrid = at_the_form(person, "E-1")
    page = ingrid.page
    for _ in range(4):
        focused(page, "[role=slider]")
        page.keyboard.press("End")
        page.keyboard.press("PageDown")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        ring = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
        assert outline != "none" or ring != "none", "whoever uses a keyboard sees where they are"
    focused(page, "button.ds-button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/done/")
    focused(page, "button.ds-button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks/")
    focused(page, "a[href*='unlock']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/unlock/**")
    focused(page, "[name=secret]")
    page.keyboard.type("1234")
    page.keyboard.press("Enter")
    page.wait_for_url("**/session/**")
    assert page.locator(".curve__point").count() == 1


def test_a_screen_reader_hears_every_line_its_ends_and_its_state(person) -> None:
    page = at_the_form(person, "E-2").page
    tree = page.locator("main").aria_snapshot()
    for words in (
        'heading "Den siste uken, til og med i dag" [level=1]',
        'group "Kroppen og søvnen"',
        'slider "Kroppen og søvnen"',
        'slider "Håp"',
        'button "Ferdig"',
        'button "Ikke i dag"',
        'button "Senere"',
        'button "Hvem ser dette?"',
    ):
        assert words in tree, words
    line = page.get_by_role("slider").first
    assert (
        line.get_attribute("aria-valuetext") == "ingen merke ennå"
        or "ikke" in line.get_attribute("aria-valuetext")
        or "ingen" in line.get_attribute("aria-valuetext")
    )
    described = line.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text().startswith("Hvordan kroppen")
    line.focus()
    page.keyboard.press("Home")
    assert re.match(r"0,0 av 10 fra Dårlig", line.get_attribute("aria-valuetext"))


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (320, 256)], ids=["320 px", "400 % of 1280 x 1024"]
)
def test_nothing_runs_off_the_side_however_large_the_letters(person, width: int, height: int) -> None:
    ingrid = at_the_form(person, f"E-3-{height}")
    page = ingrid.page
    page.set_viewport_size({"width": width, "height": height})
    ingrid.check("form, narrow", "nb")
    for line in page.get_by_role("slider").all():
        line.press("End")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    ingrid.check("done, narrow", "nb")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    ingrid.check("thanks, narrow", "nb")
    page.click("a[href*='say/']")
    ingrid.check("say, narrow", "nb")
    page.go_back()
    page.click("a[href*='unlock']")
    page.fill("[name=secret]", "1234")
    ingrid.press("main button[type=submit]")
    ingrid.check("session, narrow", "nb")


def test_the_mark_is_seen_in_the_colours_that_someone_has_chosen(person) -> None:
    ingrid = at_the_form(person, "E-4")
    page = ingrid.page
    page.emulate_media(forced_colors="active")
    ingrid.mark(0.7)
    seen = page.locator(".vas__mark").first.evaluate(
        "one => { const style = getComputedStyle(one);"
        " return [style.backgroundColor, style.borderTopWidth, style.visibility, one.offsetWidth]; }"
    )
    page_colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert seen[2] == "visible"
    assert seen[3] > 0
    assert seen[0] != page_colour or seen[1] != "0px"
    ingrid.shot("forced-colours", full_page=True)
    ingrid.check("forced colours", "nb")


def test_nothing_moves_for_whoever_wants_it_still(person) -> None:
    ingrid = at_the_form(person, "E-5")
    page = ingrid.page
    page.emulate_media(reduced_motion="reduce")
    ingrid.mark(0.7)
    assert page.evaluate("document.getAnimations().length") == 0
    moving = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(one =>"
        " parseFloat(getComputedStyle(one).transitionDuration) > 0.01).map(one => one.className)"
    )
    assert moving == []


def test_what_is_tapped_is_large_enough_for_a_thumb(person) -> None:
    """44 px each way; a link inside a sentence is as high as the sentence (WCAG 2.5.8 lets it)."""
    ingrid = at_the_form(person, "E-6", phone=True)
    page = ingrid.page
    small = (
        "[...document.querySelectorAll('button, a, [role=slider], summary, label.choices__one')]"
        ".filter(one => one.offsetParent !== null && !one.closest('footer, p.client__lead'))"
        ".map(one => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()])"
        ".filter(([words, box]) => box.height < 44 || (box.width < 44 && words)).map(([words, box]) =>"
        " words + ' ' + Math.round(box.width) + 'x' + Math.round(box.height))"
    )
    assert page.evaluate(small) == []
    ingrid.mark(0.3, 0.4, 0.5, 0.6)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    assert page.evaluate(small) == []
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/thanks/")
    assert page.evaluate(small) == []


def test_one_line_at_a_time_with_larger_letters_and_nothing_is_lost(person) -> None:
    ingrid = at_the_form(person, "E-7", phone=True)
    page = ingrid.page
    page.click("[data-ease]")
    page.get_by_role("button", name="Én linje om gangen").click()
    assert page.get_by_role("slider").count() == 1
    assert page.locator(".ease__where").inner_text() == "Linje 1 av 4"
    page.get_by_role("button", name="Større bokstaver").click()
    ingrid.check("one line at a time, large", "nb")
    ingrid.shot("one-line-phone", full_page=True)
    for place in range(4):
        page.get_by_role("slider").press("End")
        if place < 3:
            page.get_by_role("button", name="Neste").click()
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    assert page.locator(".shown__line").count() == 4


def test_a_line_that_was_passed_over_is_shown_when_it_is_asked_about(person) -> None:
    page = at_the_form(person, "E-8", phone=True).page
    page.click("[data-ease]")
    page.get_by_role("button", name="Én linje om gangen").click()
    page.get_by_role("slider").press("End")
    page.get_by_role("button", name="Neste").click()
    page.get_by_role("button", name="Neste").click()
    page.click("button.ds-button[type=submit]")
    assert page.locator(".ease__where").inner_text() == "Linje 2 av 4"
    assert page.locator("#ask").is_visible()
