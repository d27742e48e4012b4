"""The session page says what is, with its rule, and no limit where there is none."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import town
from gjenklang.apps.audit.actions import Who
from gjenklang.apps.care.actions import type_from_paper
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode
from gjenklang.apps.instruments.actions import use_instrument
from gjenklang.apps.people.models import Client
from gjenklang.core.instruments import RaterKind, cut_off
from gjenklang.core.instruments import instrument as in_catalogue


def page_of(here, who: str = "alice", show: str = "") -> str:
    browser = Browser()
    browser.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return browser.get(reverse("session", args=[here.session.pk]), {"show": show}).content.decode()


def test_an_ors_course_names_its_rule_with_the_change(db) -> None:
    page = page_of(town("Papir", outcome="ors"))
    assert (
        "Pålitelig bedring: +12,0 siden start (ORS, pålitelig endring er 6,0 eller mer, regel duncan)."
        in page
    )
    assert "klinisk grense (cut-off) 25 (ORS, regel duncan)" in page


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


def test_a_group_is_read_by_the_limits_of_its_members(db) -> None:
    """GSRS limits are given for members of a group, not for a client alone (core/instruments/documents/gsrs.toml)."""
    here = town("Gruppe", outcome="ors")
    use_instrument(by=Who("system", here.organisation.pk), instrument="gsrs", rule_set="miller")
    Episode.objects.filter(pk=here.episode.pk).update(alliance="gsrs", kind="group")
    lines = dict.fromkeys(("line1", "line2", "line3", "line4"), 80)
    form = Form("gsrs", "end", here.dana.pk)
    type_from_paper(by=here.actor("alice"), session=here.session, form=form, answers=lines, stated_total=None)
    page = page_of(here)
    assert "Samarbeidet: 32,0, under 36 (GSRS, regel miller)." in page


def test_the_cut_off_is_that_of_the_one_whose_line_the_words_speak_of(db) -> None:
    """A mother rates her child by the CORS: her cut-off holds, not her child's."""
    here = town("Barn", outcome="ors")
    use_instrument(by=Who("system", here.organisation.pk), instrument="cors", rule_set="miller")
    cors, sides = in_catalogue("cors"), (RaterKind.CARER, RaterKind.SELF)
    limits = {side: cut_off(cors, age=10, rater=side, rule_set="miller") for side in sides}
    assert limits[RaterKind.CARER].value != limits[RaterKind.SELF].value
    Client.objects.filter(pk=here.dana.pk).update(birth_year=timezone.localdate().year - 10)
    Episode.objects.filter(pk=here.episode.pk).update(outcome="cors")
    here.episode.participants.filter(client=here.dana).update(main_rater=here.mother)
    form = Form("cors", "start", here.dana.pk, here.mother.pk)
    lines = {item.code: 60 for item in cors.items}
    type_from_paper(by=here.actor("alice"), session=here.session, form=form, answers=lines, stated_total=None)
    page = page_of(here)
    assert f"klinisk grense (cut-off) {limits[RaterKind.CARER].units:.0f} (CORS, regel miller)" in page
    assert f"klinisk grense (cut-off) {limits[RaterKind.SELF].units:.0f} (CORS, regel miller)" not in page
