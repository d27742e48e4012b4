"""A group of eight with a slip each, and the week's round of a ward through a change of shift."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode, Session
from gjenklang.apps.inviting import queries
from gjenklang.apps.inviting.models import Code
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.models import Client

DIGITS = re.compile(r'class="code__digits">(\d{3}) (\d{3})<')


@pytest.fixture
def group(cast) -> Session:
    here = cast.here
    by = here.actor("alice")
    people = [register_client(by=by.who, client=Client(code=f"G-{n}", birth_year=1990)) for n in range(1, 9)]
    episode = Episode(
        unit=here.ours, kind="group", outcome="gjenklang-outcome-adult", alliance="gjenklang-alliance-group"
    )
    care.open_episode(by=by, episode=episode, clients=people, since=timezone.localdate())
    return care.plan_session(by=by, session=Session(episode=episode, starts=timezone.now()))


def slips(browser, session: Session, **more: str) -> list[str]:
    page = browser.post(
        reverse("inviting:codes_for_all", args=[session.pk]), {"moment": "start", **more}
    ).text
    return ["".join(one) for one in DIGITS.findall(page)]


def test_each_of_eight_gets_a_form_of_their_own(cast, group, signed_in) -> None:
    given = slips(signed_in("alice"), group)
    assert len(set(given)) == 8
    opened = set()
    for digits in given:
        answer = Browser().post(reverse("inviting:enter"), {"code": digits})
        assert answer.status_code == 302
        opened.add(answer.headers["Location"])
    assert len(opened) == 8
    assert len(set(Code.objects.values_list("invitation__client", flat=True))) == 8


def test_a_slip_names_nobody_unless_the_service_wants_the_code_on_it(cast, group, signed_in) -> None:
    alice = signed_in("alice")
    where = reverse("inviting:codes_for_all", args=[group.pk])
    assert "G-3" not in alice.post(where, {"moment": "start"}).text
    assert "G-3" in alice.post(where, {"moment": "start", "codes": "on"}).text


def test_who_has_answered_or_said_no_or_stopped_gets_no_slip(cast, group, signed_in) -> None:
    by = cast.here.actor("alice")
    first, second, third, *_rest = (
        part.client for part in group.episode.participants.order_by("client__code")
    )
    code = group.episode.outcome
    care.type_from_paper(
        by=by, session=group, form=Form(code, "start", first.pk), answers={}, stated_total=200
    )
    invitation, _token = care.hand_over(
        by=by, session=group, form=Form(code, "start", second.pk), language="nb"
    )
    care.decline(invitation=invitation)
    care.stop_answering(by=by.who, client=third)
    assert len(slips(signed_in("alice"), group)) == 5


@pytest.mark.parametrize("who", ["carol", "erin", "frank", "alice2"])
def test_nobody_else_makes_slips(cast, group, signed_in, who) -> None:
    where = reverse("inviting:codes_for_all", args=[group.pk])
    assert signed_in(who).post(where, {"moment": "start"}).status_code in (403, 404)
    assert not Code.objects.exists()


@pytest.fixture
def ward(cast):
    """Dana lives on the ward, with Alice by day and Carol at night."""
    here = cast.here
    Episode.objects.filter(pk=here.episode.pk).update(kind="residential")
    care.share_responsibility(
        by=here.actor("alice"), episode=here.episode, staff=here.staff["carol"].pk, since=timezone.localdate()
    )
    return cast


def state(cast, who: str) -> queries.InRound:
    [one] = queries.round_of(cast.here.actor(who), timezone.localdate())
    return one


def test_the_round_survives_a_change_of_shift(ward, signed_in) -> None:
    here = ward.here
    here.invitation.delete()
    assert state(ward, "carol").state == "waiting"
    form = Form(here.episode.outcome, "start", here.dana.pk)
    invitation, _token = care.hand_over(
        by=here.actor("alice"), session=here.session, form=form, language="nb"
    )
    seen = state(ward, "carol")
    assert (seen.state, seen.staff, seen.waits) == ("handed_over", "Alice", True)
    assert "gitt ut" in signed_in("carol").get(reverse("inviting:round")).text
    care.put_off(invitation=invitation)
    assert state(ward, "carol").state == "put_off"
    care.type_from_paper(
        by=here.actor("carol"), session=here.session, form=form, answers={}, stated_total=200
    )
    assert (state(ward, "alice").state, state(ward, "alice").waits) == ("answered", False)


def test_last_week_is_not_this_week(ward) -> None:
    here = ward.here
    next_week = timezone.localdate() + timedelta(days=7)
    [one] = queries.round_of(here.actor("alice"), next_week)
    assert one.state == "waiting"


def test_only_residential_courses_of_ones_own_are_on_the_round(ward, signed_in) -> None:
    here = ward.here
    assert queries.round_of(here.actor("erin"), timezone.localdate()) == []
    assert queries.round_of(ward.next_door.actor("alice"), timezone.localdate()) == []
    assert "D-204" in signed_in("alice").get(reverse("inviting:round")).text
