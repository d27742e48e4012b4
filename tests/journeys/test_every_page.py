"""Every page in three languages, on a phone and at a desk: axe finds nothing, nothing runs off the side."""

import re
from pathlib import Path

import pytest

LANGUAGES = ("nb", "nn", "en")
SIGNED_IN = (
    "/today/",
    "/caseload/",
    "/caseload/?show=all&sort=next",
    "/staying/",
    "/staying/service/",
    "/staying/paper/",
    "/clients/",
    "/clients/new/",
    "/today/appointment/",
    "/team/",
    "/team/?fact=missed",
    "/register/",
    "/tables/",
    "/tables/calendar/",
    "/account/pin/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/recovery-codes/",
    "/not-here/",
)
ADMINISTERING = (
    "/people/",
    "/people/organisation/",
    "/people/unit/new/",
    "/people/staff/new/",
    "/people/substitution/new/",
    "/instruments/",
    "/measures/",
    "/staying/service/?language=se",
    "/staying/local/",
    "/staying/local/new/",
)
SIGNED_OUT = ("/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/not-here/")


def check(someone, path: str, language: str) -> None:
    page = someone.page
    assert page.evaluate("document.documentElement.lang") == language, path
    assert someone.axe() == [], (path, language)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, (path, language, page.viewport_size)


