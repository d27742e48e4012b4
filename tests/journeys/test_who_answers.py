"""A mother answers on the screen for her small child, and her line is the main one."""

import pytest


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_mother_is_handed_the_screen_first(person, phone: bool) -> None:
    hilde = person(phone=phone).sign_in("hilde")
    page, size = hilde.page, "phone" if phone else "desktop"
    hilde.begin("F-204")
    hilde.shot(f"session-mother-{size}", full_page=phone)
    assert hilde.axe() == []
    page.click("form[action$='hand-over/'] button >> nth=0")
    page.wait_for_url("**/f/**")
    assert page.inner_text("h1") == "Du svarer som Mor"
    if phone:  # nothing to scroll on a phone held upright
        assert page.evaluate("document.documentElement.scrollHeight") <= 844
    hilde.shot(f"form-mother-{size}", full_page=phone)
    assert hilde.axe() == []
