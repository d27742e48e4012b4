"""A client who has chosen not to answer is offered no form, by any way in, until it is taken back."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import a_sheet
from gjenklang.apps.audit.actions import Who
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.actions.answering import Sent
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, Invitation, Stopped
from gjenklang.apps.integration.paper.models import Sheet
from gjenklang.apps.inviting import actions as inviting
from gjenklang.apps.inviting.models import Code

MARKS = {"body": 40, "everyday": 40, "people": 40, "hope": 40}


@pytest.fixture
def stopped(cast) -> Stopped:
    dana = cast.here.dana
    return actions.stop_answering(by=Who("client", dana.organisation_id, dana.pk), client=dana)


def asked(cast, rater=None) -> dict:
    form = Form(cast.here.episode.outcome, "start", cast.here.dana.pk, rater)
    return {"by": cast.here.actor("alice"), "session": cast.here.session, "form": form}


def posted(cast, **more) -> dict:
    return {"client": str(cast.here.dana.pk), "moment": "start", "rater": "", **more}


def test_every_verb_that_asks_refuses(cast, stopped) -> None:
    with pytest.raises(actions.NotAsked):
        actions.hand_over(language="nb", **asked(cast))
    with pytest.raises(actions.NotAsked):
        inviting.make_code(language="nb", **asked(cast))
    with pytest.raises(actions.NotAsked):
        a_sheet(cast.here)
    until = timezone.now() + timedelta(hours=1)
    taken = actions.take_along(by=cast.here.actor("alice"), sessions=[cast.here.session], until=until)
    assert not taken


@pytest.mark.parametrize("way", ["care:hand_over", "inviting:own_phone", "paper:sheet"])
def test_every_page_that_asks_says_so_calmly(cast, signed_in, stopped, way: str) -> None:
    before = Invitation.objects.count(), Code.objects.count(), Sheet.objects.count()
    path = reverse(way, args=[cast.here.session.pk])
    page = signed_in("alice").post(path, posted(cast), follow=True)
    assert page.status_code == 200
    assert "valgt å ikke svare" in page.content.decode()
    assert before == (Invitation.objects.count(), Code.objects.count(), Sheet.objects.count())


def test_an_address_that_was_given_before_asks_nothing(cast, stopped) -> None:
    form = reverse("care:form", args=[cast.here.token])
    for path in (form, f"{form}?ready=1"):
        page = Browser().get(path)
        assert page.status_code == 410, path
        assert "valgt å ikke svare" in page.content.decode()
        assert "X-Keep" not in page.headers
    assert not Invitation.objects.get(pk=cast.here.invitation.pk).opened


def test_a_code_that_was_given_before_asks_nothing(cast) -> None:
    code, digits = inviting.make_code(language="nb", **asked(cast))
    actions.stop_answering(by=cast.here.actor("alice").who, client=cast.here.dana)
    page = Browser().post(reverse("inviting:enter"), {"code": digits}, follow=True)
    assert page.status_code == 410
    assert code.invitation.administrations.count() == 0


def test_marks_that_a_client_sends_after_all_are_not_thrown_away(cast) -> None:
    """The form lay open, or on a device without a net, when the client said stop elsewhere."""
    actions.open_form(invitation=cast.here.invitation)
    actions.stop_answering(by=cast.here.actor("alice").who, client=cast.here.dana)
    given = actions.record_administration(
        invitation=cast.here.invitation, sent=Sent(key=cast.here.session.pk, answers=MARKS)
    )
    assert Administration.objects.filter(pk=given.pk).exists()


def test_what_was_filled_in_on_paper_before_may_be_typed_and_nothing_after(cast, signed_in) -> None:
    stop = actions.stop_answering(by=cast.here.actor("alice").who, client=cast.here.dana)
    typed = asked(cast) | {"answers": MARKS, "stated_total": None}
    Stopped.objects.filter(pk=stop.pk).update(since=timezone.now() - timedelta(days=2))
    with pytest.raises(actions.NotAsked):
        actions.type_from_paper(**typed)
    alice = signed_in("alice")
    for way in ("care:paper", "paper:script"):
        page = alice.get(reverse(way, args=[cast.here.session.pk]), posted(cast), follow=True)
        assert "valgt å ikke svare" in page.content.decode(), way
    Stopped.objects.filter(pk=stop.pk).update(since=timezone.now())
    assert actions.type_from_paper(**typed).pk


def test_a_sheet_that_was_printed_before_is_not_typed_for_a_later_day(cast, signed_in) -> None:
    sheet = a_sheet(cast.here)
    actions.stop_answering(by=cast.here.actor("alice").who, client=cast.here.dana)
    Stopped.objects.update(since=timezone.now() - timedelta(days=2))
    given = {"channel": "paper", "measured": "mm", **{f"line-{code}": "40" for code in MARKS}}
    page = signed_in("alice").post(reverse("paper:type_one", args=[sheet.pk]), given, follow=True)
    assert "valgt å ikke svare" in page.content.decode() or page.status_code == 200
    assert not Sheet.objects.get(pk=sheet.pk).administration_id


def test_those_who_rate_answer_for_themselves(cast, stopped) -> None:
    assert actions.hand_over(language="nb", **asked(cast, cast.here.mother.pk))


def test_the_session_page_says_since_when_and_offers_nothing(cast, signed_in, stopped) -> None:
    page = signed_in("alice").get(reverse("session", args=[cast.here.session.pk])).content.decode()
    assert "D-204 har valgt å ikke svare" in page
    assert "Gi skjermen til D-204" not in page
    assert "Gi skjermen til Mor" in page


def test_nobody_is_reminded_that_a_form_is_missing(cast, signed_in) -> None:
    alice = signed_in("alice")
    for one in cast.here.episode.sessions.order_by("starts")[1:3]:
        one.administrations.filter(moment="start").update(standing="undone")
    paths = ("/clients/", reverse("session", args=[cast.here.session.pk]))
    assert any("skjema" in alice.get(path).content.decode() for path in paths)
    said = [alice.get(path).content.decode().count("Uten skjema") for path in paths]
    actions.stop_answering(by=cast.here.actor("alice").who, client=cast.here.dana)
    after = [alice.get(path).content.decode().count("Uten skjema") for path in paths]
    assert sum(after) <= sum(said)


def test_it_is_taken_back_in_one_tap_and_leaves_its_lines(cast, signed_in) -> None:
    path = reverse("own:rights", args=[cast.here.episode.pk, cast.here.dana.pk])
    alice = signed_in("alice")
    alice.post(path, {"do": "stop"})
    alice.post(path, {"do": "stop"})
    assert Stopped.objects.get(until=None).staff_id == cast.here.staff["alice"].pk
    assert "D-204 vil svare igjen" in alice.get(path).content.decode()
    alice.post(path, {"do": "again"})
    assert not queries.stopped_of([cast.here.dana.pk])
    assert actions.hand_over(language="nb", **asked(cast))
    verbs = Line.objects.filter(client=cast.here.dana.pk, verb__startswith="answering.")
    assert list(verbs.order_by("at").values_list("verb", flat=True)) == ["answering.stop", "answering.again"]
