"""A therapist is shown something to talk about, says what became of it, and is not shown it again."""

import pytest
from playwright.sync_api import Page

SIGNAL = "li.signal"


def low_alliance(someone, code: str) -> Page:
    """A course with paper forms, where the client has just rated the work together at 30.5 of 40."""
    page = someone.open("/clients/new/")
    page.fill("[name=code]", code)
    page.fill("[name=birth_year]", "1980")
    page.select_option("[name=outcome]", "ors")
    page.select_option("[name=alliance]", "srs")
    someone.press("main form.stack button[type=submit]")
    someone.open("/today/")
    page.click(".walk-in summary")
    someone.press(f"form[action$='walk-in/'] button:text-is('{code}')")
    someone.skip_the_guess()
    someone.press("a[href*='moment=end']")
    point = "." if page.evaluate("document.documentElement.lang") == "en" else ","
    for line, value in enumerate(("9,5", "9,0", "7,0", "5,0"), start=1):
        page.fill(f"[name=line{line}]", value.replace(",", point))
    someone.press("main form button[type=submit]")
    return page


def look(someone, name: str, *, phone: bool) -> None:
    """Nothing for axe to find, nothing off the side; a picture when asked for."""
    assert someone.axe() == [], name
    page = someone.page
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, name
    someone.shot(f"{name}-{'phone' if phone else 'desktop'}", full_page=phone)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_signal_is_shown_handled_and_gone(person, phone: bool) -> None:
    ingrid, code = person(phone=phone).sign_in("ingrid"), f"TA-{phone:d}"
    page = low_alliance(ingrid, code)
    card = page.locator(SIGNAL)
    assert card.count() == 1
    assert "30,5, under 36 (SRS). Lavest: Linje 3 (7,0), Linje 4 (5,0)." in card.inner_text()
    look(ingrid, "session-talk", phone=phone)
    card.locator("summary").nth(0).click()
    assert "srs-gjenklang, versjon 1" in card.inner_text()
    card.locator("summary").nth(1).click()
    look(ingrid, "session-talk-open", phone=phone)

    session = page.url
    page.goto(f"{ingrid.house.address}/caseload/?show=alliance")
    assert code in page.text_content("main")  # in sight, or folded when the week is full
    assert "Ingen signal betyr ikke at alt er bra." in page.inner_text("main")
    look(ingrid, "caseload", phone=phone)

    page.goto(session)
    card.locator("summary").nth(1).click()
    page.select_option(f"{SIGNAL} [name=reason]", "wait")
    page.fill(f"{SIGNAL} [name=words]", "først etter påske")
    ingrid.press(f"{SIGNAL} [value=not_now]")
    assert "Notert: ikke nå." in page.inner_text("main")
    assert page.url.split("?")[0] == session.split("?")[0]
    assert card.count() == 0
    page.goto(f"{ingrid.house.address}/caseload/?show=alliance")
    assert code not in page.text_content("main")
    page.goto(session)
    undo(ingrid, phone=phone)
    assert card.count() == 1
    assert not ingrid.complaints


def undo(ingrid, *, phone: bool) -> None:
    """Take back right after, on the page that may be turned to the client."""
    page = ingrid.page
    page.click("summary:has-text('Håndtert i dag: 1')")
    assert "først etter påske" not in page.inner_text("main")
    look(ingrid, "session-handled", phone=phone)
    ingrid.press(".handled button:has-text('Angre')")
    assert "Angret." in page.inner_text("main")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_what_was_done_and_shown_is_read_and_undone_later(person, phone: bool) -> None:
    ingrid, code = person(phone=phone).sign_in("ingrid"), f"TB-{phone:d}"
    page = low_alliance(ingrid, code)
    ingrid.press(f"{SIGNAL} [value=talked]")
    ingrid.open("/caseload/?show=all&sort=name")
    ingrid.press(f"main a:has-text('{code}')")
    ingrid.press("text=Det som er håndtert, og merkelapper")
    assert "Ingrid Solbakk: snakket om" in page.inner_text("main")
    page.fill("[name=words]", "tolk")
    ingrid.press("text=Sett på")
    look(ingrid, "signals", phone=phone)
    page.click(".page__side a[href*='day=']")
    assert "Vist for Ingrid Solbakk" in page.inner_text("#shown")
    assert "30,5, under 36 (SRS). Lavest: Linje 3 (7,0), Linje 4 (5,0)." in page.inner_text("#shown")
    look(ingrid, "signals-of-a-day", phone=phone)
    ingrid.press("text=Angre")
    assert "/course/" in page.url
    assert page.locator(SIGNAL).count() == 1
    ingrid.open("/caseload/?label=tolk")
    assert code in page.text_content("main")
    assert not ingrid.complaints


def test_it_works_without_javascript_and_from_the_caseload(person) -> None:
    ingrid = person(javascript=False).sign_in("ingrid")
    low_alliance(ingrid, "TA-plain")
    page = ingrid.open("/today/")
    ingrid.press("nav a[href='/caseload/']")
    assert page.inner_text("h1") == "Hva bør vi ta opp denne uken?"
    folded = page.locator(".caseload__more > summary")
    folded.click() if folded.count() else None  # the week may be full
    ingrid.press("main a:has-text('TA-plain')")
    ingrid.press(f"{SIGNAL} [value=talked]")
    assert "/course/" in page.url
    assert "Notert: snakket om." in page.inner_text("main")
    assert page.locator(SIGNAL).count() == 0
    ingrid.open("/caseload/?show=all&sort=name")
    assert "Ingen signal" in page.inner_text("li.caseload__row:has-text('TA-plain')")


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_words_are_there_in_the_other_languages(person, language: str) -> None:
    ingrid = person(language=language).sign_in("ingrid")
    page = ingrid.page
    page.click("footer details summary")
    ingrid.press(f"footer button[value={language}]")
    low_alliance(ingrid, f"TA-{language}")
    assert {"nn": "Snakk om", "en": "Talk about"}[language] in page.inner_text(".page__side")
    assert {"nn": "Lågast: Linje 3", "en": "Lowest: Line 3"}[language] in page.inner_text(SIGNAL)
    assert ingrid.axe() == []
    ingrid.open("/caseload/")
    heading = {"nn": "Kva bør vi ta opp denne veka?", "en": "What should we take up this week?"}[language]
    assert page.inner_text("h1") == heading
    assert ingrid.axe() == []
