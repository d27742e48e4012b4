"""The first day of a new colleague: a unit, a link, a password, and I dag."""

import pytest

SENTENCE = "en lang og fin setning"


def make_unit(stein, name: str, above: str) -> None:
    page = stein.page
    stein.open("/people/")
    stein.press("text=Ny enhet")
    page.fill("[name=name]", name)
    page.select_option("[name=parent]", label=above)
    page.fill("[name=help_line]", "Ring 116 117")
    stein.press("main button[type=submit]")
    assert page.get_by_text("Enheten er laget.").is_visible()


def make_staff(stein, name: str, username: str, unit: str) -> str:
    """Make a therapist, and give the link that the page shows."""
    page = stein.page
    stein.open("/people/")
    stein.press("text=Ny ansatt")
    page.fill("[name=name]", name)
    page.fill("[name=username]", username)
    page.select_option("[name=role]", value="therapist")
    page.select_option("[name=unit]", label=unit)
    stein.press("main button[type=submit]")
    return page.input_value("#link")


def choose_password(someone, link: str) -> None:
    someone.page.goto(link)
    assert someone.axe() == []
    someone.shot("choose-password-desktop")
    for field in ("password1", "password2"):
        someone.page.fill(f"[name={field}]", SENTENCE)
    someone.press("main button[type=submit]")
    assert someone.axe() == []
    someone.press("text=Logg inn nå")


def test_a_new_colleague_comes_in_by_a_link(person) -> None:
    stein, nina = person().sign_in("stein"), person()
    assert stein.page.url == stein.house.address + "/people/"
    make_unit(stein, "Lavterskel", "Oppfølgingsteamet")
    assert stein.page.locator(".tree .tree").get_by_text("Lavterskel").is_visible()
    choose_password(nina, make_staff(stein, "Nina Ny", "nina", "Lavterskel"))
    nina.page.fill("[name=login]", "nina")
    nina.page.fill("[name=password]", SENTENCE)
    nina.press("main button[type=submit] >> nth=0")
    assert nina.page.locator("h1").inner_text() == "I dag"
    assert not stein.complaints
    assert not nina.complaints


def test_a_used_link_opens_for_nobody(person) -> None:
    stein, olav, late = person().sign_in("stein"), person(phone=True), person(phone=True)
    link = make_staff(stein, "Olav Ny", "olav", "Familieteamet")
    choose_password(olav, link)
    late.page.goto(link)
    assert late.page.locator("[name=password1]").count() == 0
    assert late.axe() == []
    late.shot("used-link-phone")


def test_who_is_switched_off_stands_outside_at_the_next_click(person) -> None:
    jonas, stein = person().sign_in("jonas"), person().sign_in("stein")
    name = jonas.page.locator(".frame__user summary").inner_text()
    stein.page.get_by_role("link", name="Åpne Jonas").click()
    assert name in stein.page.content()
    stein.press("text=Steng ute")
    assert stein.page.get_by_text("er stengt ute.").first.is_visible()
    assert "/account/login/" in jonas.open("/today/").url
    stein.press("text=Slipp inn igjen")
    assert jonas.sign_in("jonas").page.url == jonas.house.address + "/today/"


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_unit_is_moved_from_a_day_and_its_leader_sees_what_stands_under(person, phone: bool) -> None:
    stein, size = person(phone=phone).sign_in("stein"), "phone" if phone else "desktop"
    page = stein.open("/people/")
    stein.shot(f"people-{size}", full_page=True)
    page.get_by_role("link", name="Endre Ungdomsteamet").click()
    stein.press("text=Flytt enheten")
    assert page.locator("main li").all_inner_texts()[1].startswith("Psykisk helse og rus")
    stein.check("a unit is moved", "nb")
    stein.shot(f"move-unit-{size}", full_page=True)
    page.fill("[name=since]", "2020-01-01")
    stein.press("main button[type=submit]")
    assert "Enheten er flyttet etter den dagen." in page.inner_text("main")
    stein.check("a move that cannot be", "nb")
    per = person(phone=phone).sign_in("per")
    per.open("/unit/")
    seen = per.page.locator("main nav a").all_inner_texts()
    assert seen[0] == "Psykisk helsetjeneste"  # his own first
    assert {"Oppfølgingsteamet", "TSB døgn"} <= set(seen)
    assert not {"Psykisk helse og rus", "Ungdomsteamet"} & set(seen)
    per.check("the units of a department", "nb")
    per.open("/counted/")
    per.page.select_option("[name=unit]", label="Psykisk helse og rus")
    per.press("main form button >> nth=0")
    per.press("main button:has-text('Tell')")
    per.page.wait_for_selector("text=Talt sammen med det som lå under")
    assert "TSB døgn, Ungdomsteamet" in per.page.inner_text("main")  # which was moved at the last new year
    per.check("a department counted", "nb")
    per.shot(f"department-{size}")
