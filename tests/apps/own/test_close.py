"""Someone close reads the client's curve: only while it is decided, only that, and the client sees who was there."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.answering import Sent
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import MayRead, Side, Wish
from gjenklang.apps.own import actions
from gjenklang.apps.own.models import Access, OwnSession
from gjenklang.apps.own.queries.courses import _answers
from gjenklang.apps.people.actions import add_rater
from gjenklang.core.instruments import instrument

PIN = "471142"


def decide(cast, *, allowed: bool = True) -> None:
    decision = MayRead(client=cast.here.dana, rater=cast.here.mother, side=Side.CLIENT, allowed=allowed)
    decision.wish, decision.reason = Wish.WANTS, "Dana vil det."
    decision.until = timezone.localdate() + timedelta(days=30)
    care.decide_reading(by=cast.here.actor("alice"), decision=decision)


@pytest.fixture
def reader(cast) -> Browser:
    decide(cast)
    alice = cast.here.actor("alice")
    given, _token = actions.give_access(by=alice, client=cast.here.dana, rater=cast.here.mother)
    actions.choose_pin(access=given, pin=PIN)
    browser = Browser()
    assert browser.post("/mine/", {"code": given.code, "pin": PIN}).status_code == 302
    return browser


def answer(cast, rater, mark: int) -> None:
    care.type_from_paper(
        by=cast.here.actor("alice"),
        session=cast.here.session,
        form=Form(cast.here.episode.outcome, "start", cast.here.dana.pk, rater),
        answers=dict.fromkeys(("body", "everyday", "people", "hope"), mark),
        stated_total=None,
    )


def test_a_parent_reads_the_childs_curve_and_the_own_and_never_that_of_the_other_home(cast, reader) -> None:
    father = add_rater(by=cast.here.actor("alice").who, client=cast.here.dana, kind="carer", relation="Far")
    answer(cast, cast.here.mother.pk, 71)
    answer(cast, father.pk, 13)
    assert reader.get("/mine/").url == reverse("own:reads")
    page = reader.get(reverse("own:reads")).content.decode()
    assert "Mor" in page
    assert "28,4" in page
    assert "Far" not in page
    assert "5,2" not in page
    assert cast.here.ours.name not in page
    assert cast.here.staff["alice"].name not in page
    assert cast.here.dana.code not in page


def test_every_page_of_the_client_is_shut_to_a_parent_who_has_signed_in(cast, reader) -> None:
    for name in ("as_json", "as_pdf"):
        assert reader.get(reverse(f"own:{name}")).url == reverse("own:mine")
    for name in ("answering", "blocking", "ask_deletion", "say", "take_back"):
        assert reader.post(reverse(f"own:{name}")).url == reverse("own:mine")
    assert reader.post(reverse("own:line", args=[cast.here.episode.pk])).url == reverse("own:mine")


def test_it_closes_at_the_next_click_when_it_is_decided_otherwise(cast, reader) -> None:
    assert reader.get(reverse("own:reads")).status_code == 200
    decide(cast, allowed=False)
    assert reader.get(reverse("own:reads")).url == reverse("own:mine")
    assert reader.get(reverse("own:mine")).status_code == 200


def test_it_closes_at_once_when_the_address_is_protected(cast, reader) -> None:
    care.shield(by=cast.here.actor("alice"), client=cast.here.dana, rater=None, why="Sperret adresse.")
    assert reader.get(reverse("own:reads")).url == reverse("own:mine")


def test_the_client_sees_that_a_parent_has_been_there(cast, reader) -> None:
    reader.get(reverse("own:reads"))
    given, _token = actions.give_access(by=cast.here.actor("alice"), client=cast.here.dana)
    actions.choose_pin(access=given, pin=PIN)
    own = Browser()
    own.post("/mine/", {"code": given.code, "pin": PIN})
    page = own.get("/mine/").content.decode()
    assert "Mor" in page[page.index("<h2>", page.index("/mine/")) :]


def test_a_code_for_the_client_leaves_the_parents_open_and_the_other_way_round(cast, reader) -> None:
    actions.give_access(by=cast.here.actor("alice"), client=cast.here.dana)
    assert reader.get(reverse("own:reads")).status_code == 200
    assert Access.objects.filter(closed=None).count() == 2


def test_nobody_gets_a_code_before_it_is_decided(cast, signed_in) -> None:
    page = reverse("own:close_access", args=[cast.here.episode.pk, cast.here.dana.pk, cast.here.mother.pk])
    alice = signed_in("alice")
    assert alice.get(page).status_code == 404
    assert alice.post(page, {"do": "link"}).status_code == 404
    decide(cast)
    assert "/mine/choose/" in alice.post(page, {"do": "link"}).content.decode()
    alice.post(page, {"do": "close"})
    assert not Access.objects.filter(closed=None).exists()


def test_the_client_ends_it_alone_on_the_own_page(cast, reader) -> None:
    given, _token = actions.give_access(by=cast.here.actor("alice"), client=cast.here.dana)
    actions.choose_pin(access=given, pin=PIN)
    own = Browser()
    own.post("/mine/", {"code": given.code, "pin": PIN})
    own.post(reverse("own:take_back"), {"which": str(cast.here.mother.pk)})
    assert MayRead.objects.get().ended is not None
    assert reader.get(reverse("own:reads")).url == reverse("own:mine")


def test_a_shield_ends_the_reading_for_good_so_that_lifting_it_opens_nothing(cast, reader) -> None:
    by = cast.here.actor("alice")
    raised = care.shield(by=by, client=cast.here.dana, rater=cast.here.mother.pk, why="vold")
    care.lift_shield(by=by, shielded=raised, why="over")
    assert reader.get(reverse("own:reads")).status_code == 302
    assert MayRead.objects.get(client=cast.here.dana).ended is not None


def test_who_reads_along_is_given_nothing_that_the_client_keeps_back(cast, reader) -> None:
    here = cast.here
    form = Form("gjenklang-alliance-adult", "end", here.dana.pk)
    given, _token = care.hand_over(by=here.actor("alice"), session=here.session, form=form, language="nb")
    care.open_form(invitation=given)
    marks = {item.code: 13 for item in instrument(form.instrument).items}
    care.record_administration(invitation=given, sent=Sent(key=uuid7(), answers=marks, shown="sum"))
    [session] = OwnSession.objects.all()
    course = here.episode
    assert marks not in [one.answers for one in _answers(here.dana.pk, course, here.mother.pk)]
    assert session.access.rater_id == here.mother.pk
