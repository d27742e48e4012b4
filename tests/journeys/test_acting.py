"""From a talk to a change and back to the curve: agreed, put on the curve, looked at together, asked again."""

import json
import re

import pytest

PAGES = (
    "agreed/",
    "agreed/new/",
    "mark/event/",
    "mark/work/",
    "theory/",
    "theory/write/",
    "own-line/",
    "own-line/write/",
    "last-look/",
    "another/",
)


def course_of(someone, code: str) -> str:
    """The address of a running course in *Mine*."""
    page = someone.open("/clients/")
    href = page.locator(f"main a:text-is('{code}')").get_attribute("href")
    return href.split("?")[0]


def numbers(page) -> tuple[list[str], list[str]]:
    """The numbers on the curve, and those of the list beside it."""
    drawn = page.locator(".curve__number").all_text_contents()
    listed = [str(one) for one in page.eval_on_selector_all(".points li", "all => all.map(one => one.value)")]
    return sorted(drawn, key=int), listed


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_stagnation_is_met_with_a_change_and_the_curve_tells_it(person, phone: bool) -> None:
    ingrid = person(phone=phone).sign_in("ingrid")
    page = ingrid.open(course_of(ingrid, "D-202"))
    words = page.inner_text("main")
    assert "Hjemme i stedet for på kontoret, to ganger i uken." in words
    assert "5 målinger siden da: totalen +11,3, fra 15,7 til 27,0." in words
    assert "snitt 16,1 av 6 målinger før; indre reliabilitet 0,93, ORS, regel duncan" in words
    assert "Det som kom etter, er ikke det samme som det avtalen førte til." in words
    assert "Innenfor det vi venter for dem som startet på 16 og fortsatt kommer" in words
    drawn, listed = numbers(page)
    assert drawn == listed == [str(number) for number in range(1, len(listed) + 1)]
    assert len(listed) >= 7
    ingrid.check("course with points", "nb")
    ingrid.shot(f"acting-course-{'phone' if phone else 'desktop'}", full_page=True)
    page.click(".curve__table summary")
    assert "Tall på kurven" in page.text_content(".curve__table thead")
    ingrid.check("course with its table", "nb")
    page.click("summary:text('Det som kan hjelpe')")
    assert "Verkstedet, før det ble lagt ned." in page.inner_text(".page__side")
    ingrid.press("a:text('Alt sammen, og det som kom etter')")
    assert "Dagboken ble en plikt til." in page.inner_text("main")
    ingrid.check("agreed", "nb")
    ingrid.shot(f"acting-agreed-{'phone' if phone else 'desktop'}", full_page=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_two_agree_in_a_session_and_it_stands_on_the_curve(person, javascript: bool) -> None:
    ingrid, code = person(javascript=javascript).sign_in("ingrid"), f"AG-{javascript:d}"
    page = ingrid.new_client(code) if javascript else plain_client(ingrid, code)
    session = page.url
    ingrid.press("a:text('Skriv ned det vi blir enige om')")
    assert page.locator("nav.frame__nav").count() == 0  # the screen may be turned towards the client
    page.fill("[name=words]", "Uten å si hva")
    ingrid.press("main button[type=submit]")
    assert "Noe mangler eller er uklart" in page.inner_text("main")
    page.check("[name=what][value=arena]")
    page.fill("[name=words]", "Vi går en runde mens vi snakker")
    ingrid.press("main button[type=submit]")
    assert page.url.split("?")[0] == session.split("?")[0]
    assert "Vi går en runde mens vi snakker" in page.inner_text(".page__side")
    assert "Det var ingen måling da" in page.inner_text(".page__side")
    course_page = page.locator("a:text('Alt sammen, og det som kom etter')").get_attribute("href")
    ingrid.open(course_page)
    ingrid.press("a:text('Rett')")
    page.fill("[name=words]", "Vi går to runder")
    ingrid.press("main button[type=submit]")
    words = page.inner_text("main")
    assert "Vi går to runder" in words
    assert page.locator("summary:text('Det som sto her før')").count() == 1
    ingrid.press("a:text('Gjelder ikke lenger')")
    page.fill("[name=closing]", "Det ble vinter")
    ingrid.press("main button[type=submit]")
    assert "«Det ble vinter»" in page.inner_text("main") or "Det ble vinter" in page.inner_text("main")
    assert not ingrid.complaints


def plain_client(someone, code: str):
    """A new client in a begun session, without a script."""
    page = someone.open("/clients/new/")
    page.fill("[name=code]", code)
    page.fill("[name=birth_year]", "1988")
    someone.press("main form.stack button[type=submit]")
    someone.open("/today/")
    page.click(".walk-in summary")
    someone.press(f"form[action$='walk-in/'] button:text-is('{code}')")
    someone.skip_the_guess()
    return page


def test_what_is_said_is_put_on_the_curve_and_taken_back(person) -> None:
    ingrid = person().sign_in("ingrid")
    at = course_of(ingrid, "D-204")
    page = ingrid.open(at)
    before = numbers(page)[1]
    ingrid.press(".chips a:text('egne ord')")
    page.fill("[name=words]", "Det var godt å bli spurt")
    ingrid.press("main button[type=submit]")
    assert len(numbers(page)[1]) == len(before) + 1
    assert "Det var godt å bli spurt" in page.inner_text(".points")
    ingrid.press("a:text('Alt sammen, og det som kom etter')")
    ingrid.press("li:has-text('Det var godt å bli spurt') button")
    assert "Tatt tilbake." in page.inner_text("main")
    ingrid.open(at)
    assert numbers(page)[1] == before
    page.click(".curve__table summary")
    page.emulate_media(media="print")
    ingrid.shot("acting-print", full_page=True)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_every_page_beside_the_curve_speaks_and_is_accessible(person, language: str, phone: bool) -> None:
    ingrid = person(phone=phone, language=language).sign_in("ingrid")
    ingrid.speak(language)
    at = course_of(ingrid, "D-202")
    for place in PAGES:
        ingrid.open(at + place)
        ingrid.check(place, language)
        ingrid.shot(
            f"acting-{place.replace('/', '-')}{language}-{'phone' if phone else 'desktop'}", full_page=True
        )
    ingrid.open("/ask-again/")
    ingrid.check("ask again", language)


def test_worse_then_transfer_is_told_to_its_end_and_the_last_look_leads_to_the_ending(person) -> None:
    ingrid = person().sign_in("ingrid")
    page = ingrid.open("/clients/?ended")
    href = page.locator("main a:text-is('D-203')").get_attribute("href")
    ingrid.open(href)
    words = page.inner_text("main")
    assert "Klart verre enn ved start" in words
    assert "Dagtilbudet på Elvebakken tar over." in words
    assert "Godt at noen som har mer tid, tar over." in words
    ingrid.press("a:text('Det siste blikket')")
    ingrid.check("last look", "nb")
    page.fill("[name=words]", "Takk for at dere sa det som det var")
    page.check("[name=may_ask]")
    ingrid.press("button:text('Lagre, og gå videre til avslutningen')")
    assert "/leaving/" in page.url


def test_a_leader_answers_a_wish_for_another_therapist(person) -> None:
    per = person().sign_in("per")
    page = per.open("/another/")
    assert "Jeg vil heller snakke med en kvinne." in page.inner_text("main")
    per.check("wishes", "nb")
    per.press("main a:text('Svar')")
    page.check("[name=given][value=changed]")
    page.fill("[name=answer]", "Berit fra mandag")
    per.check("wish", "nb")
    per.press("main button[type=submit]")
    assert "Berit fra mandag" in page.inner_text("main")


def test_an_administrator_takes_in_a_model_and_a_broken_one_is_refused(person, tmp_path) -> None:
    stein = person().sign_in("stein")
    page = stein.open("/expected/")
    assert page.locator("main .ds-tag").count() == 2  # one for each instrument
    stein.check("expected", "nb")
    broken = tmp_path / "model.json"
    for content, sentence in (("{", "Filen er ikke JSON."), (json.dumps({"a": 1}), "ikke et modelldokument")):
        broken.write_text(content)
        page.set_input_files("[name=document]", broken)
        stein.press("main form[enctype] button")
        assert sentence in page.inner_text("main")
    stein.check("expected, refused", "nb")
    assert re.search(r"\d+ forløp, laget", page.inner_text("main"))
