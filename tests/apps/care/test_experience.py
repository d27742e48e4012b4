"""One question now and then about coming here: seldom, skipped in one tap, and nobody's afterwards."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.answering import Sent
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import ExperienceAnswer, ExperienceAsked, ExperienceChoice

MARKS = {"body": 40, "everyday": 40, "people": 40, "hope": 40}
ASKS = "Ett spørsmål om å komme hit"


@pytest.fixture
def thanks(cast) -> str:
    """Dana has answered, in a unit that asks every eight weeks."""
    here = cast.here
    actions.choose_experience(by=here.actor("frank"), unit=here.ours, weeks=8)
    actions.open_form(invitation=here.invitation)
    actions.record_administration(invitation=here.invitation, sent=Sent(key=here.session.pk, answers=MARKS))
    return reverse("care:thanks", args=[here.token])


def reply(cast, text: str) -> Browser:
    browser = Browser()
    browser.post(reverse("care:experience", args=[cast.here.token]), {"reply": text})
    return browser


def test_it_is_answered_in_one_tap_and_the_answer_is_nobodys(cast, thanks) -> None:
    page = Browser().get(thanks).text
    assert ASKS in page
    assert "Fikk du hjelp da du trengte det?" in page
    browser = reply(cast, "no")
    reply(cast, "yes")
    assert ASKS not in browser.get(thanks).text
    one = ExperienceAnswer.objects.get()
    assert (one.unit_id, one.question, one.reply) == (cast.here.ours.pk, "waiting", "no")
    assert one.week.weekday() == 0
    values = {str(getattr(one, field.attname)) for field in one._meta.concrete_fields}
    assert not values & {str(cast.here.dana.pk), str(cast.here.episode.pk), str(cast.here.session.pk)}
    assert one.pk.version == 4  # a key of version 7 would tell the moment
    assert Line.objects.get(verb="experience.answer").client is None


@pytest.mark.parametrize("text", ["", "nonsense"])
def test_it_is_skipped_in_one_tap(cast, thanks, text: str) -> None:
    Browser().get(thanks)
    assert ASKS not in reply(cast, text).get(thanks).text
    assert not ExperienceAnswer.objects.exists()


def test_it_comes_again_after_the_units_weeks_with_the_next_question(cast, thanks) -> None:
    Browser().get(thanks)
    reply(cast, "yes")
    ExperienceAsked.objects.update(at=timezone.now() - timedelta(weeks=7, days=6))
    assert ASKS not in Browser().get(thanks).text
    ExperienceAsked.objects.update(at=timezone.now() - timedelta(weeks=8, days=1))
    page = Browser().get(thanks).text
    assert "Var det greit å være der vi møttes?" in page


def test_whoever_finds_the_address_later_answers_nothing(cast, thanks) -> None:
    Browser().get(thanks)
    ExperienceAsked.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert ASKS not in reply(cast, "no").get(thanks).text
    assert not ExperienceAnswer.objects.exists()


@pytest.mark.parametrize("weeks", [None, 0])
def test_a_unit_that_has_not_chosen_asks_nobody(cast, thanks, weeks) -> None:
    ExperienceChoice.objects.all().delete()
    if weeks is not None:
        actions.choose_experience(by=cast.here.actor("frank"), unit=cast.here.ours, weeks=weeks)
    assert ASKS not in Browser().get(thanks).text


def test_who_said_not_today_and_who_rates_are_not_asked(cast) -> None:
    here = cast.here
    actions.choose_experience(by=here.actor("frank"), unit=here.ours, weeks=8)
    actions.decline(invitation=here.invitation)
    assert ASKS not in Browser().get(reverse("care:thanks", args=[here.token])).text
    form = Form(here.episode.outcome, "start", here.dana.pk, here.mother.pk)
    given, token = actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language="nb")
    actions.open_form(invitation=given)
    actions.record_administration(invitation=given, sent=Sent(key=here.episode.pk, answers=MARKS))
    assert ASKS not in Browser().get(reverse("care:thanks", args=[token])).text


def test_the_leader_sees_shares_and_nothing_of_few(cast, signed_in) -> None:
    here, frank = cast.here, signed_in("frank")
    given = {
        "organisation": here.organisation,
        "unit": here.ours,
        "question": "met",
        "week": timezone.localdate(),
    }
    for number in range(4):
        ExperienceAnswer.objects.create(reply="yes" if number else "no", **given)
    page = frank.get(reverse("own:experiences")).text
    assert page.count("Færre enn fem har svart.") == 3
    assert "n = 4" not in page
    ExperienceAnswer.objects.create(reply="partly", **given)
    page = frank.get(reverse("own:experiences")).text
    assert "(n = 5)" in page
    assert "60" in page
    assert "(n = 5)" not in signed_in("frank2").get(reverse("own:experiences")).text


@pytest.mark.parametrize("who", ["alice", "bob", "peggy", "grace"])
def test_those_who_help_do_not_see_them(signed_in, who: str) -> None:
    assert signed_in(who).get(reverse("own:experiences")).status_code == 403


def test_a_leader_chooses_for_the_own_units_alone(cast, signed_in) -> None:
    frank = signed_in("frank")
    for unit, weeks, status in (
        (cast.here.ours, 6, 302),
        (cast.here.theirs, 6, 404),
        (cast.here.ours, 99, 200),
    ):
        answer = frank.post(reverse("own:experiences"), {"unit": str(unit.pk), "weeks": weeks})
        assert answer.status_code == status
    assert list(ExperienceChoice.objects.values_list("unit", "weeks")) == [(cast.here.ours.pk, 6)]
