"""Someone whose language is Danish or Northern Sámi is asked in it, and reads what is theirs in it, as a draft."""

import pytest

DRAFT = {"da": "Udkast, skal gennemses", "se": "Evttohus, galgá dárkkistuvvot"}
NAMES = {"da": "Dansk", "se": "Davvisámegiella"}
PIN = "271828"


def about(ingrid, code: str) -> None:
    """The page about one client of a course."""
    ingrid.open("/clients/")
    ingrid.press(f"main a:has-text('{code}')")
    ingrid.press("a[href$='/about/']")
    ingrid.press("a[href*='/client/']")


def speak(ingrid, code: str, language: str) -> str:
    """Ingrid notes which language the client's side is to have; the session that she came from."""
    session = "/" + ingrid.page.url.split("/", 3)[3]
    about(ingrid, code)
    ingrid.page.select_option("[name=client-language]", language)
    ingrid.press("main .page__main button[type=submit]")
    ingrid.open(session)
    return session


def give_back(ingrid) -> None:
    """The screen is Ingrid's again, and speaks as she does."""
    ingrid.press("a.ds-button")
    assert ingrid.page.evaluate("document.documentElement.lang") == "nb"
    ingrid.page.fill("[name=secret]", "1234")
    ingrid.press("main button[type=submit]")


def seen(someone, what: str, language: str) -> None:
    """See that a page is well, speaks its language and says that it is a draft; keep a picture."""
    someone.check(what, language)
    assert DRAFT[language] in someone.page.inner_text("main"), what
    someone.shot(f"{what.replace(' ', '-')}-{language}-phone", full_page=True)


def fits(page) -> None:
    """Four lines and a button stand on a phone, and nothing is scrolled; on a narrow one nothing runs off the side."""
    page.set_viewport_size({"width": 320, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 390, "height": 844})
    foot = page.eval_on_selector("button.ds-button[type=submit]", "one => one.getBoundingClientRect().bottom")
    assert foot <= 844


@pytest.mark.parametrize("language", ["da", "se"])
def test_the_form_is_asked_and_answered(person, language: str) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client(f"T-{language}")
    session = speak(ingrid, f"T-{language}", language)
    page.click("form[action$='hand-over/']:has([value=start]) button")
    page.wait_for_url("**/first/")
    seen(ingrid, "first", language)
    ingrid.press(".client__actions .ds-button")
    seen(ingrid, "form", language)
    fits(page)
    ingrid.mark(0.3, 0.6, 0.5, 0.7)
    page.click(".languages summary")
    ingrid.check("the languages", language)
    ingrid.shot(f"languages-{language}-phone")
    ingrid.press(".languages [lang=nn]")
    ingrid.check("the form in another language", "nn")
    assert page.locator(".languages summary").inner_text() == "Nynorsk"
    page.click(".languages summary")
    ingrid.press(f".languages [lang={language}]")
    assert page.locator(".languages summary").inner_text() == NAMES[language]
    assert [one.get_attribute("aria-valuenow") for one in page.get_by_role("slider").all()].count(None) == 0
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    seen(ingrid, "done", language)
    ingrid.press("button.ds-button[type=submit]")
    seen(ingrid, "thanks", language)
    give_back(ingrid)
    ingrid.open(session.split("?")[0] + "turned/")
    assert page.locator("svg.curve__picture").count() == 1
    seen(ingrid, "turned", language)


@pytest.mark.parametrize("language", ["da", "se"])
def test_the_own_page_speaks_it_too(person, language: str) -> None:
    ingrid = person(phone=True).sign_in("ingrid")
    page = ingrid.new_client(f"O-{language}")
    speak(ingrid, f"O-{language}", language)
    ingrid.hand_over()
    ingrid.mark(0.3, 0.6, 0.5, 0.7)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    ingrid.press("button.ds-button[type=submit]")
    give_back(ingrid)
    about(ingrid, f"O-{language}")
    ingrid.press("a[href$='/own/']")
    ingrid.press("button[value=hand]")
    seen(ingrid, "choose", language)
    page.fill("[name=pin]", PIN)
    page.fill("[name=again]", PIN)
    ingrid.press(".client__actions button")
    seen(ingrid, "chosen", language)
    code = page.inner_text("main strong")

    client = person(phone=True, language=language)
    mine = client.open("/mine/")
    seen(client, "sign-in", language)
    mine.fill("[name=code]", code)
    mine.fill("[name=pin]", PIN)
    client.press(".client__actions button")
    seen(client, "mine", language)
    assert mine.locator("svg.curve__picture").count() == 1
    with mine.expect_download() as paper:
        mine.click("a[href$='mine.pdf']")
    assert paper.value.path().read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("language", ["da", "se"])
def test_staff_with_such_a_browser_get_whole_pages_and_clients_theirs(person, language: str) -> None:
    someone = person(language=language)
    someone.open("/account/login/")
    assert someone.page.evaluate("document.documentElement.lang") == "nb"
    someone.open("/k/")
    seen(someone, "code", language)
    someone.open("/accessibility/")
    seen(someone, "accessibility", language)
