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