def speak(someone, language: str) -> None:
    """Choose the language as the reader does, in the foot of the page."""
    page = someone.page
    page.evaluate(
        """language => { const form = document.querySelector("form[action$='/language/']");
        return fetch(form.action, {method: 'POST', redirect: 'manual', headers: {'X-CSRFToken':
        form.querySelector('[name=csrfmiddlewaretoken]').value}, body: new URLSearchParams({language})}); }""",
        language,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_pages_before_sign_in(person, language: str, phone: bool) -> None:
    someone = person(phone=phone, language=language)
    someone.open("/account/login/")
    speak(someone, language)
    for path in SIGNED_OUT:
        someone.open(path)
        check(someone, path, language)
    someone.open("/account/login/")
    someone.shot(f"sign-in-{'phone' if phone else 'desktop'}") if language == "nb" else None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_pages_of_staff(person, language: str, phone: bool) -> None:
    ingrid = person(phone=phone, language=language).sign_in("ingrid")
    speak(ingrid, language)
    for path in SIGNED_IN:
        ingrid.open(path)
        if "/reauthenticate/" in ingrid.page.url:
            check(ingrid, "reauthenticate", language)
            ingrid.page.fill("[name=password]", "gjenklang-demo")
            ingrid.press("main button[type=submit]")
            ingrid.open(path)
        check(ingrid, path, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_pages_of_an_administrator(person, language: str, phone: bool) -> None:
    stein = person(phone=phone, language=language).sign_in("stein")
    speak(stein, language)
    size = "phone" if phone else "desktop"
    for path in ADMINISTERING:
        stein.open(path)
        check(stein, path, language)
        if language == "nb" and path in {"/people/", "/instruments/"}:
            stein.shot(f"{path.strip('/')}-{size}", full_page=phone)
    stein.open("/instruments/")
    stein.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    check(stein, "instruments with their sources", language)
    edges = "one => Math.round(one.getBoundingClientRect().right)"
    right = stein.page.locator("main section").first.evaluate(edges)
    assert all(one.evaluate(edges) < right for one in stein.page.locator("main form button").all())
    if language == "nb":
        stein.shot(f"instruments-open-{size}", full_page=phone)
    for first, names in (("unit", ("", "close/")), ("staff", ("", "change/", "role/", "link/"))):
        stein.open("/people/")
        found = stein.page.locator(f"main a[href*='/people/{first}/']:not([href$='/new/'])").first
        begun = found.get_attribute("href")
        for name in names:
            stein.open(begun + name)
            check(stein, begun + name, language)
            if language == "nb":
                stein.shot(f"{first}-{name.strip('/') or 'page'}-{size}")
    stein.open(begun)
    stein.press("main a[href^='/people/post/']")
    check(stein, "end a role", language)
    stein.page.fill("[name=until]", "2001-01-01")
    stein.press("main button[type=submit]")
    check(stein, "a role that cannot end", language)


@pytest.mark.parametrize("who", ["per", "randi", "stein", "samira", "oda", "jonas"])
def test_the_first_page_of_other_roles(person, who: str) -> None:
    someone = person().sign_in(who)
    check(someone, someone.page.url, "nb")
    if who in {"per", "oda"}:
        someone.open("/staying/leaving/")
        check(someone, "how soon it was safe", "nb")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_busy_course_and_the_mapping_of_a_file(person, tmp_path: Path, language: str, phone: bool) -> None:
    ingrid = person(phone=phone, language=language).sign_in("ingrid")
    speak(ingrid, language)
    page = ingrid.open("/clients/")
    ingrid.press("text=D-204")
    check(ingrid, "course", language)
    page.goto(page.url + "&show=lines")
    check(ingrid, "course line by line", language)
    ingrid.press("a[href$='/about/']")
    check(ingrid, "about the course", language)
    ingrid.press("main .page__main button[type=submit]")
    check(ingrid, "about the course, stored", language)
    ingrid.open("/today/")
    row = "li.meetings__row:has-text('D-204')"
    ingrid.press(f"{row} form[action$='begin/'] button, {row} a.ds-button")
    page.wait_for_url("**/session/**")
    check(ingrid, "session", language)
    if language == "nb":
        ingrid.shot(f"session-{'phone' if phone else 'desktop'}", full_page=phone)
    ingrid.press("a[href*='/paper/'] >> nth=0")
    check(ingrid, "paper", language)
    ingrid.press("main button[type=submit]")
    check(ingrid, "paper with nothing typed", language)
    file = tmp_path / "scores.csv"
    file.write_text("kode,dato,ORS\nQ-1,2026-01-02,18.5\nQ-1,2026-01-09,99\n", "utf-8")
    ingrid.open("/tables/")
    page.set_input_files("[type=file]", file)
    ingrid.press("main form button[type=submit]")
    check(ingrid, "mapping", language)
    ingrid.press("[value=try]")
    check(ingrid, "mapping tried", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_staying_and_leaving_with_everything_open(person, language: str, phone: bool) -> None:
    kari = person(phone=phone, language=language).sign_in("kari")
    speak(kari, language)
    page = kari.open("/staying/")
    kari.press("main a[href*='/staying/?client=']")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    for factor in ("cognition", "alliance", "personality", "age"):
        page.check(f"[name=checklist-{factor}][value=yes]", force=True)
    check(kari, "staying", language)
    kari.press("a[href*='/leaving/']")
    check(kari, "leaving", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("born", "phone"), [(1988, True), (2011, True), (2018, True), (1988, False)])
def test_the_clients_pages(person, language: str, born: int, phone: bool) -> None:
    ingrid = person(phone=phone, language=language).sign_in("ingrid")
    speak(ingrid, language)
    page = ingrid.new_client(f"A-{language}-{born}-{phone:d}", born)
    check(ingrid, "an empty session", language)
    ingrid.hand_over()
    if page.evaluate("document.documentElement.lang") != language:
        ingrid.press(f".client__languages [lang={language}]")
    check(ingrid, "form", language)
    address = re.sub(r"\?.*", "", page.url)
    if language == "nb" and phone:
        ingrid.shot(
            {1988: "client-phone-empty", 2011: "client-youth-phone", 2018: "client-child-phone"}[born]
        )
    page.goto(address + "who-sees-this/")
    check(ingrid, "who sees", language)
    page.goto(address)
    ingrid.mark(0.3, 0.6, 0.5)
    page.click("button.ds-button[type=submit]")
    page.wait_for_selector("#ask, [role=alert]:visible")
    check(ingrid, "asked about a line", language)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    check(ingrid, "shown back", language)
    ingrid.press("button.ds-button[type=submit]")
    check(ingrid, "thanks", language)
    ingrid.press("a.ds-button")
    check(ingrid, "unlock", language)
