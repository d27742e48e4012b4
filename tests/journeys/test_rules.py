"""An administrator sees which rules speak, tunes them, silences one and goes back; those who use the list are told."""

import pytest

LINE = "[name='on:line']"


def look(someone, name: str, *, phone: bool) -> None:
    """Nothing for axe to find, nothing off the side; a picture when asked for."""
    someone.check(name, "nb")
    someone.shot(f"{name}-{'phone' if phone else 'desktop'}", full_page=phone)


def tune(stein, *, phone: bool) -> None:
    """The family team lets one rule rest and lowers a limit, after one try outside the bounds."""
    page = stein.open("/rules/")
    stein.press("nav a:has-text('Familieteamet')")
    look(stein, "rules-of-a-unit", phone=phone)
    stein.press("main a:has-text('Still inn reglene')")
    assert "Bare for Familieteamet" in page.inner_text("main")
    page.uncheck(LINE)
    page.fill("[name='value:total']", "99")
    page.fill("[name=why]", "slår ut på de fleste par")
    page.evaluate("document.querySelector('main form').noValidate = true")
    stein.press("main button[type=submit]")
    look(stein, "rules-out-of-bounds", phone=phone)
    assert "Samarbeidet: fra 30 til 38, i trinn på 0,5." in page.inner_text("[role=alert]")
    page.fill("[name='value:total']", "35.5")
    page.fill("[name=name]", "Familieteamets regler")
    stein.press("main button[type=submit]")
    assert "Familieteamets regler" in page.inner_text("main")
    page.click(".page__side summary >> nth=0")
    assert "«En del av samarbeidet» sier ikke fra." in page.inner_text(".page__side")
    assert "«Samarbeidet», grense: 35,5; det var 36." in page.inner_text(".page__side")


def silence(stein, *, phone: bool) -> None:
    """*Not met* says nothing for a long time."""
    page = stein.page
    stein.press("main a:has-text('Demp en regel')")
    page.select_option("[name=rule]", "two-missed")
    page.fill("[name=until]", "2999-01-01")
    page.fill("[name=why]", "sommer")
    stein.press("main button[type=submit]")
    assert "dempet til og med 1. januar 2999" in page.inner_text("main")
    look(stein, "rules-silent", phone=phone)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_unit_tunes_its_rules_silences_one_and_goes_back(person, phone: bool) -> None:
    stein = person(phone=phone).sign_in("stein")
    page = stein.page
    tune(stein, phone=phone)
    silence(stein, phone=phone)
    stein.press(".page__side a:has-text('Familieteamets regler') >> nth=1")
    assert "«Ikke møtt» er dempet til og med 1. januar 2999." in page.inner_text(".page__side")
    look(stein, "rules-version", phone=phone)
    page.fill("[name=why]", "likevel ikke")
    stein.press("main button:has-text('Gå tilbake')")
    assert "dempet" not in page.inner_text(".page__main")
    page.fill(".page__side [name=why]", "nok prøvd")
    stein.press("main button:has-text('Følg virksomheten')")
    assert "Enheten har virksomhetens regler" in page.inner_text("main")
    assert not stein.complaints


def test_those_who_use_the_list_are_told_what_is_silent_and_it_works_without_javascript(person) -> None:
    stein, ingrid = person(javascript=False).sign_in("stein"), person(javascript=False).sign_in("ingrid")
    page = stein.open("/rules/")
    stein.press("nav a:has-text('Oppfølgingsteamet')")
    stein.press("main a:has-text('Demp en regel')")
    page.select_option("[name=rule]", "fall")
    page.fill("[name=why]", "bare en prøve")
    stein.press("main button[type=submit]")
    ingrid.open("/caseload/")
    assert "Dempet i Oppfølgingsteamet: Samarbeidet har falt." in ingrid.page.inner_text("main")
    stein.press("main button:has-text('La den si fra igjen')")
    ingrid.open("/caseload/")
    assert "Dempet i Oppfølgingsteamet" not in ingrid.page.inner_text("main")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_leader_reads_how_each_rule_has_done(person, phone: bool) -> None:
    per = person(phone=phone).sign_in("per")
    page = per.open("/rules/")
    per.press("text=Slik har det gått med hver regel her")
    assert "fortsatt klart verre enn ved start" in page.inner_text("main")
    assert page.locator("text=Demp").count() == 0
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    look(per, "record", phone=phone)
    per.open("/rules/tune/")
    assert "403" in page.title() or page.locator("form[action*='tune']").count() == 0
