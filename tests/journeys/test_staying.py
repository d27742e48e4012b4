"""Someone is asked early what can make it hard to stay; and when a course ends, they leave safely."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

#: How long a therapist who knows the client looks before each tap, in seconds: a question of ten words, and what stands
#: beside it. The pauses are planned and added up here; ``benchmarks/speed/checklist_fill.py`` waits them out.
LOOK = {"cognition": 6, "alliance": 5, "personality": 6, "age": 2, "store": 2}
A_MINUTE = 60


class Robot:
    """A therapist who knows the client: looks, taps, and counts both."""

    def __init__(self, someone) -> None:
        self.someone, self.taps, self.looked = someone, 0, 0

    def tap(self, what: str, selector: str) -> None:
        self.taps, self.looked = self.taps + 1, self.looked + LOOK[what]
        if what == "store":
            self.someone.press(selector)
        else:
            self.someone.page.click(selector)


def look(someone, name: str, *, phone: bool) -> None:
    """Nothing for axe to find, nothing off the side; a picture when asked for."""
    assert someone.axe() == [], name
    page = someone.page
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, name
    someone.shot(f"{name}-{'phone' if phone else 'desktop'}", full_page=True)


def new_course(someone, code: str, born: int = 1984) -> str:
    """Open a course, and give its address without what follows."""
    page = someone.open("/clients/new/")
    page.fill("[name=code]", code)
    page.fill("[name=birth_year]", str(born))
    someone.press("main form.stack button[type=submit]")
    return re.sub(r"\?.*", "", page.url)


def in_days(days: int) -> str:
    """A day as a date field takes it."""
    return (datetime.now(ZoneInfo("Europe/Oslo")).date() + timedelta(days=days)).isoformat()


def reply(factor: str, value: str) -> str:
    return f"label:has([name=checklist-{factor}][value={value}])"


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_therapist_who_knows_the_client_fills_it_in_within_a_minute(person, phone: bool) -> None:
    kari = person(phone=phone).sign_in("kari")
    course = new_course(kari, f"ST-{phone:d}")
    page = kari.page
    kari.press("text=Hva kan gjøre det vanskelig å bli i behandling?")
    look(kari, "staying-empty", phone=phone)
    assert page.is_checked("[name=checklist-age][value=no]")  # filled in from the year of birth
    robot = Robot(kari)
    for factor, value in (("cognition", "yes"), ("alliance", "no"), ("personality", "unknown")):
        robot.tap(factor, reply(factor, value))
    assert page.get_by_text("Kortere samtaler, én ting om gangen").is_visible()
    assert not page.get_by_text("Si at det går an å få en annen behandler").is_visible()
    robot.tap("age", reply("age", "no"))
    robot.tap("store", "text=Lagre svarene")
    assert (robot.taps, robot.looked) == (5, 21)
    assert robot.looked < A_MINUTE
    assert "Lagret." in page.inner_text("main")
    assert page.is_checked("[name=checklist-cognition][value=yes]")
    assert page.url.startswith(course + "staying/")
    assert not kari.complaints


def test_it_works_without_javascript_and_what_was_agreed_shows_scope_before_telephone(person) -> None:
    kari = person(javascript=False).sign_in("kari")
    course = new_course(kari, "ST-plain")
    page = kari.page
    page.goto(course + "staying/")
    page.click(reply("alliance", "yes"))
    kari.press("text=Lagre svarene")
    assert page.get_by_text("Si at det går an å få en annen behandler").is_visible()
    page.click(".agreed summary")
    page.fill("[name=agreement-words]", "Ring søsteren min først. Ikke send brev.")
    page.fill("[name=agreement-to_whom]", "Søster")
    page.fill("[name=agreement-contact]", "900 00 000")
    page.fill("[name=agreement-until]", in_days(90))
    kari.press("text=Lagre avtalen")
    assert "Skriv hva som kan sies" in page.inner_text(".agreed")
    assert page.input_value("[name=agreement-words]") == "Ring søsteren min først. Ikke send brev."
    page.fill("[name=agreement-scope]", "At jeg er savnet, ikke mer.")
    kari.press("text=Lagre avtalen")
    said = page.inner_text(".agreed__one")
    order = [
        said.index(words) for words in ("Ring søsteren", "gjelder til", "At jeg er savnet", "900 00 000")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_screening_and_an_agreement_stand_beside_the_questions(person, phone: bool) -> None:
    kari = person(phone=phone).sign_in("kari")
    page = kari.page
    page.goto(new_course(kari, f"A-30{phone:d}") + "staying/")
    page.click("section:has(h2:text-is('Screeninger')) summary")
    page.fill("[name=screening-test]", "Kort kognitiv test")
    page.fill("[name=screening-result]", "23 av 30")
    page.fill("[name=screening-day]", in_days(-14))
    page.fill("[name=screening-days_since_use]", "9")
    page.fill("[name=screening-repeat_on]", in_days(14))
    kari.press("text=Lagre screeningen")
    page.click(".agreed summary")
    page.fill("[name=agreement-words]", "Hvis jeg blir borte, ring søsteren min først. Ikke send brev.")
    page.fill("[name=agreement-to_whom]", "Søster")
    page.fill("[name=agreement-scope]", "At jeg er savnet, ikke mer.")
    page.fill("[name=agreement-contact]", "900 00 000")
    page.fill("[name=agreement-until]", in_days(95))
    kari.press("text=Lagre avtalen")
    page.click(reply("cognition", "yes"))
    page.click(reply("alliance", "no"))
    page.click(reply("personality", "unknown"))
    kari.press("text=Lagre svarene")
    assert "23 av 30. 9 dager etter siste rus" in page.inner_text(".factor >> nth=0")
    page.reload()
    look(kari, "staying", phone=phone)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_an_ending_opens_the_list_and_the_list_is_done(person, phone: bool) -> None:
    kari = person(phone=phone).sign_in("kari")
    code = f"LV-{phone:d}"
    course = new_course(kari, code)
    page = kari.page
    kari.press("text=Avslutning og trygg utreise")
    look(kari, "leaving-empty", phone=phone)
    end(kari, "2001-01-01")
    assert "Det er før" in page.inner_text("main")
    assert page.input_value("[name=ending-client_words]") == "Jeg må hjem og ordne opp."
    end(kari, in_days(0))
    assert "7 gjenstår" in page.inner_text("main")
    assert "«Jeg må hjem og ordne opp.»" in page.inner_text("main")
    page.select_option("[name=settle-responsible]", label="Kari Vollan")
    settle(kari, overdose="yes", naloxone="yes", tolerance="yes", substitution="not_relevant")
    assert "3 gjenstår" in page.inner_text("main")
    look(kari, "leaving", phone=phone)
    kari.open("/staying/")
    row = page.inner_text(f"li:has-text('{code}') >> nth=0")
    assert "Ta kontakt innen 48 timer: Kari Vollan" in " ".join(row.split())
    look(kari, "follow-up", phone=phone)
    page.goto(course + "leaving/")
    settle(kari, way_back="yes", told="yes", contact="yes")
    assert "Alt er gjort" in page.inner_text("main")
    kari.open("/staying/")
    assert code not in page.inner_text("main")
    assert not kari.complaints


def end(someone, day: str) -> None:
    someone.page.fill("[name=ending-client_words]", "Jeg må hjem og ordne opp.")
    someone.page.fill("[name=ending-day]", day)
    someone.page.select_option("[name=ending-ending]", "client")
    someone.press("text=Lagre avslutningen")


def settle(someone, **items: str) -> None:
    for item, value in items.items():
        someone.page.click(f"label:has([name=settle-{item}][value={value}])")
    someone.press("text=Lagre lista")


def test_an_administrator_builds_a_checklist_and_it_waits_on_the_course(person) -> None:
    stein, frida = person().sign_in("stein"), person().sign_in("frida")
    page = stein.open("/staying/local/")
    look(stein, "local-list", phone=False)
    stein.press("text=Ny sjekkliste")
    page.fill("[name=name]", "Første måned")
    page.fill("[name=weeks]", "1, 3")
    page.check("label:has-text('Ungdomsteamet')")
    page.fill("[name=question0]", "Har vi snakket på telefon?")
    look(stein, "local-build", phone=False)
    stein.press("main form button[type=submit]")
    assert "Første måned" in page.inner_text("main")
    course = new_course(frida, "LO-1", 2011)
    page = frida.page
    page.goto(course + "staying/")
    frida.press("a[aria-label='Fyll inn: Første måned']")
    look(frida, "local-fill", phone=False)
    page.click("label:has-text('Ja') >> nth=0")
    frida.press("main form button[type=submit]")
    assert "Fylt inn før" in page.inner_text("main")


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_words_are_there_in_the_other_languages(person, language: str) -> None:
    kari = person(language=language).sign_in("kari")
    page = kari.page
    page.click("footer details summary")
    kari.press(f"footer button[value={language}]")
    page.goto(new_course(kari, f"ST-{language}") + "staying/")
    assert {"nn": "Skurrar det i samarbeidet?", "en": "Is something grating"}[language] in page.inner_text(
        "main"
    )
    assert kari.axe() == []
