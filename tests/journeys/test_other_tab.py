"""What stands in another tab goes away when the device is handed over."""

import re

from playwright.sync_api import expect


def test_another_tab_shows_no_list_when_the_device_is_handed_over(person) -> None:
    ingrid = person().sign_in("ingrid")
    other = ingrid.context.new_page()
    ingrid.new_client("T-1")
    other.goto(ingrid.house.address + "/clients/")
    assert "D-204" in other.content()
    ingrid.hand_over()
    # Two pages of the client tell it, one after the other: the later may cut the earlier off.
    expect(other).to_have_url(re.compile("/f/"), timeout=15_000)
    other.wait_for_load_state()
    assert "D-204" not in other.content()


def test_a_walk_in_takes_two_taps_on_a_phone(person) -> None:
    hilde = person(phone=True).sign_in("hilde")
    hilde.open("/today/").click(".walk-in summary")
    hilde.shot("walk-in-phone", full_page=True)
    assert hilde.axe() == []
    hilde.press(".walk-in button >> nth=0")
    assert "/session/" in hilde.page.url
