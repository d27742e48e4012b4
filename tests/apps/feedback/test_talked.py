"""A young child's faces are talked about: every page shows them, and none adds them up or draws a curve."""

import pytest
from django.test import Client as Browser
from django.urls import reverse
from uuid_utils.compat import uuid7

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.answering import Sent
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.own import actions as own

POINTED = {"now": 0, "home": 4, "play": 1, "here": None}


@pytest.fixture
def young(cast):
    here = cast.here
    here.episode.outcome, here.episode.alliance = "gjenklang-young", ""
    here.episode.save(update_fields=["outcome", "alliance"])
    form = Form("gjenklang-young", "start", here.dana.pk)
    invitation, _token = care.hand_over(
        by=here.actor("alice"), session=here.session, form=form, language="nb"
    )
    care.record_administration(invitation=invitation, sent=Sent(key=uuid7(), answers=POINTED))
    care.confirm(invitation=invitation, notes={"now": "Bamsen er med."})
    return here


PAGES = ("course", "course_turned", "care:about", "session", "session_turned", "paper")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_course_without_a_total_opens(young, signed_in, name: str) -> None:
    key = young.session.pk if name in {"session", "session_turned"} else young.episode.pk
    if name == "paper":
        address = reverse("care:paper", args=[young.session.pk]) + f"?client={young.dana.pk}&moment=start"
    else:
        address = reverse(name, args=[key]) + f"?client={young.dana.pk}"
    answer = signed_in("alice").get(address)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "address", ["/today/", "/clients/", "/caseload/", "/supervision/", "/unit/", "/staying/"]
)
def test_the_lists_stand_with_a_course_without_a_total(young, signed_in, address: str) -> None:
    assert signed_in("alice").get(address).status_code in {200, 302, 403}


def test_the_session_shows_the_faces_and_the_words_and_no_curve(young, signed_in) -> None:
    shown = signed_in("alice").get(
        reverse("session", args=[young.session.pk]), headers={"accept-language": "nb"}
    )
    page = shown.content.decode()
    assert "Dette er en samtale." in page
    assert "Redd" in page
    assert "Bamsen er med." in page
    assert "curve-gjenklang-young" not in page


def test_what_is_turned_to_the_child_says_what_was_pointed_at(young, signed_in) -> None:
    shown = signed_in("alice").get(reverse("session_turned", args=[young.session.pk]))
    assert "Akkurat nå: Glad" in shown.content.decode()
    assert "Her hos deg" not in shown.content.decode()


def test_the_own_page_opens(young) -> None:
    given, _token = own.give_access(by=young.actor("alice"), client=young.dana)
    own.choose_pin(access=given, pin="471142")
    browser = Browser()
    browser.post("/mine/", {"code": given.code, "pin": "471142"})
    assert browser.get("/mine/").status_code == 200
    assert browser.get("/mine/mine.json").json()["courses"][0]["answers"]
