"""Conversation guides: ours in three languages, and the service's own instead."""

import pytest
from django.urls import reverse
from django.utils import translation

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Session
from gjenklang.apps.feedback.models import GuideText, Kind
from gjenklang.apps.feedback.queries import guide_for, guides

CODES = {
    *("introduce-outcome", "introduce-alliance", "first-score", "alliance-low", "alliance-high"),
    *("no-change-3", "no-change-6", "no-change-10", "worse", "improving", "started-above", "mandated"),
    *("child", "missed", "tired-of-forms", "dare-to-be-honest"),
}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_situation_has_a_short_guide_in_every_language(cast, language: str) -> None:
    found = {one.code: one for one in guides(cast.here.actor("alice"), language)}
    assert set(found) == CODES
    for one in found.values():
        assert one.title
        assert 2 <= len(one.say) <= 5
        assert 1 <= len(one.do) <= 4
        assert one.avoid
        assert sum(map(len, (*one.say, *one.do))) < 700
        assert one.source.text
    english = {one.code: one for one in guides(cast.here.actor("alice"), "en")}
    assert language == "en" or all(one.say != english[code].say for code, one in found.items())


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_of_signal_opens_a_guide(kind: str) -> None:
    assert guide_for(kind, 3) in CODES


@pytest.mark.parametrize(
    ("session", "code"), [(3, "no-change-3"), (6, "no-change-6"), (9, "no-change-6"), (10, "no-change-10")]
)
def test_no_change_opens_the_guide_of_its_session(session: int, code: str) -> None:
    assert guide_for("no_gain", session) == code


def test_the_service_writes_its_own_and_may_have_ours_back(cast, signed_in) -> None:
    bob, path = signed_in("bob"), reverse("write_guide", args=["worse"])
    before = bob.get(path).content.decode()
    assert "Gjør det vi gjør, det verre?" in before
    own = {"say": "Si det rett fram.\nVent på svaret.", "do": "Ring veileder.", "avoid": ""}
    assert bob.post(path, own).status_code == 302
    page = signed_in("alice").get(reverse("guide", args=["worse"])).content.decode()
    assert "Si det rett fram." in page
    assert "Tjenestens egne ord." in page
    assert "Gjør det vi gjør, det verre?" not in page
    next_door = guides(cast.next_door.actor("alice"), "nb")
    assert not any(one.own for one in next_door)
    with translation.override("en"):
        assert not any(one.own for one in guides(cast.here.actor("alice"), "en"))
    bob.post(path, {"say": "", "do": "", "avoid": ""})
    assert (
        "Gjør det vi gjør, det verre?"
        in signed_in("alice").get(reverse("guide", args=["worse"])).content.decode()
    )
    assert GuideText.objects.count() == 2
    assert Line.objects.filter(verb="guide.write").count() == 2


def test_beside_a_signal_it_comes_without_a_frame(cast, signed_in) -> None:
    page = signed_in("alice").get(reverse("guide", args=["missed"]), headers={"HX-Request": "true"})
    text = page.content.decode()
    assert "<html" not in text
    assert "Jeg savnet deg" in text


def test_those_who_may_not_write_do_not(cast, signed_in) -> None:
    for who in ("alice", "grace", "peggy"):
        assert signed_in(who).get(reverse("write_guide", args=["worse"])).status_code == 403
        assert signed_in(who).get(reverse("guides")).status_code == 200


def test_a_guide_that_is_not_there_is_not_found(cast, signed_in) -> None:
    assert signed_in("alice").get(reverse("guide", args=["nothing"])).status_code == 404


def test_a_signal_leads_to_its_guide_and_to_supervision(cast, signed_in) -> None:
    here = cast.here
    Session.objects.filter(episode=here.episode, status="held").update(status="no_show")
    page = signed_in("alice").get(reverse("session", args=[here.session.pk])).content.decode()
    assert f'href="{reverse("guide", args=["missed"])}"' in page
    assert f'action="{reverse("bring", args=[here.episode.pk])}"' in page
