"""Someone stays away: it is seen, a peer is asked with consent, a move is followed, and the team knows of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

SCOPE = "kan si at jeg er savnet, ikke mer"


def day(ahead: int) -> str:
    """A day some days from now, as a date field takes it."""
    return str((datetime.now(UTC) + timedelta(days=ahead)).date())


def look(someone, name: str, *, phone: bool) -> None:
    """Nothing for axe to find, nothing off the side; a picture when asked for."""
    assert someone.axe() == [], name
    page = someone.page
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, name
    forms = page.locator("main form .ds-input:visible").all()
    assert all(one.evaluate("one => one.getBoundingClientRect().right <= innerWidth") for one in forms), name
    someone.shot(f"{name}-{'phone' if phone else 'desktop'}", full_page=phone)


def course(someone, code: str) -> str:
    """A course without sessions; its address."""
    page = someone.open("/clients/new/")
    page.fill("[name=code]", code)
    page.fill("[name=birth_year]", "1994")
    someone.press("main form.stack button[type=submit]")
    return re.search(r"/course/[^/]+/", page.url)[0]


def stay_away(someone, code: str, times: int) -> None:
    """Appointments today to which nobody came."""
    page = someone.page
    for hour in range(times):
        someone.open("/today/appointment/")
        page.select_option("[name=episode]", label=code)
        page.fill("[name=time]", f"0{7 + hour}:00")
        someone.press("main form button[type=submit]")
    for _time in range(times):
        someone.open("/today/")
        row = page.locator(f"li.meetings__row:has-text('{code}'):not(.meetings__row--past)").first
        row.locator("details.more summary").click()
        with page.expect_navigation():
            row.locator("button[value=no_show]").click()


def ask(someone, address: str, calls: str) -> None:
    """Ask the peer, with the one it is about."""
    page = someone.open(address + "follow/outreach/")
    page.select_option("[name=peer]", index=1)
    page.check("[name=agreed]")
    page.fill("[name=scope]", SCOPE)
    page.fill("[name=until]", day(20))
    page.fill("[name=calls]", calls)
    page.fill("[name=phone]", "400 00 204")
    page.fill("[name=task]", "Ring i ettermiddag.")
    someone.press("main form.stack button[type=submit]")


def get_in_touch(samira, code: str, calls: str, address: str, *, phone: bool) -> None:
    """The peer reads what was agreed to share and nothing else, and notes a call."""
    theirs = samira.open("/outreach/")
    look(samira, "outreach", phone=phone)
    assert code not in theirs.content()
    samira.press(f"main a:has-text('{calls}')")
    shown = theirs.inner_text("main")
    assert shown.index(SCOPE) < shown.index("400 00 204")
    assert code not in theirs.content()
    look(samira, "outreach-task", phone=phone)
    task = theirs.url
    assert theirs.goto(f"{samira.house.address}{address}").status == 404
    assert theirs.goto(f"{samira.house.address}{address}follow/").status == 403
    theirs.goto(task)
    theirs.check("[name=contact-reached]")
    theirs.fill("[name=contact-note]", "kommer tirsdag")
    samira.press("form:has([value=contact]) button[type=submit]")
    assert "kommer tirsdag" in theirs.inner_text("main")
    samira.complaints.clear()  # the two addresses that stayed shut


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_peer_is_asked_with_consent_and_sees_only_that(person, phone: bool) -> None:
    code, calls = f"MT-{phone:d}", f"Nils {phone:d}"
    ingrid = person(phone=phone).sign_in("ingrid")
    address = course(ingrid, code)
    page = ingrid.open(address)
    ingrid.press("a[href*='/follow/']")
    assert "Ikke noe av det reglene våre ser etter." in page.inner_text("main")
    look(ingrid, "follow-empty", phone=phone)
    stay_away(ingrid, code, 2)
    ingrid.open(address + "follow/")
    assert "Ikke møtt 2 ganger på rad" in page.inner_text("main")
    ingrid.open(address + "follow/outreach/")
    look(ingrid, "ask-a-peer", phone=phone)
    ask(ingrid, address, calls)
    assert "Samira Noor" in page.inner_text(".doing")

    samira = person(phone=phone).sign_in("samira")
    get_in_touch(samira, code, calls, address, phone=phone)
    ingrid.open(address + "follow/")
    ingrid.press("main a:has-text('Likeperson tar kontakt')")
    assert "kommer tirsdag" in page.inner_text("main")
    look(ingrid, "asked", phone=phone)
    ingrid.press("button:text-is('Trekk tilbake')")
    samira.open("/outreach/")
    assert calls not in samira.page.inner_text("main")
    assert not ingrid.complaints


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_move_is_followed_to_the_first_appointment_there(person, phone: bool) -> None:
    code = f"MV-{phone:d}"
    ingrid = person(phone=phone).sign_in("ingrid")
    address = course(ingrid, code)
    page = ingrid.open(address + "follow/move/")
    look(ingrid, "move", phone=phone)
    page.fill("[name=place]", "Poliklinikken på Elvebakken")
    page.fill("[name=moves]", day(7))
    ingrid.press("main form.stack button[type=submit]")
    assert "første avtale der er ikke satt" in page.inner_text(".facts")
    ingrid.open("/team/?fact=transition")
    assert code in page.inner_text(".team")
    assert "mangler navn" in page.inner_text(f".team__row:has-text('{code}')")
    ingrid.press(f".team a:has-text('{code}')")
    ingrid.press(".doing a")
    page.fill("[name=appointment]", day(8))
    page.fill("[name=along_words]", "søsteren")
    ingrid.press("form:has([value=change]) button[type=submit]")
    assert page.locator(".facts").count() == 0
    ingrid.press(".doing a")
    look(ingrid, "move-ahead", phone=phone)
    ingrid.press("form:has([value=attend]) button[type=submit]")
    assert "Første oppmøte der" in page.inner_text("main")
    assert page.locator(".doing").count() == 0
    assert not ingrid.complaints


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_team_sees_whom_it_is_about_to_lose(person, phone: bool) -> None:
    kari = person(phone=phone).sign_in("kari")
    page = kari.open("/today/")
    kari.press("nav a[href='/team/']")
    assert page.inner_text("h1") == "Hvem er vi i ferd med å miste?"
    assert "Ingen funn betyr ikke at alt er bra." in page.inner_text("main")
    look(kari, "team", phone=phone)
    kari.press(".team a >> nth=0")
    look(kari, "follow", phone=phone)
    rest(kari, page, phone=phone)
    kari.open("/register/")
    assert "Dette er ikke et forsøk." in page.inner_text("main")
    look(kari, "register", phone=phone)
    per = person(phone=phone).sign_in("per")
    per.open("/team/")
    assert "Tall uten navn" in per.page.inner_text("main")
    assert per.page.locator(".team").count() == 0
    look(per, "team-leader", phone=phone)
    assert not kari.complaints


def rest(kari, page: Page, *, phone: bool) -> None:
    """The other pages that the follow page leads to, each empty and then stored."""
    follow = page.url.split("?")[0]
    for name, filled in (
        ("plan/write", {"helps": "Å gå tur.", "signs": "Sover lite."}),
        ("talk", {"words": "Vi ses ute."}),
        ("relative", {"relation": "Bror"}),
        ("milestone", {"day": day(5), "plan": "Bolig."}),
    ):
        kari.open(follow.removeprefix(kari.house.address) + name + "/")
        look(kari, name.replace("/", "-"), phone=phone)
        for field, words in filled.items():
            page.fill(f"[name={field}]", words)
        kari.press("main form.stack button[type=submit]")
        assert page.url.split("?")[0] == follow, name
    look(kari, "follow-busy", phone=phone)
    kari.press("main a:has-text('Mestringsplan'):not(.chips a)")
    look(kari, "plan", phone=phone)
    page.emulate_media(media="print")
    assert not page.locator("header.frame").is_visible()
    page.emulate_media(media="screen")
    page.goto(follow)
    kari.press(".doing a[href*='/milestone/']")
    page.fill("[name=decide-words]", "Ringe kommunen")
    kari.press("form:has([value=decide]) button[type=submit]")
    look(kari, "milestone-page", phone=phone)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_words_are_there_in_the_other_languages(person, language: str) -> None:
    kari = person(language=language).sign_in("kari")
    page = kari.page
    page.click("footer details summary")
    kari.press(f"footer button[value={language}]")
    kari.open("/team/")
    heading = {"nn": "Kven er vi i ferd med å miste?", "en": "Who are we about to lose?"}[language]
    assert page.inner_text("h1") == heading
    kari.press(".team a >> nth=0")
    seen = {"nn": "Det vi ser no", "en": "What we see now"}[language]
    assert seen in page.inner_text("main")
    assert kari.axe() == []


def test_it_works_without_javascript(person) -> None:
    ingrid = person(javascript=False).sign_in("ingrid")
    address = course(ingrid, "MT-plain")
    ask(ingrid, address, "Plain")
    assert "Samira Noor" in ingrid.page.inner_text(".doing")
