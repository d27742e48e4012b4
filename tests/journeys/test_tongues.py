"""Someone whose language is Danish or Northern Sámi is asked in it, and the page says that it is a draft."""

import pytest

DRAFT = {"da": "Udkast, skal gennemses", "se": "Evttohus, galgá dárkkistuvvot"}


def speak(ingrid, code: str, language: str) -> None:
    """Ingrid notes which language the forms are to have."""
    session = ingrid.page.url
    ingrid.open("/clients/")
    ingrid.press(f"main a:has-text('{code}')")
    ingrid.press("a[href$='/about/']")
    ingrid.press("a[href*='/client/']")
    ingrid.page.select_option("[name=client-language]", language)
    ingrid.press("main .page__main button[type=submit]")
    ingrid.open("/" + session.split("/", 3)[3])


@pytest.mark.parametrize("language", ["da", "se"])
def test_the_form_is_asked_and_answered(person, language: str) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client(f"T-{language}")
    speak(ingrid, f"T-{language}", language)
    page.click("form[action$='hand-over/']:has([value=start]) button")
    page.wait_for_url("**/first/")
    ingrid.check("before the first form", language)
    assert DRAFT[language] in page.inner_text("main")
    ingrid.shot(f"first-{language}-phone", full_page=True)
    ingrid.press(".client__actions .ds-button")
    ingrid.check("the form", language)
    assert DRAFT[language] in page.inner_text("main")
    ingrid.shot(f"form-{language}-phone", full_page=True)
    ingrid.mark(0.3, 0.6, 0.5, 0.7)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    ingrid.check("shown back", language)
    ingrid.press("button.ds-button[type=submit]")
    ingrid.check("thanks", language)
    ingrid.press("a.ds-button")
    assert page.evaluate("document.documentElement.lang") == "nb"


def test_a_danish_browser_gets_the_staff_pages_of_the_house(person) -> None:
    someone = person(language="da")
    someone.open("/account/login/")
    assert someone.page.evaluate("document.documentElement.lang") == "nb"
