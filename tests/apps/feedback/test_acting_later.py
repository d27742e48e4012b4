"""A wish for another therapist is answered, the last look leads to the ending, and someone is asked again."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cast import Town, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.actions import end_episode
from gjenklang.apps.care.models import Session
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import FollowUp, Marked, MayAsk, Wish
from gjenklang.apps.feedback.queries import due_again
from gjenklang.apps.feedback.queries.later import months_after

TODAY = timezone.localdate


@pytest.fixture
def here(db: None) -> Town:
    """Dana and Alice."""
    return town("Etterpå", outcome="ors")


def browser(here: Town, who: str = "alice") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def address(here: Town, name: str) -> str:
    return f"{reverse(name, args=[here.episode.pk])}?client={here.dana.pk}"


def test_a_wish_is_kept_seen_and_answered(here: Town) -> None:
    alice, frank = browser(here), browser(here, "frank")
    due = TODAY() + timedelta(days=5)
    gone = alice.post(address(here, "wish_new"), {"words": "x", "due": TODAY() - timedelta(days=1)})
    assert "Velg i dag eller en senere dag." in gone.content.decode()
    alice.post(address(here, "wish_new"), {"words": "Heller en kvinne", "due": due})
    page = frank.get(reverse("wishes")).content.decode()
    assert "Heller en kvinne" in page
    assert "D-204" in page
    wish = Wish.objects.get()
    to = reverse("wish_answer", args=[wish.pk])
    assert frank.post(to, {"given": "changed", "answer": "Kari fra mandag"}).status_code == 302
    wish.refresh_from_db()
    assert (wish.given, wish.answered_by_id) == ("changed", here.staff["frank"].pk)
    assert frank.get(to).status_code == 404  # answered once
    assert "Kari fra mandag" in alice.get(address(here, "course")).content.decode()
    assert Line.objects.filter(verb="wish.answer", client=here.dana.pk).count() == 1


@pytest.mark.parametrize(("who", "status"), [("alice", 403), ("heidi", 403), ("grace", 403), ("bob", 200)])
def test_wishes_are_for_the_leader_and_the_supervisor(here: Town, who: str, status: int) -> None:
    assert browser(here, who).get(reverse("wishes")).status_code == status


def test_a_leader_of_another_unit_sees_no_wish_of_ours(here: Town) -> None:
    day = TODAY()
    row = Wish(asked=day, due=day, episode=here.episode, client=here.dana)
    wish = actions.wish_for_another(by=here.actor("alice"), wish=row)
    here.staff["frank"].posts.update(unit=here.theirs)
    frank = browser(here, "frank")
    assert "D-204" not in frank.get(reverse("wishes")).content.decode()
    assert frank.get(reverse("wish_answer", args=[wish.pk])).status_code == 404


def test_the_last_look_keeps_what_is_said_and_leads_to_the_ending(here: Town) -> None:
    alice = browser(here)
    page = alice.get(address(here, "last_look")).content.decode()
    assert "Pålitelig bedring" in page
    assert "curve__path" in page
    given = {"words": "Jeg klarer det selv nå", "work": ["own"], "may_ask": "on", "how": "Ring"}
    answer = alice.post(address(here, "last_look"), given)
    assert answer.headers["Location"] == address(here, "dropout:leaving")
    said = Marked.objects.get()
    assert (said.kind, said.words, said.work) == ("work", "Jeg klarer det selv nå", ["own"])
    assert MayAsk.objects.get().how == "Ring"
    alice.post(address(here, "last_look"), given)
    assert MayAsk.objects.count() == 1  # once is enough
    assert alice.post(address(here, "consent_back")).status_code == 302
    assert MayAsk.objects.get().withdrawn is not None


def ended(here: Town, months: int) -> None:
    consent = MayAsk(episode=here.episode, client=here.dana)
    actions.let_us_ask(by=here.actor("alice"), consent=consent)
    day = TODAY() - timedelta(days=round(30.4 * months))
    end_episode(by=here.actor("alice"), episode=here.episode, ended=day, ending="agreed")


def test_someone_is_asked_by_phone_and_the_answer_stands_on_the_curve(here: Town) -> None:
    ended(here, 3)
    alice = browser(here)
    assert "D-204" in alice.get(reverse("follow_ups")).content.decode()
    answer = alice.post(address(here, "follow_up_ask"), {"months": "3", "came": "asked"})
    form = answer.headers["Location"]
    assert "/paper/" in form
    assert alice.get(form).status_code == 200
    lines = {f"line{number}": "7,0" for number in range(1, 5)}
    moment = {"client": here.dana.pk, "moment": "start", "rater": ""}
    assert alice.post(form, lines | moment).status_code == 302
    assert "28,0" in alice.get(address(here, "course")).content.decode()
    assert "D-204" not in alice.get(reverse("follow_ups")).content.decode()
    session = FollowUp.objects.get().session
    assert session is not None
    assert session.status == "planned"  # no session was held: counts of sessions stay as they were
    alice.post(address(here, "follow_up_ask"), {"months": "3", "came": "asked"})
    assert Session.objects.filter(arena="phone").count() == 1


def test_who_was_not_reached_is_tried_again_and_who_did_not_want_to_is_not(here: Town) -> None:
    ended(here, 6)
    alice, by = browser(here), here.actor("alice")
    alice.post(address(here, "follow_up_ask"), {"months": "6", "came": "not_reached"})
    assert [(one.months, one.tried) for one in due_again(by, TODAY())] == [(6, 1)]
    alice.post(address(here, "follow_up_ask"), {"months": "6", "came": "not_wanted"})
    assert due_again(by, TODAY()) == []


def test_nobody_is_asked_without_a_consent_or_after_it_is_taken_back(here: Town) -> None:
    ended(here, 3)
    by = here.actor("alice")
    actions.take_back_consent(by=by, consent=MayAsk.objects.get())
    assert due_again(by, TODAY()) == []
    asked = browser(here).post(address(here, "follow_up_ask"), {"months": "3", "came": "asked"})
    assert asked.status_code == 404


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.sampled_from([3, 6]))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_a_consent_can_be_taken_back_also_by_one_who_has_left_the_course(here: Town) -> None:
    actions.let_us_ask(
        by=here.actor("alice"), consent=MayAsk(episode=here.episode, client=here.dana, how="Ring")
    )
    here.episode.participants.update(until=timezone.localdate())
    answer = browser(here).post(f"{address(here, 'consent_back')}?client={here.dana.pk}")
    assert answer.status_code == 302
    assert MayAsk.objects.get().withdrawn is not None
