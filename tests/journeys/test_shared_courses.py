"""More than one in a course, the page that is turned, today's agenda, and a study: at a desk and on a phone."""

import re

import pytest

LANGUAGES = ("nb", "nn", "en")


def row_of(page, *codes: str) -> str:
    """The selector of today's row with these codes."""
    return "li.meetings__row" + "".join(f":has-text('{one}')" for one in codes)


def codes_of(page, selector: str) -> list[str]:
    return re.findall(r"[A-Z]-\d+", page.locator(selector).first.inner_text())


def begin(someone, selector: str) -> None:
    someone.open("/today/")
    someone.press(f"{selector} form[action$='begin/'] button, {selector} a.ds-button")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_couple_is_shown_side_by_side_and_two_who_are_kept_apart_are_not(person, phone: bool) -> None:
    hilde, size = person(phone=phone).sign_in("hilde"), "phone" if phone else "desktop"
    page = hilde.open("/today/")
    rows = page.locator("li.meetings__row", has_text=" + ").all()
    found = {}
    for place in range(len(rows)):
        page = hilde.open("/today/")
        row = page.locator("li.meetings__row", has_text=" + ").nth(place)
        codes = re.findall(r"[A-Z]-\d+", row.inner_text())
        with page.expect_navigation():
            row.locator("form[action$='begin/'] button, a.ds-button").first.click()
        both = page.locator("a[href$='/together/']").count() == 1
        found.setdefault((len(codes), both), page.url)
    assert {(2, True), (2, False), (3, True)} <= set(found)
    page = hilde.open(found[2, False].removeprefix(hilde.house.address))
    hilde.check("one at a time", "nb")
    page = hilde.open(found[2, True].removeprefix(hilde.house.address))
    hilde.check("who is it for", "nb")
    hilde.press("a[href$='/together/']")
    assert page.locator(".beside > section").count() == 2
    hilde.check("side by side", "nb")
    hilde.shot(f"together-{size}", full_page=True)
    hilde.open(found[3, True].removeprefix(hilde.house.address))
    hilde.press("a[href$='/together/']")
    assert page.locator(".beside > section").count() == 3
    hilde.check("a family", "nb")


def test_the_page_about_it_is_for_those_who_work_with_the_course(person) -> None:
    hilde = person().sign_in("hilde")
    page = hilde.open("/today/")
    for language in LANGUAGES:
        hilde.speak(language)
        page = hilde.open("/clients/")
        apart = None
        for link in page.locator("a[href^='/course/']").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        ):
            key = link.split("/")[2]
            page = hilde.open(f"/course/{key}/apart/")
            if page.locator("form textarea").count() and page.locator("input[name=do][value=end]").count():
                apart = key
                break
        assert apart
        hilde.check("kept apart", language)
        if language == "nb":
            hilde.shot("apart-desktop")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_jenny_sees_her_own_curve_and_makes_an_agenda(person, phone: bool) -> None:
    hilde, size = person(phone=phone).sign_in("hilde"), "phone" if phone else "desktop"
    hilde.begin("F-204")
    page = hilde.page
    hilde.check("session of a child with three raters", "nb")
    for name in ("Mor", "Far", "Lærer"):
        assert page.locator(".curve__legend li", has_text=name).count() == 1
    page.fill("#agenda-words", "Bursdagen min")
    hilde.press("form[action='agenda/'] button")
    points = page.locator("#agenda li")
    assert points.filter(has_text="Bursdagen min").count() >= 1
    hilde.press("#agenda li:has-text('Bursdagen min') button[value=yes]")
    assert page.locator("#agenda s", has_text="Bursdagen min").count() == 1
    hilde.check("session with an agenda", "nb")
    hilde.shot(f"agenda-{size}", full_page=True)
    hilde.press("#agenda li:has-text('Bursdagen min') button[value=no]")
    hilde.press("a[href*='turned/']:not([href*='rater'])")
    hilde.check("turned", "nb")
    assert "Bursdagen min" in page.inner_text("main")
    assert page.locator(".curve__line--second").count() == 0
    hilde.shot(f"turned-{size}", full_page=True)
    hilde.press(".frame a:has-text('Tilbake')")
    hilde.press("a[href*='turned/'][href*='rater=all']")
    hilde.check("turned with raters", "nb")
    hilde.shot(f"turned-raters-{size}", full_page=True)


def test_the_turned_page_is_read_and_printed_without_javascript(person) -> None:
    ingrid = person(javascript=False).sign_in("ingrid")
    ingrid.begin("D-204")
    page = ingrid.page
    ingrid.press("a[href*='turned/']")
    assert "Slik har det gått" in page.inner_text("main")
    assert page.locator("svg.curve__picture").count() == 1
    with page.expect_download() as got:
        page.click("a[href*='sheet.pdf']")
    assert got.value.suggested_filename == "D-204.pdf"


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_leader_of_a_group_sees_who_has_not_answered(person, phone: bool) -> None:
    found = False
    for name in ("kari", "lars", "nora"):
        someone = person(phone=phone)
        someone.open("/account/login/")
        someone.page.fill("[name=login]", name)
        someone.page.fill("[name=password]", "gjenklang-demo")
        someone.press("main button[type=submit]")
        if "/account/" in someone.page.url:
            continue
        page = someone.open("/today/")
        if page.locator("li.meetings__row", has_text="G-301").count() == 0:
            continue
        found = True
        begin(someone, row_of(page, "G-301"))
        someone.check("which member", "nb")
        someone.press("a[href$='/group/']")
        someone.check("the group", "nb")
        assert "Ikke svart ved start: G-303, G-304, G-305" in page.inner_text("main")
        someone.shot(f"group-{'phone' if phone else 'desktop'}", full_page=True)
        break
    assert found


def test_a_course_in_a_study_shows_nothing_derived(person) -> None:
    berit = person().sign_in("berit")
    page = berit.open("/caseload/?show=all")
    row = page.locator("li.caseload__row", has_text="Tilbakemelding er av til")
    assert row.count() == 1
    berit.check("caseload with a study", "nb")
    with page.expect_navigation():
        row.locator("a").first.click()
    assert "Lundvik-studien" in page.inner_text("main")
    assert page.locator("svg.curve__picture").count() == 0
    berit.check("course in a study", "nb")
    berit.shot("feedback-off-desktop")
