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
    "/supervision/",
    "/ask-again/",
    "/guides/",
    "/guesses/",
    "/guides/worse/",
    "/clients/new/",
    "/today/appointment/",
    "/today/ready/",
    "/without-net/",
    "/talk-today/",
    "/more/",
    "/team/",
    "/team/?fact=missed",
    "/register/",
    "/tables/",
    "/paper/",
    "/kiosk/",
    "/round/",
    "/in-need/",
    "/l/not-a-link/",
    "/k/",
    "/k/?c=123456",
    "/paper/?code=XXXX",
    "/paper/pile/",
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
    "/expected/",
    "/people/",
    "/people/organisation/",
    "/people/unit/new/",
    "/people/staff/new/",
    "/people/substitution/new/",
    "/instruments/",
    "/unit/",
    "/instruments/licences/",
    "/instruments/receivers/",
    "/instruments/standards/",
    "/instruments/compare/",
    "/matters/",
    "/deletions/",
    "/measures/",
    "/rules/",
    "/rules/choose/",
    "/rules/tune/",
    "/rules/silence/?rule=total",
    "/rules/record/",
    "/rules/prediction/",
    "/staying/service/?language=se",
    "/staying/local/",
    "/staying/local/new/",
)
SIGNED_OUT = (
    "/accessibility/",
    "/account/login/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/not-here/",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_pages_before_sign_in(person, language: str, phone: bool) -> None:
    someone = person(phone=phone, language=language)
    someone.open("/account/login/")
    someone.speak(language)
    for path in SIGNED_OUT:
        someone.open(path)
        someone.check(path, language)
    someone.open("/account/login/")
    someone.shot(f"sign-in-{'phone' if phone else 'desktop'}") if language == "nb" else None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_pages_of_staff(person, language: str, phone: bool) -> None:
    ingrid = person(phone=phone, language=language).sign_in("ingrid")
    ingrid.speak(language)
    for path in SIGNED_IN:
        ingrid.open(path)
        if "/reauthenticate/" in ingrid.page.url:
            ingrid.check("reauthenticate", language)
            ingrid.page.fill("[name=password]", "gjenklang-demo")
            ingrid.press("main button[type=submit]")
            ingrid.open(path)
        ingrid.check(path, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_pages_of_an_administrator(person, language: str, phone: bool) -> None:
    stein = person(phone=phone, language=language).sign_in("stein")
    stein.speak(language)
    size = "phone" if phone else "desktop"
    for path in ADMINISTERING:
        stein.open(path)
        stein.check(path, language)
        if language == "nb" and path in {
            "/people/",
            "/instruments/",
            "/rules/",
            "/rules/tune/",
            "/rules/record/",
        }:
            stein.shot(f"{path.strip('/').replace('/', '-')}-{size}", full_page=phone)
    stein.open("/instruments/")
    stein.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    stein.check("instruments with their sources", language)
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
            stein.check(begun + name, language)
            if language == "nb":
                stein.shot(f"{first}-{name.strip('/') or 'page'}-{size}")
    stein.open(begun)
    stein.press("main a[href^='/people/post/']")
    stein.check("end a role", language)
    stein.page.fill("[name=until]", "2001-01-01")
    stein.press("main button[type=submit]")
    stein.check("a role that cannot end", language)


@pytest.mark.parametrize("who", ["per", "randi", "stein", "samira", "oda", "jonas"])
def test_the_first_page_of_other_roles(person, who: str) -> None:
    someone = person().sign_in(who)
    someone.check(someone.page.url, "nb")
    if who in {"per", "oda"}:
        someone.open("/staying/leaving/")
        someone.check("how soon it was safe", "nb")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_busy_course_and_the_mapping_of_a_file(person, tmp_path: Path, language: str, phone: bool) -> None:
    ingrid = person(phone=phone, language=language).sign_in("ingrid")
    ingrid.speak(language)
    page = ingrid.open("/clients/")
    ingrid.press("text=D-204")
    ingrid.check("course", language)
    page.goto(page.url + "&show=lines")
    ingrid.check("course line by line", language)
    ingrid.press("a[href$='/about/']")
    ingrid.check("about the course", language)
    ingrid.press("main .page__main button[type=submit]")
    ingrid.check("about the course, stored", language)
    ingrid.open("/today/")
    ingrid.begin("D-204", check=language)
    ingrid.check("session", language)
    if language == "nb":
        ingrid.shot(f"session-{'phone' if phone else 'desktop'}", full_page=phone)
    ingrid.press("a[href*='/paper/'] >> nth=0")
    ingrid.check("paper", language)
    ingrid.press("main button[type=submit]")
    ingrid.check("paper with nothing typed", language)
    file = tmp_path / "scores.csv"
    file.write_text("kode,dato,ORS\nQ-1,2026-01-02,18.5\nQ-1,2026-01-09,99\n", "utf-8")
    ingrid.open("/tables/")
    page.set_input_files("[type=file]", file)
    ingrid.press("main form button[type=submit]")
    ingrid.check("mapping", language)
    ingrid.press("[value=try]")
    ingrid.check("mapping tried", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_staying_and_leaving_with_everything_open(person, language: str, phone: bool) -> None:
    kari = person(phone=phone, language=language).sign_in("kari")
    kari.speak(language)
    page = kari.open("/staying/")
    kari.press("main a[href*='/staying/?client=']")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    for factor in ("cognition", "alliance", "personality", "age"):
        page.check(f"[name=checklist-{factor}][value=yes]", force=True)
    kari.check("staying", language)
    kari.press("a[href*='/leaving/']")
    kari.check("leaving", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("born", "phone"), [(1988, True), (2011, True), (2018, True), (1988, False)])
def test_the_clients_pages(person, language: str, born: int, phone: bool) -> None:
    ingrid = person(phone=phone, language=language).sign_in("ingrid")
    ingrid.speak(language)
    page = ingrid.new_client(f"A-{language}-{born}-{phone:d}", born)
    ingrid.check("an empty session", language)
    ingrid.hand_over()
    if page.evaluate("document.documentElement.lang") != language:
        page.click(".client__top .languages summary")
        ingrid.press(f".client__top .languages [lang={language}]")
    ingrid.check("form", language)
    address = re.sub(r"\?.*", "", page.url)
    if language == "nb" and phone:
        ingrid.shot(
            {1988: "client-phone-empty", 2011: "client-youth-phone", 2018: "client-child-phone"}[born]
        )
    page.goto(address + "who-sees-this/")
    ingrid.check("who sees", language)
    page.goto(address)
    ingrid.mark(0.3, 0.6, 0.5)
    page.click("button.ds-button[type=submit]")
    page.wait_for_selector("#ask, [role=alert]:visible")
    ingrid.check("asked about a line", language)
    page.click("button.ds-button[type=submit]")
    page.wait_for_url("**/done/")
    ingrid.check("shown back", language)
    ingrid.press("button.ds-button[type=submit]")
    ingrid.check("thanks", language)
    ingrid.press("a.ds-button")
    ingrid.check("unlock", language)
