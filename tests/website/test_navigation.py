"""The menu fits in a row, and everything that a role opens is one page away."""

import re

import pytest
from django.urls import reverse

from gjenklang.website.navigation import PLACES, ROW

WHO = ("alice", "bob", "erin", "frank", "grace", "heidi", "peggy")


@pytest.mark.parametrize("who", WHO)
def test_the_menu_fits_in_a_row_and_the_rest_is_under_more(cast, signed_in, who: str) -> None:
    browser, actor = signed_in(who), cast.here.actor(who)
    mine = [name for name, _label, roles in PLACES if actor.holds(*roles)]
    page = browser.get(reverse("more")).content.decode()
    menu = re.search(r"<nav class=\"frame__nav.*?</nav>", page, re.DOTALL)
    assert menu
    shown = menu[0].count("<li>")
    assert shown == min(len(mine), ROW)
    assert all(f'href="{reverse(name)}"' in page.split("<main")[1] for name in mine)
    assert ('aria-current="page"' in menu[0]) == (len(mine) > ROW)


@pytest.mark.parametrize("who", WHO)
def test_every_place_of_the_menu_opens(cast, signed_in, who: str) -> None:
    browser, actor = signed_in(who), cast.here.actor(who)
    for name, _label, roles in PLACES:
        status = browser.get(reverse(name)).status_code
        assert not actor.holds(*roles) or status == 200, (who, name, status)
