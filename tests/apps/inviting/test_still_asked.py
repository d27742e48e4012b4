"""Who may still answer and be written to: after a shield, a yes taken back, a course left, a link withdrawn."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import (
    Administration,
    Consent,
    Ending,
    Episode,
    Invitation,
    Participant,
    Session,
)
from gjenklang.apps.inviting import actions, tasks
from gjenklang.apps.inviting.models import ContactAgreement, Link, Rhythm
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client
from links import MARKS, answer, opened, path_in


@pytest.fixture
def sent(gateway, agreed, queued):
    """Send a link, to the mother or to the client, and answer the row and the path."""

    def send(**whom):
        link = queued(agreed(**whom))
        assert tasks.send_link.call(str(link.pk)) == "sent"
        return link, path_in(gateway.got[-1]["text"])

    return send


def shield(here) -> None:
    care.shield(by=here.actor("alice"), client=here.dana, rater=here.mother.pk, why="vold")


def take_yes_back(here) -> None:
    for one in Consent.objects.filter(client=here.dana, ended=None):
        care.take_back_consent(by=here.actor("alice").who, consent=one)


def leave(here) -> Browser:
    """Let another take part, and Dana no longer."""
    by = here.actor("alice")
    other = people.register_client(by=by.who, client=Client(code="X-1", name="", birth_year=1980))
    Participant.objects.create(organisation=here.organisation, episode=here.episode, client=other)
    part = Participant.objects.get(client=here.dana, episode=here.episode)
    care.leave_episode(by=by, part=part, until=timezone.localdate())


def theirs(here) -> int:
    return Administration.objects.filter(rater=here.mother).count()


@pytest.mark.parametrize("happens", [shield, take_yes_back])
def test_whoever_may_no_longer_rate_is_not_reminded_opens_nothing_and_sends_nothing(
    cast, gateway, sent, happens
) -> None:
    here = cast.here
    link, path = sent(mother=True)
    form, before = opened(path), theirs(here)
    happens(here)
    assert tasks.remind_link.call(str(link.pk)) == "nothing to remind of"
    for tried in (
        Browser().get(form),
        Browser().post(path),
        Browser().post(form, {**MARKS, "submission": uuid7()}),
        Browser().post(form, {"back": "1", "quiet": "1", "waited": "1"}),
        Browser().post(form, {**MARKS, "submission": uuid7(), "asked": "1", "quiet": "1", "waited": "1"}),
    ):
        assert tried.status_code == 404
        assert here.ours.name not in tried.text
    assert theirs(here) == before


def test_the_days_of_grace_are_for_marks_that_waited_and_show_no_form(cast, sent) -> None:
    _link, path = sent()
    form = opened(path)
    late = timezone.now() - timedelta(days=3)
    type(cast.here.invitation).objects.filter(client=cast.here.dana).update(expires=late)
    quiet = {"quiet": "1", "waited": "1"}
    for asks in ({"back": "1"}, {"language": "en"}, {"words": "easy"}):
        assert Browser().post(form, {**quiet, **asks}).status_code == 410
    done = Browser().post(form, {**MARKS, **quiet, "asked": "1", "submission": uuid7()})
    assert done.status_code == 201


@pytest.mark.parametrize("old", [False, True])
def test_a_stop_on_the_page_of_an_answered_or_too_old_link_ends_what_is_sent(cast, sent, old) -> None:
    _link, path = sent()
    if old:
        Link.objects.update(expires=timezone.now() - timedelta(minutes=1))
    else:
        answer(opened(path))
    assert "stop/" in Browser().get(path).text
    assert Browser().post(path + "stop/").status_code == 200
    assert ContactAgreement.objects.get().ended is not None


def test_one_press_twice_sends_each_one_link(cast, agreed, signed_in) -> None:
    agreed()
    agreed(mother=True)
    browser = signed_in("alice")
    to = ["self", str(cast.here.mother.pk)]
    data = {"to": to, "moment": "start", "when": "now", "days": 4, "key": str(uuid7())}
    for _ in range(2):
        browser.post(reverse("inviting:links", args=[cast.here.episode.pk]), data)
    assert Link.objects.count() == 2


def test_a_link_that_was_withdrawn_while_the_carrier_was_silent_opens_nothing(
    cast, gateway, agreed, queued
) -> None:
    link = queued(agreed())
    gateway.says = [504]
    assert tasks.send_link.call(str(link.pk)) == "tried"
    path = path_in(gateway.got[-1]["text"])
    actions.withdraw_link(by=cast.here.actor("alice"), link=link)
    assert Browser().post(path).status_code == 404


def test_whoever_was_shielded_between_two_tries_is_not_written_to(cast, gateway, agreed, queued) -> None:
    link = queued(agreed(mother=True))
    gateway.says = [503]
    assert tasks.send_link.call(str(link.pk)) == "tried"
    shield(cast.here)
    Link.objects.update(due=timezone.now())
    assert tasks.send_link.call(str(link.pk)) == "nothing to send"
    assert Link.objects.get().why == "not_asked"


def test_whoever_has_left_a_shared_course_gets_no_more_links_and_staff_can_end_what_runs(
    cast, gateway, agreed, signed_in
) -> None:
    here, now = cast.here, timezone.now()
    agreed()
    rhythm = Rhythm(episode=here.episode, client=here.dana, hours_before=24)
    actions.begin_rhythm(by=here.actor("alice"), rhythm=rhythm)
    Session.objects.filter(pk=here.session.pk).update(starts=now + timedelta(hours=23))
    leave(here)
    assert tasks.lay_out_links(now=now) == 0
    browser, whose = signed_in("alice"), f"?client={here.dana.pk}"
    page = browser.get(reverse("inviting:links", args=[here.episode.pk]) + whose).text
    assert 'name="when"' not in page
    assert browser.get(reverse("inviting:agree", args=[here.episode.pk]) + whose).status_code == 404
    for name, data in (("end_rhythm", {"rhythm": str(rhythm.pk)}), ("end", {"whose": "self"})):
        assert (
            browser.post(reverse(f"inviting:{name}", args=[here.episode.pk]) + whose, data).status_code == 302
        )
    assert Rhythm.objects.get().ended is not None
    assert ContactAgreement.objects.get().ended is not None


def test_a_link_that_waits_goes_to_nobody_who_has_left(cast, gateway, agreed, queued) -> None:
    link = queued(agreed())
    leave(cast.here)
    assert tasks.send_link.call(str(link.pk)) == "nothing to send"
    assert Link.objects.get().why == "over"


def test_a_course_that_has_ended_can_be_answered_within_the_days_of_its_link_but_for_a_death(
    cast, sent
) -> None:
    _link, path = sent()
    course = Episode.objects.filter(pk=cast.here.episode.pk)
    course.update(ended=timezone.localdate(), ending=Ending.DIED)
    assert Browser().post(path).status_code == 404
    course.update(ending=Ending.AGREED)
    assert Browser().post(path).status_code == 302


def test_presses_on_a_used_link_do_not_shut_the_codes_of_a_whole_clinic(cast, sent) -> None:
    here = cast.here
    _link, path = sent()
    answer(opened(path))
    for _ in range(9):
        assert Browser().post(path).status_code == 404
    form = Form(here.episode.alliance, "end", here.dana.pk)
    _code, digits = actions.make_code(by=here.actor("alice"), session=here.session, form=form, language="nb")
    assert Browser().post(reverse("inviting:enter"), {"code": digits}).status_code == 302


def test_guessed_addresses_count_with_wrong_codes(cast) -> None:
    here = cast.here
    for number in range(9):
        assert Browser().post(reverse("inviting:link", args=[f"guess{number}"])).status_code == 404
    form = Form(here.episode.alliance, "end", here.dana.pk)
    _code, digits = actions.make_code(by=here.actor("alice"), session=here.session, form=form, language="nb")
    assert Browser().post(reverse("inviting:enter"), {"code": digits}).status_code == 404


def test_what_waits_goes_to_the_new_address_and_nowhere_when_that_is_not_safe(
    cast, gateway, agreed, queued
) -> None:
    link = queued(agreed())
    again = agreed()
    link.refresh_from_db()
    assert (link.agreement_id, link.state) == (again.pk, "queued")
    agreed(safe=False)
    link.refresh_from_db()
    assert link.state == "held_back"


def test_a_new_rhythm_takes_along_what_the_one_before_had_laid_out(cast, agreed) -> None:
    here, now = cast.here, timezone.now()
    by = here.actor("alice")
    agreed()
    Session.objects.filter(pk=here.session.pk).update(starts=now + timedelta(hours=30))
    actions.begin_rhythm(by=by, rhythm=Rhythm(episode=here.episode, client=here.dana, hours_before=30))
    assert tasks.lay_out_links(now=now) == 1
    actions.begin_rhythm(by=by, rhythm=Rhythm(episode=here.episode, client=here.dana, hours_before=29))
    assert [one.state for one in Link.objects.all()] == ["held_back"]
    assert Rhythm.objects.filter(ended=None).count() == 1


def test_a_stop_on_a_link_of_before_ends_what_was_agreed_anew_about_the_same_number(
    cast, sent, agreed
) -> None:
    _link, path = sent()
    agreed()
    assert Browser().post(path + "stop/").status_code == 200
    assert not ContactAgreement.objects.filter(ended=None).exists()


def test_what_may_have_reached_the_old_address_is_not_sent_to_the_new_one(
    cast, gateway, agreed, queued
) -> None:
    link = queued(agreed())
    gateway.says = [504]
    assert tasks.send_link.call(str(link.pk)) == "tried"
    path = path_in(gateway.got[-1]["text"])
    agreed()
    link.refresh_from_db()
    assert link.state == "held_back"
    assert Browser().post(path).status_code == 404


def test_marks_that_waited_are_received_when_the_yes_held_on_the_day_they_were_put(cast, sent) -> None:
    _link, path = sent(mother=True)
    form, before = opened(path), timezone.now() - timedelta(days=3)
    Invitation.objects.filter(rater=cast.here.mother).update(opened=before, made=before)
    Consent.objects.filter(rater=cast.here.mother).update(until=timezone.localdate() - timedelta(days=1))
    marks = {**MARKS, "submission": uuid7(), "asked": "1", "quiet": "1"}
    assert Browser().post(form, {**marks, "waited": str(3_600_000)}).status_code == 404
    assert Browser().post(form, {**marks, "waited": str(2 * 24 * 3_600_000)}).status_code == 201


@pytest.mark.parametrize("why", ["left", "died"])
def test_nobody_rates_a_client_who_has_left_or_died(cast, sent, why) -> None:
    here = cast.here
    _link, path = sent(mother=True)
    form = opened(path)
    if why == "left":
        Participant.objects.filter(client=here.dana).update(until=timezone.localdate())
    else:
        Episode.objects.filter(pk=here.episode.pk).update(ended=timezone.localdate(), ending=Ending.DIED)
    page = Browser().get(form, follow=True)
    assert page.status_code == 404
    assert here.ours.name not in page.text
