"""When an answer about the work together is shown: now, next time, or never alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.actions.answering import Sent
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, Session, Shown, Standing
from gjenklang.core.instruments import instrument

ALLIANCE = "gjenklang-alliance-adult"
MARKS = {item.code: 71 for item in instrument(ALLIANCE).items}


def asked(here, moment: str = "end", code: str = ALLIANCE):
    return actions.hand_over(
        by=here.actor("alice"), session=here.session, form=Form(code, moment, here.dana.pk), language="nb"
    )


def answered(here, shown: str) -> tuple[Administration, str]:
    invitation, token = asked(here)
    actions.open_form(invitation=invitation)
    given = actions.record_administration(
        invitation=invitation, sent=Sent(key=uuid7(), answers=MARKS, shown=shown)
    )
    return given, token


def seen(here) -> set:
    by = here.actor("alice")
    return {one.id for one in queries.answers(by, here.episode, here.dana.pk)}


def next_meeting(here, days: int = 0) -> Session:
    starts = timezone.now() + timedelta(days=days)
    return actions.plan_session(by=here.actor("alice"), session=Session(episode=here.episode, starts=starts))


def yesterday(here) -> None:
    """Let the session of the tests have been yesterday."""
    here.session.starts -= timedelta(days=1)
    here.session.local_date = timezone.localdate(here.session.starts)
    here.session.save()


@pytest.mark.parametrize(("shown", "standing"), [("now", "counts"), ("next", "held"), ("sum", "summed")])
def test_an_answer_counts_as_its_client_has_chosen(cast, shown, standing) -> None:
    given, _token = answered(cast.here, shown)
    assert given.standing == standing
    assert (given.pk in seen(cast.here)) == (shown == "now")


def test_what_was_kept_is_shown_from_the_day_of_the_next_meeting(cast) -> None:
    here = cast.here
    yesterday(here)
    given, _token = answered(here, Shown.NEXT)
    today = timezone.localdate()
    assert actions.show_held(today=today) == 0
    later = next_meeting(here, days=3)
    assert actions.show_held(today=today + timedelta(days=3)) == 0  # planned, and nobody has met yet
    Session.objects.filter(pk=later.pk).update(status="held")
    assert actions.show_held(today=today + timedelta(days=2)) == 0
    assert actions.show_held(today=today + timedelta(days=3)) == 1
    assert given.pk in seen(here)
    line = Line.objects.get(verb="administration.show")
    assert (line.client, line.subject, line.by_kind) == (here.dana.pk, given.pk, "system")
    assert actions.show_held(today=today + timedelta(days=3)) == 0


def test_a_meeting_that_was_called_off_is_no_next_time(cast) -> None:
    here = cast.here
    yesterday(here)
    answered(here, Shown.NEXT)
    later = next_meeting(here)
    actions.mark_attendance(by=here.actor("alice"), session=later, status="cancelled_client")
    assert actions.show_held(today=timezone.localdate()) == 0


def test_what_was_kept_is_shown_when_somebody_just_comes(cast) -> None:
    here = cast.here
    yesterday(here)
    given, _token = answered(here, Shown.NEXT)
    actions.walk_in(by=here.actor("alice"), episode=here.episode)
    assert given.pk in seen(here)


def test_what_counts_in_the_sum_is_never_shown(cast) -> None:
    here = cast.here
    yesterday(here)
    given, _token = answered(here, Shown.SUM)
    actions.walk_in(by=here.actor("alice"), episode=here.episode)
    actions.show_held(today=timezone.localdate() + timedelta(days=90))
    assert given.pk not in seen(here)


def test_only_the_form_about_the_work_together_can_be_kept_back(cast) -> None:
    invitation, _token = asked(cast.here, "start", "gjenklang-outcome-adult")
    actions.open_form(invitation=invitation)
    marks = {item.code: 50 for item in instrument("gjenklang-outcome-adult").items}
    sent = Sent(key=uuid7(), answers=marks, shown=Shown.SUM)
    assert actions.record_administration(invitation=invitation, sent=sent).standing == Standing.COUNTS


def test_the_unit_says_what_may_be_chosen(cast, client) -> None:
    here = cast.here
    _invitation, token = asked(here)
    page = client.get(reverse("care:form", args=[token])).text
    if "first/" in client.get(reverse("care:form", args=[token])).headers.get("Location", ""):
        pytest.fail("Dana has answered before, and is told nothing anew")
    assert 'value="next"' in page
    assert 'value="sum"' not in page
    here.ours.alliance_later, here.ours.alliance_sum = False, True
    here.ours.save()
    page = client.get(reverse("care:form", args=[token])).text
    assert 'value="next"' not in page
    assert 'value="sum"' in page
    here.ours.alliance_sum = False
    here.ours.save()
    assert 'name="shown"' not in client.get(reverse("care:form", args=[token])).text


def test_a_choice_holds_also_when_the_unit_takes_it_away_meanwhile(cast, client) -> None:
    here = cast.here
    here.ours.alliance_sum = True
    here.ours.save()
    _invitation, token = asked(here)
    client.get(reverse("care:form", args=[token]))
    here.ours.alliance_sum = False
    here.ours.save()
    marks = {f"line-{code}": mark for code, mark in MARKS.items()}
    client.post(reverse("care:form", args=[token]), {**marks, "shown": "sum", "submission": uuid7()})
    assert Administration.objects.get(invitation=_invitation).standing == Standing.SUMMED


def test_the_choice_is_kept_while_the_page_asks_about_a_line(cast, client) -> None:
    _invitation, token = asked(cast.here)
    client.get(reverse("care:form", args=[token]))
    page = client.post(reverse("care:form", args=[token]), {"line-heard": 50, "shown": "next"}).text
    assert 'value="next" checked' in page


def test_the_session_page_says_that_it_was_answered_and_no_more(cast, signed_in) -> None:
    here = cast.here
    answered(here, Shown.SUM)
    page = signed_in("alice").get(reverse("session", args=[here.session.pk])).text
    assert "The client has chosen that it is not shown now" in page or "ikke vises nå" in page
    assert "7.1" not in page
    assert "7,1" not in page


def test_what_is_only_in_the_sum_has_no_room_for_words_that_nobody_reads(cast, client) -> None:
    _given, token = answered(cast.here, Shown.SUM)
    page = client.get(reverse("care:done", args=[token])).text
    assert "note-heard" not in page
    _given, token = answered(cast.next_door, Shown.NEXT)
    assert "note-heard" in client.get(reverse("care:done", args=[token])).text


def test_undoing_a_change_brings_the_choice_of_before_back(cast) -> None:
    here = cast.here
    given, _token = answered(here, Shown.SUM)
    invitation = given.invitation
    again = Sent(key=uuid7(), answers=MARKS, after=given.pk, shown=Shown.NOW)
    assert actions.record_administration(invitation=invitation, sent=again).standing == Standing.COUNTS
    actions.undo(invitation=invitation)
    given.refresh_from_db()
    assert given.standing == Standing.SUMMED


def test_two_answers_to_one_form_do_not_both_count_whatever_is_chosen(cast) -> None:
    here = cast.here
    answered(here, Shown.SUM)
    invitation, _token = asked(here)
    actions.open_form(invitation=invitation)
    with pytest.raises(actions.AlreadyAnswered):
        actions.record_administration(invitation=invitation, sent=Sent(key=uuid7(), answers=MARKS))


def test_a_change_without_a_choice_keeps_the_choice_of_before(cast, client) -> None:
    """The unit has taken the choice away meanwhile, so that the page has nothing to send."""
    here = cast.here
    here.ours.alliance_sum = True
    here.ours.save()
    given, token = answered(here, Shown.SUM)
    here.ours.alliance_sum = False
    here.ours.save()
    marks = {f"line-{code}": mark - 1 for code, mark in MARKS.items()}
    client.post(
        reverse("care:form", args=[token]), {**marks, "after": str(given.pk), "submission": str(uuid7())}
    )
    newest = Administration.objects.get(replaces=given)
    assert (newest.shown, newest.standing) == (Shown.SUM, Standing.SUMMED)


def test_what_is_typed_from_paper_does_not_take_the_place_of_what_is_kept_back(cast, signed_in) -> None:
    here = cast.here
    given, _token = answered(here, Shown.NEXT)
    form = Form(ALLIANCE, "end", here.dana.pk)
    with pytest.raises(actions.NotAsked) as refused:
        actions.type_from_paper(
            by=here.actor("alice"), session=here.session, form=form, answers=MARKS, stated_total=None
        )
    assert "is not shown now" in refused.value.words or "ikke vises nå" in refused.value.words
    given.refresh_from_db()
    assert given.standing == Standing.HELD
    typed = dict.fromkeys(MARKS, "5")
    for name, extra in (("care:paper", {}), ("paper:script", {"channel": "voice", "measured": "values"})):
        path = reverse(name, args=[here.session.pk])
        data = {"moment": "end", "client": str(here.dana.pk), **typed, **extra}
        page = signed_in("alice").post(path, data, follow=True)
        assert "ikke vises nå" in page.text or "is not shown now" in page.text, name
    assert Administration.objects.filter(session=here.session, moment="end").count() == 1


def test_the_session_page_knows_what_was_answered_by_an_address_before_the_newest(cast, signed_in) -> None:
    here = cast.here
    answered(here, Shown.SUM)
    asked(here)
    page = signed_in("alice").get(reverse("session", args=[here.session.pk])).text
    assert "The client has chosen that it is not shown now" in page or "ikke vises nå" in page


def test_a_meeting_that_nobody_came_to_shows_nothing(cast) -> None:
    here = cast.here
    yesterday(here)
    given, _token = answered(here, Shown.NEXT)
    later = next_meeting(here)
    actions.show_held(today=timezone.localdate())
    actions.mark_attendance(by=here.actor("alice"), session=later, status="no_show")
    actions.show_held(today=timezone.localdate())
    assert given.pk not in seen(here)


def test_moving_the_answered_meeting_makes_no_next_time_of_the_same_day(cast) -> None:
    here = cast.here
    given, _token = answered(here, Shown.NEXT)
    by = here.actor("alice")
    actions.move_session(
        by=by, session=here.session, starts=here.session.starts - timedelta(days=1), minutes=45
    )
    actions.walk_in(by=by, episode=here.episode)
    given.refresh_from_db()
    assert given.standing == Standing.HELD


def test_a_meeting_before_the_answer_is_no_next_time(cast) -> None:
    """A link to the form at the end, answered when the meeting after it has been held already."""
    here, now = cast.here, timezone.now()
    here.session.starts = now - timedelta(days=5)
    here.session.local_date = timezone.localdate(here.session.starts)
    here.session.save()
    later = next_meeting(here, days=-1)
    Session.objects.filter(pk=later.pk).update(status="held")
    answered(here, Shown.NEXT)
    assert actions.show_held(today=timezone.localdate()) == 0
