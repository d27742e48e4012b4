"""An answer that must be talked about today, from the list of the one who receives it."""

import pytest


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_berit_sees_what_was_answered_and_notes_what_she_did(person, phone: bool) -> None:
    """Two receivers in one house: whoever comes second finds that it is done."""
    berit = person(phone=phone).sign_in("berit")
    page = berit.open("/today/")
    if page.locator("a[href='/talk-today/']").count() == 0:
        return
    berit.check("today with an answer", "nb")
    berit.press("a[href='/talk-today/']")
    berit.check("talk today", "nb")
    berit.shot(f"talk-today-{'phone' if phone else 'desktop'}")
    row = page.locator("li.entry", has_text="P-907")
    assert "Svarte «1» på spørsmål 9 i PHQ-9" in row.inner_text()
    assert "Berit Myrstad" in row.inner_text()
    if phone:
        return
    row.locator("input[name=words]").fill("Ringte, snakket i tjue minutter.")
    row.locator("button").click()
    page.wait_for_selector("text=Notert, med navnet ditt")
    assert page.locator("li.entry", has_text="P-907").count() == 0
    berit.check("talk today, empty", "nb")
