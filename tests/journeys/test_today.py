"""What stands behind «Mer» at an appointment is all within reach: nothing lies over anything else."""

import pytest


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_every_button_behind_more_can_be_pressed(person, phone: bool) -> None:
    randi = person(phone=phone).sign_in("randi")
    page = randi.open("/today/")
    row = page.locator("li.meetings__row:has([name=status])").first
    row.locator("summary").click()
    for button in row.locator(".more button").all():
        button.click(trial=True)
    randi.check("an appointment with what is behind it", "nb")
    row.locator("button[formaction*='desk-code']").first.click()
    page.wait_for_url("**/desk-code/")
    randi.check("a code for the waiting room", "nb")
    randi.shot(f"desk-code-{'phone' if phone else 'desktop'}")


def test_every_code_and_day_of_the_list_is_in_sight_on_a_phone(person) -> None:
    """A table that is wider than its card is cut off, and no page scrolls to show it."""
    dagny = of_two_units(person)
    dagny.new_client("long-code-with-no-end-of-it")
    page = dagny.open("/clients/")
    dagny.shot("mine-phone")
    assert set(page.locator("main tbody td.breaks").all_inner_texts()) == {
        "Oppfølgingsteamet",
        "Psykisk helsetjeneste",
    }
    edges = page.evaluate(
        "() => ['main .panel', 'main table'].map(what => document.querySelector(what).getBoundingClientRect().right)"
    )
    assert edges[1] <= edges[0]
    lines = page.eval_on_selector_all(
        "main tbody th a", "all => all.map(one => [one.textContent, one.getClientRects().length])"
    )
    assert {count for code, count in lines if len(code) < 10} == {1}


def of_two_units(person):
    """Dagny, whom the administrator has given a role in a second unit; whoever has one unit sees no column of it."""
    stein = person().sign_in("stein")
    stein.open("/people/").get_by_role("link", name="Åpne Dagny Foss").click()
    stein.press("main a[href$='/role/']")
    stein.page.select_option("[name=role]", value="therapist")
    stein.page.select_option("[name=unit]", label="Oppfølgingsteamet")
    stein.press("main button[type=submit]")
    aslak = person(phone=True).sign_in("aslak")
    assert aslak.open("/clients/").locator("main tbody tr").count()
    assert aslak.page.locator("main tbody td.breaks").count() == 0
    return person(phone=True).sign_in("dagny")
