"""The session page says what is, with its rule, and no limit where there is none."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse

from cast import town


def page_of(here, who: str = "alice", show: str = "") -> str:
    browser = Browser()
    browser.force_login(here.staff[who].user, "allauth.account.auth_backends.AuthenticationBackend")
    return browser.get(reverse("session", args=[here.session.pk]), {"show": show}).content.decode()


def test_an_ors_course_names_its_rule_with_the_change(db) -> None:
    page = page_of(town("Papir", outcome="ors"))
    assert (
        "Pålitelig bedring: +12,0 siden start (ORS, pålitelig endring er 6,0 eller mer, regel duncan)."
        in page
    )
    assert "klinisk grense (cut-off) 25 (ORS, duncan)" in page


@pytest.mark.parametrize("show", ["", "lines"])
def test_own_words_have_no_limit_on_any_page(db, show: str) -> None:
    page = page_of(town("Egne ord"), show=show)
    assert "ngen grense finnes for dette skjemaet" in page
    text = re.sub(r"<[^>]+>", " ", page)
    for limit in ("25", "36", "5,0", "6,0"):
        assert not re.search(rf"(grense|cut-off|pålitelig endring er|samarbeid) {limit}", text)
    assert "Pålitelig bedring" not in page
    assert "curve__limit" not in page


def test_the_session_page_leads_to_nobody_else_in_one_tap(db) -> None:
    here = town("Alene")
    page = page_of(here)
    links = set(re.findall(r'href="(/[^"]*)"', page)) - set(re.findall(r'href="(/static/[^"]*)"', page))
    outside = re.search(r"<details class=\"frame__user\">.*?</details>", page, re.DOTALL)[0]
    leading = {
        link
        for link in links
        if str(here.session.pk) not in link and link not in outside and link != "#content"
    }
    assert not leading, leading


def test_a_form_with_three_marks_has_no_total(db) -> None:
    here = town("Tre merker")
    browser = Browser()
    data = {
        "submission": "",
        "line-body": 30,
        "line-everyday": 30,
        "line-people": 30,
        "line-hope": "",
        "asked": "1",
    }
    browser.post(reverse("care:form", args=[here.token]), data)
    page = page_of(here)
    assert "–" in page
    assert "9,0" not in page
