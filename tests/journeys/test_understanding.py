"""Words that are easy to read, pictures, one question about what was understood, faces, and a child of four."""

import pytest


def hand(ingrid) -> None:
    ingrid.page.click("form[action$='hand-over/']:has([value=start]) button")
    ingrid.page.wait_for_url("**/first/")


def choose_form(ingrid, code: str, outcome: str, alliance: str = "") -> None:
    """The course's forms, as they are chosen on the page about the course."""
    session = ingrid.page.url
    ingrid.open("/clients/")
    ingrid.press(f"main a:has-text('{code}')")
    ingrid.press("a[href$='/about/']")
    ingrid.page.select_option("[name=course-outcome]", outcome)
    if alliance:
        ingrid.page.select_option("[name=course-alliance]", alliance)
    ingrid.press("main .page__main button[type=submit]")
    ingrid.open("/" + session.split("/", 3)[3])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_was_said_badly_is_said_once_more_and_the_words_become_easy(person, language: str) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client(f"U-{language}")
    hand(ingrid)
    if language != "nb":
        ingrid.press(f"button[name=language][value={language}]")
    ingrid.press("button[name=words]")
    ingrid.check("before the first form, easy", language)
    if language == "nb":
        ingrid.shot("first-easy-phone", full_page=True)
    page.check("[name=reply][value=less]")
    ingrid.press(".client__actions .ds-button")
    assert page.locator("[role=alert]").is_visible()
    ingrid.check("said once more", language)
    ingrid.press(".client__actions .ds-button")
    page.wait_for_selector(".ease__bar")
    ingrid.check("the form in easy words, one at a time", language)
    if language == "nb":
        ingrid.shot("form-easy-phone", full_page=True)
    assert page.locator("svg.picture:visible").count() == 1
    page.click(".ease button >> nth=0")
    ingrid.check("the form in easy words", language)
    if language == "nb":
        ingrid.shot("form-easy-whole-phone", full_page=True)
    ingrid.press(".ease [name=words]")
    assert page.locator("svg.picture").count() == 0


def test_easy_words_keep_the_marks_and_need_no_javascript(person) -> None:
    ingrid = person(phone=True, javascript=False).sign_in("ingrid")
    page = ingrid.new_client("U-bare")
    hand(ingrid)
    ingrid.press(".client__actions .ds-button")
    page.check("#line-body [value='70']", force=True)
    ingrid.press("[name=words]")
    assert page.locator("#line-body [type=radio][value='70']").is_checked()
    assert page.locator("svg.picture").count() == 4


def test_three_faces_and_pictures(person) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client("U-faces")
    choose_form(ingrid, "U-faces", "gjenklang-outcome-pictures", "gjenklang-alliance-pictures")
    hand(ingrid)
    ingrid.press(".client__actions .ds-button")
    page.wait_for_selector(".ease__bar")
    ingrid.check("pictures, one at a time", "nb")
    ingrid.shot("form-pictures-phone", full_page=True)
    for place in range(4):
        page.locator("fieldset.vas:visible .choices__one").nth(place % 3).click()
        if place < 3:
            page.click(".ease__bar button:last-child")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    ingrid.check("faces shown back", "nb")
    ingrid.press("button.ds-button[type=submit]")
    ingrid.press("a.ds-button")
    page.fill("[type=password]", "1234")
    ingrid.press("main button[type=submit]")
    ingrid.check("the session after faces", "nb")
    ingrid.shot("session-faces-phone", full_page=True)
    assert "ingen grense" in page.inner_text("main").lower()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_child_of_four_points_and_talks_and_nothing_is_added_up(person, phone: bool) -> None:
    size = "phone" if phone else "desktop"
    ingrid = person(phone=phone).sign_in("ingrid")
    page = ingrid.new_client(f"U-young-{size}", 2022)
    hand(ingrid)
    ingrid.press(".client__actions .ds-button")
    ingrid.check("faces for a young child", "nb")
    ingrid.shot(f"form-young-{size}", full_page=True)
    for place in range(4):
        page.locator("fieldset.vas:visible .choices__one").nth(place).click()
        if place < 3:
            page.click(".ease__bar button:last-child")
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    page.click("details >> nth=0")
    page.fill("[name=note-now]", "Jeg er glad fordi bamsen er med.")
    ingrid.press("button.ds-button[type=submit]")
    ingrid.press("a.ds-button")
    page.fill("[type=password]", "1234")
    ingrid.press("main button[type=submit]")
    ingrid.shot(f"session-young-{size}", full_page=True)
    ingrid.check("the session of a young child", "nb")
    ingrid.shot(f"session-young-{size}", full_page=True)
    shown = page.inner_text("main")
    assert "Glad" in shown
    assert "bamsen" in shown
