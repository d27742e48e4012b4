"""A link by text message or e-mail: when it leaves, what it says, what it opens, and how it is stopped."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from gjenklang.apps.care import actions as care
from gjenklang.apps.care import queries as asked_of_care
from gjenklang.apps.care.models import Administration, Consent, Invitation, Session
from gjenklang.apps.feedback.queries import gather
from gjenklang.apps.inviting import actions, queries, rules, tasks
from gjenklang.apps.inviting.models import ContactAgreement, Link, Rhythm, WrongTry
from links import answer, opened, path_in

# ------------------------------------------------------------------------------------------- what leaves, and how


def test_a_text_message_leads_to_the_form_and_says_nothing_else(cast, gateway, agreed, queued) -> None:
    link = queued(agreed())
    assert tasks.send_link.call(str(link.pk)) == "sent"
    [message] = gateway.got
    assert message["to"] == "+4790000000"
    assert message["text"].startswith("Hei! Du har noe å svare på: https://svar.example.no/l/")
    assert message["text"].endswith(" Svar STOPP for å slippe flere.")
    assert len(message["text"]) <= 160
    for word in ("D-204", "Dana", "Alice", "Ours", "Here", "Gjenklang", "samtale", "skjema"):
        assert word not in message["text"]
    answer(opened(path_in(message["text"])))
    assert queries.state_of_link(Link.objects.get()) == "answered"


def test_a_letter_goes_through_a_real_mail_server(cast, mailbox, agreed, queued) -> None:
    link = queued(agreed("mail"))
    assert tasks.send_link.call(str(link.pk)) == "sent"
    [mail] = mailbox.got
    assert mail["Subject"] == "En lenke til deg"
    assert mail["Message-ID"] == f"<{link.pk}@gjenklang>"
    body = mail.get_content()
    assert "D-204" not in body
    answer(opened(path_in(body)))


def test_a_recipient_who_is_not_there_is_a_failure_that_is_seen(cast, mailbox, agreed, queued) -> None:
    agreement = agreed("mail")
    agreement.address = "nobody@example.no"
    agreement.save()
    link = queued(agreement)
    assert tasks.send_link.call(str(link.pk)) == "refused"
    link.refresh_from_db()
    assert (link.state, link.why) == ("failed", "refused")


@pytest.mark.parametrize("status", [500, 503, 429, 504])
def test_what_fails_for_now_is_tried_again_with_the_same_words_and_key(
    cast, gateway, agreed, queued, status
) -> None:
    gateway.says = [status]
    link = queued(agreed())
    assert tasks.send_link.call(str(link.pk)) == "tried"
    Link.objects.update(due=timezone.now())
    assert tasks.send_link.call(str(link.pk)) == "sent"
    first, second = gateway.got
    assert first == second
    assert len(gateway.sent) == 1
    opened(path_in(second["text"]))


@pytest.mark.parametrize("status", [400, 401, 404])
def test_what_is_refused_is_not_tried_again(cast, gateway, agreed, queued, status) -> None:
    gateway.says = [status] * 3
    link = queued(agreed())
    assert tasks.send_link.call(str(link.pk)) == "refused"
    assert tasks.send_link.call(str(link.pk)) == "nothing to send"
    assert len(gateway.got) == 1


def test_after_five_tries_it_is_given_up(cast, gateway, agreed, queued) -> None:
    gateway.says = [500] * 9
    link = queued(agreed())
    for _ in range(7):
        Link.objects.update(due=timezone.now())
        tasks.send_link.call(str(link.pk))
    link.refresh_from_db()
    assert (link.state, link.why, len(gateway.got)) == ("failed", "unreachable", 5)


def test_a_gateway_that_is_gone_is_tried_again(cast, settings, agreed, queued) -> None:
    settings.TEXTS, settings.TEXTS_TOKEN = "http://127.0.0.1:9/", "x"
    link = queued(agreed())
    assert tasks.send_link.call(str(link.pk)) == "tried"


def test_a_demo_writes_messages_to_a_file_once(cast, settings, tmp_path, agreed, queued) -> None:
    settings.TEXTS = f"file:{tmp_path / 'texts.jsonl'}"
    link = queued(agreed())
    tasks.send_link.call(str(link.pk))
    Link.objects.update(state="queued", claimed=None)
    tasks.send_link.call(str(link.pk))
    [row] = (tmp_path / "texts.jsonl").read_text("utf-8").splitlines()
    assert json.loads(row)["to"] == "+4790000000"
    assert (tmp_path / "texts.jsonl").stat().st_mode & 0o77 == 0


def test_a_worker_that_died_in_the_middle_sends_the_same_again_after_a_while(
    cast, gateway, agreed, queued
) -> None:
    link = queued(agreed())
    tasks.claim_link(key=link.pk, now=timezone.now())
    assert tasks.send_link.call(str(link.pk)) == "nothing to send"
    Link.objects.update(claimed=timezone.now() - timedelta(minutes=11))
    assert tasks.send_link.call(str(link.pk)) == "sent"
    assert Invitation.objects.filter(channel="link").count() == 1


def test_what_one_worker_has_taken_no_other_takes(cast, gateway, agreed, queued) -> None:
    """The row is held while it is taken, by both databases; after that the claim keeps others away."""
    link = queued(agreed())
    now = timezone.now()
    assert tasks.claim_link(key=link.pk, now=now) is not None
    assert tasks.claim_link(key=link.pk, now=now + timedelta(minutes=9)) is None
    assert tasks.send_link.call(str(link.pk)) == "nothing to send"
    assert gateway.got == []


# --------------------------------------------------------------------------------------------- who may be written to


def test_nothing_is_sent_where_it_is_not_safe(cast, gateway, agreed, queued) -> None:
    link = queued(agreed(safe=False))
    tasks.send_link.call(str(link.pk))
    link.refresh_from_db()
    assert (link.state, link.why, gateway.got) == ("held_back", "not_safe", [])


def test_an_agreement_that_is_over_sends_nothing(cast, gateway, agreed, queued) -> None:
    agreement = agreed()
    link = queued(agreement)
    ContactAgreement.objects.update(until=timezone.localdate() - timedelta(days=1))
    tasks.send_link.call(str(link.pk))
    link.refresh_from_db()
    assert (link.why, gateway.got) == ("no_agreement", [])


def test_nothing_is_sent_to_whoever_has_chosen_not_to_answer_and_nobody_is_reminded(
    cast, gateway, agreed, queued
) -> None:
    first = queued(agreed())
    assert tasks.send_link.call(str(first.pk)) == "sent"
    second = queued(agreed("mail"))
    care.stop_answering(by=cast.here.actor("alice").who, client=cast.here.dana)
    tasks.send_link.call(str(second.pk))
    second.refresh_from_db()
    assert (second.state, second.why) == ("held_back", "stopped")
    tasks.remind_link.call(str(first.pk))
    assert len(gateway.got) == 1


def test_another_number_is_asked_about_anew(cast, agreed, queued) -> None:
    first = agreed()
    link = queued(first)
    second = agreed("mail")
    first.refresh_from_db()
    link.refresh_from_db()
    assert (first.how, link.state, second.ended) == ("anew", "queued", None)
    assert link.agreement_id == second.pk


def test_number_and_address_are_encrypted(cast, agreed) -> None:
    agreed()
    with connection.cursor() as cursor:
        cursor.execute("select address, address_hash from inviting_contactagreement")
        assert "90000000" not in str(cursor.fetchall())


def test_each_has_a_link_of_their_own_and_a_line_of_their_own(cast, gateway, agreed, queued) -> None:
    for mother in (False, True):
        tasks.send_link.call(str(queued(agreed(mother=mother)).pk))
    first, second = (path_in(one["text"]) for one in gateway.got)
    assert first != second
    answer(opened(second))
    given = Administration.objects.get(invitation__channel="link")
    assert given.rater == cast.here.mother


# --------------------------------------------------------------------------------------------------- how it is stopped


@pytest.mark.parametrize("word", ["STOPP", "stopp.", "Stop", " STOPP takk!", "slutt"])
def test_the_word_stops_everything_at_that_number(cast, gateway, agreed, queued, word) -> None:
    agreed()
    agreed(mother=True)
    answer = Browser().post(
        reverse("inviting:texts_in"),
        {"from": "90 00 00 00", "text": word},
        content_type="application/json",
        headers={"Authorization": "Bearer word-of-the-gateway"},
    )
    assert answer.status_code == 204
    assert set(ContactAgreement.objects.values_list("how", flat=True)) == {"word"}
    link = queued(ContactAgreement.objects.first())
    tasks.send_link.call(str(link.pk))
    assert gateway.got == []


@pytest.mark.parametrize(("word", "status"), [("wrong", 403), ("", 403), ("word-of-the-gateway", 400)])
def test_only_the_gateway_hands_in(cast, gateway, agreed, word, status) -> None:
    agreed()
    body = "{}" if status == 400 else '{"from": "90000000", "text": "STOPP"}'
    answer = Browser().post(
        reverse("inviting:texts_in"),
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {word}"},
    )
    assert answer.status_code == status
    assert ContactAgreement.objects.filter(ended=None).count() == 1


def test_without_a_word_set_nobody_hands_in(cast, settings, agreed) -> None:
    settings.TEXTS_WORD = ""
    answer = Browser().post(
        reverse("inviting:texts_in"),
        "{}",
        content_type="application/json",
        headers={"Authorization": "Bearer "},
    )
    assert answer.status_code == 403


def test_what_is_answered_in_other_words_is_neither_kept_nor_acted_on(cast, agreed) -> None:
    agreed()
    assert actions.stop_by_word(number="+4790000000", text="Jeg kommer i morgen") == 0


def test_the_page_of_a_link_stops_it_too_and_the_address_is_dead(cast, gateway, agreed, queued) -> None:
    tasks.send_link.call(str(queued(agreed()).pk))
    path = path_in(gateway.got[0]["text"])
    page = Browser().post(path + "stop/")
    assert "Du får ikke flere" in page.text
    assert Browser().post(path).status_code == 404
    assert ContactAgreement.objects.get().how == "page"
    assert Browser().post(reverse("inviting:stop_link", args=["guessed"])).text == page.text


# ------------------------------------------------------------------------------------------------ what the page shows


def test_the_first_page_names_nobody_and_opens_nothing_by_being_looked_at(
    cast, gateway, agreed, queued
) -> None:
    tasks.send_link.call(str(queued(agreed()).pk))
    path = path_in(gateway.got[0]["text"])
    for _ in range(3):
        page = Browser().get(path).text
        for word in ("D-204", "Alice", "Ours", "Here", "113", "116", "helse", "skjema"):
            assert word not in page, word
    assert Invitation.objects.get(channel="link").opened is None
    opened(path)


def test_used_expired_withdrawn_and_guessed_are_one_and_the_same_page(cast, gateway, agreed, queued) -> None:
    agreement = agreed()
    links = [queued(agreement) for _ in range(3)]
    for one in links:
        tasks.send_link.call(str(one.pk))
    used, expired, withdrawn = (path_in(one["text"]) for one in gateway.got)
    answer(opened(used))
    Link.objects.filter(pk=links[1].pk).update(expires=timezone.now())
    actions.withdraw_link(by=cast.here.actor("alice"), link=links[2])
    guessed = reverse("inviting:link", args=["x" * 43])
    pages = {
        re.sub(r"/l/[\w-]+/", "", Browser().post(path).text) for path in (used, expired, withdrawn, guessed)
    }
    assert len(pages) == 1
    assert {Browser().post(path).status_code for path in (used, expired, withdrawn, guessed)} == {404}


def test_a_link_that_is_withdrawn_shuts_the_form_that_it_opened(cast, gateway, agreed, queued) -> None:
    link = queued(agreed())
    tasks.send_link.call(str(link.pk))
    form = opened(path_in(gateway.got[0]["text"]))
    assert Browser().get(form).status_code == 200
    link.refresh_from_db()
    actions.withdraw_link(by=cast.here.actor("alice"), link=link)
    assert Browser().get(form).status_code == 410


def test_guessing_is_slowed_down(cast) -> None:
    for number in range(queries.MOST_OF_ONE):
        Browser().post(reverse("inviting:link", args=[f"guess{number}"]))
    assert WrongTry.objects.count() == queries.MOST_OF_ONE
    Browser().post(reverse("inviting:link", args=["one-more"]))
    assert WrongTry.objects.count() == queries.MOST_OF_ONE


def test_a_link_may_be_opened_again_until_it_is_answered(cast, gateway, agreed, queued) -> None:
    tasks.send_link.call(str(queued(agreed()).pk))
    path = path_in(gateway.got[0]["text"])
    first, second = opened(path), opened(path)
    assert first != second
    assert Browser().get(first).status_code == 404
    answer(second)


def test_what_is_stored_of_the_address_does_not_lead_there(cast, gateway, agreed, queued) -> None:
    link = queued(agreed())
    tasks.send_link.call(str(link.pk))
    link.refresh_from_db()
    token = path_in(gateway.got[0]["text"]).split("/")[2]
    assert token not in str(vars(link))


# ------------------------------------------------------------------------------------------- reminder, hours, rhythms


def test_one_reminder_and_both_addresses_work(cast, gateway, agreed, queued) -> None:
    link = queued(agreed())
    tasks.send_link.call(str(link.pk))
    assert tasks.remind_link.call(str(link.pk)) == "reminded"
    assert tasks.remind_link.call(str(link.pk)) == "nothing to remind of"
    first, second = (path_in(one["text"]) for one in gateway.got)
    assert first != second
    opened(first)
    answer(opened(second))


@pytest.mark.parametrize("said", ["not-today/", "later/", "answer"])
def test_who_has_said_something_is_not_reminded(cast, gateway, agreed, queued, said) -> None:
    link = queued(agreed())
    tasks.send_link.call(str(link.pk))
    form = opened(path_in(gateway.got[0]["text"]))
    if said == "answer":
        answer(form)
    else:
        Browser().post(form + said)
    assert tasks.remind_link.call(str(link.pk)) == "nothing to remind of"
    assert len(gateway.got) == 1


def test_a_reminder_that_fails_is_not_tried_again(cast, gateway, agreed, queued) -> None:
    link = queued(agreed())
    tasks.send_link.call(str(link.pk))
    gateway.says = [500]
    assert tasks.remind_link.call(str(link.pk)) == "not reminded"
    assert tasks.remind_link.call(str(link.pk)) == "nothing to remind of"


def test_in_quiet_hours_it_waits_for_the_morning(cast, gateway, agreed, queued, monkeypatch, oslo) -> None:
    monkeypatch.setattr(rules, "QUIET", (20, 8))
    night = datetime(2026, 11, 26, 23, 10, tzinfo=oslo)
    link = queued(agreed(days=360))
    Link.objects.update(due=night)
    assert tasks.claim_link(key=link.pk, now=night) is None
    link.refresh_from_db()
    assert link.due == datetime(2026, 11, 27, 8, tzinfo=oslo)
    assert tasks.claim_link(key=link.pk, now=link.due) is not None


@given(st.integers(0, 730 * 24 * 60))
def test_what_leaves_never_leaves_at_night_nor_before_it_was_asked_for(minutes: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    zone = ZoneInfo("Europe/Oslo")
    night = (20, 8)
    kept, rules.QUIET = rules.QUIET, night
    try:
        due = rules.out_of_quiet(moment, zone)
    finally:
        rules.QUIET = kept
    assert 8 <= due.astimezone(zone).hour < 20
    assert moment <= due <= moment + timedelta(hours=13)


def test_a_rhythm_before_each_meeting_lays_out_once_and_follows_a_move(cast, gateway, agreed, oslo) -> None:
    here = cast.here
    agreed()
    by = here.actor("alice")
    starts = timezone.now() + timedelta(hours=24, minutes=30)
    meeting = care.plan_session(by=by, session=Session(episode=here.episode, starts=starts))
    rhythm = Rhythm(episode=here.episode, client=here.dana, hours_before=24)
    actions.begin_rhythm(by=by, rhythm=rhythm)
    assert tasks.lay_out_links(now=timezone.now()) == 1
    assert tasks.lay_out_links(now=timezone.now()) == 0
    link = Link.objects.get()
    assert link.session == meeting
    care.move_session(by=by, session=meeting, starts=starts + timedelta(days=2), minutes=45)
    assert tasks.send_link.call(str(link.pk)) == "nothing to send"
    link.refresh_from_db()
    assert link.due == starts + timedelta(days=1)
    care.mark_attendance(by=by, session=meeting, status="cancelled_client")
    tasks.claim_link(key=link.pk, now=link.due)
    link.refresh_from_db()
    assert (link.state, link.why) == ("held_back", "over")


def test_a_weekly_rhythm_lays_out_one_a_week_also_when_the_clocks_change(cast, agreed, oslo) -> None:
    here = cast.here
    agreed(days=360)
    rhythm = Rhythm(episode=here.episode, client=here.dana, weekday=0, hour=10)
    actions.begin_rhythm(by=here.actor("alice"), rhythm=rhythm)
    moment = datetime(2027, 3, 15, tzinfo=oslo)
    while moment < datetime(2027, 4, 6, tzinfo=oslo):
        tasks.lay_out_links(now=moment)
        moment = (moment.astimezone(UTC) + timedelta(hours=1)).astimezone(oslo)
    found = Link.objects.order_by("day").values_list("day", "due")
    assert [day for day, _due in found] == [
        date(2027, 3, 15 + 7 * week) if week < 3 else date(2027, 4, 5) for week in range(4)
    ]
    assert {due.astimezone(oslo).hour for _day, due in found} == {10}


def test_a_rhythm_that_is_ended_lays_out_no_more(cast, agreed, oslo) -> None:
    here = cast.here
    agreed(days=360)
    rhythm = Rhythm(episode=here.episode, client=here.dana, weekday=0, hour=10)
    actions.begin_rhythm(by=here.actor("alice"), rhythm=rhythm)
    actions.end_rhythm(by=here.actor("alice"), rhythm=rhythm)
    assert tasks.lay_out_links(now=datetime(2027, 3, 15, 9, 30, tzinfo=oslo)) == 0


# ----------------------------------------------------------------------------------------------------- on the curve


def test_an_answer_between_meetings_stands_on_the_curve_and_is_no_meeting(
    cast, gateway, agreed, queued
) -> None:
    here, by = cast.here, cast.here.actor("alice")
    before = gather(by, here.episode, here.dana, None)
    tasks.send_link.call(str(queued(agreed()).pk))
    answer(opened(path_in(gateway.got[0]["text"])))
    after = gather(by, here.episode, here.dana, None)
    assert after.held == before.held
    assert len(after.outcome.by(None)) == len(before.outcome.by(None)) + 1
    assert not [
        one
        for one in asked_of_care.todays_meetings(by, timezone.localdate())
        if one.session.status == "between"
    ]


# --------------------------------------------------------------------------------------------------------- the page


def test_the_page_asks_first_and_then_sends(cast, gateway, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    where = reverse("inviting:links", args=[here.episode.pk]) + f"?client={here.dana.pk}"
    assert "Spør først" in alice.get(where).text
    agree = reverse("inviting:agree", args=[here.episode.pk]) + f"?client={here.dana.pk}&whose=self"
    until = (timezone.localdate() + timedelta(days=100)).isoformat()
    given = {"by": "text", "address": "900 00 000", "safe": "yes", "until": until}
    assert alice.post(agree, {**given, "address": "ikke et nummer"}).status_code == 200
    assert alice.post(agree, {**given, "until": "2040-01-01"}).status_code == 200
    assert alice.post(agree, given).status_code == 302
    assert ContactAgreement.objects.get().address == "+4790000000"
    key = uuid7()
    for _ in range(2):
        alice.post(where, {"to": ["self"], "when": "now", "days": 4, "key": key})
    assert Link.objects.count() == 1
    assert "venter på å bli sendt" in alice.get(where).text
    alice.post(where, {"to": ["self"], "when": "weekly", "weekday": 1, "hour": 10, "days": 4})
    assert Rhythm.objects.get().weekday == 1


def test_a_stranger_finds_no_page_of_links(cast, signed_in, agreed) -> None:
    agreed()
    here = cast.here
    for who in ("carol", "erin", "grace", "alice2"):
        where = reverse("inviting:links", args=[here.episode.pk]) + f"?client={here.dana.pk}"
        assert signed_in(who).get(where).status_code in (403, 404), who


def test_the_form_at_the_end_is_sent_about_the_last_meeting(cast, gateway, signed_in, agreed) -> None:
    here, alice = cast.here, signed_in("alice")
    agreed()
    where = reverse("inviting:links", args=[here.episode.pk]) + f"?client={here.dana.pk}"
    given = {"to": ["self"], "when": "now", "days": 4, "moment": "end"}
    assert alice.post(where, {**given, "when": "weekly", "weekday": 1, "hour": 10}).status_code == 200
    assert alice.post(where, given).status_code == 302
    link = Link.objects.get()
    tasks.send_link.call(str(link.pk))
    answer_end = opened(path_in(gateway.got[0]["text"]))
    assert Browser().get(answer_end).status_code in {200, 302}
    invitation = Invitation.objects.get(moment="end")
    assert invitation.instrument == here.episode.alliance
    assert invitation.session.status == "held"


def test_without_a_meeting_in_two_weeks_there_is_nothing_to_ask_about(cast, signed_in, agreed) -> None:
    agreed()
    Session.objects.filter(status="held").update(local_date=timezone.localdate() - timedelta(days=15))
    where = reverse("inviting:links", args=[cast.here.episode.pk]) + f"?client={cast.here.dana.pk}"
    page = signed_in("alice").post(where, {"to": ["self"], "when": "now", "days": 4, "moment": "end"})
    assert "Ingen samtale er holdt de siste to ukene." in page.text
    assert not Link.objects.exists()


def test_two_links_on_one_day_have_each_a_place_on_the_curve(cast, gateway, agreed, queued) -> None:
    given = agreed()
    for _ in range(2):
        tasks.send_link.call(str(queued(given).pk))
    for got in gateway.got:
        answer(opened(path_in(got["text"])))
    counted = Administration.objects.filter(session__status="between", standing="counts")
    assert counted.count() == 2


def test_the_link_to_a_meeting_that_is_called_off_opens_nothing(cast, gateway, agreed, queued) -> None:
    here = cast.here
    link = queued(agreed())
    link.session = here.session
    link.save()
    tasks.send_link.call(str(link.pk))
    path = path_in(gateway.got[0]["text"])
    care.mark_attendance(by=here.actor("alice"), session=here.session, status="cancelled_service")
    assert Browser().post(path).status_code == 404


def test_a_unit_chooses_how_long_links_work(cast, signed_in, agreed) -> None:
    agreed()
    cast.here.ours.link_days = 9
    cast.here.ours.save(update_fields=["link_days"])
    where = reverse("inviting:links", args=[cast.here.episode.pk]) + f"?client={cast.here.dana.pk}"
    assert 'name="days" value="9"' in signed_in("alice").get(where).text


@pytest.mark.parametrize("why", ["shielded", "everyone", "no yes"])
def test_whoever_may_no_longer_rate_is_neither_written_to_nor_reminded(
    cast, gateway, agreed, queued, why: str
) -> None:
    here, by = cast.here, cast.here.actor("alice")
    agreement = agreed(mother=True)
    sent, waits = queued(agreement), queued(agreement)
    tasks.send_link.call(str(sent.pk))
    assert len(gateway.got) == 1
    if why == "no yes":
        care.take_back_consent(by=by.who, consent=Consent.objects.get(rater=here.mother))
    else:
        care.shield(by=by, client=here.dana, rater=here.mother.pk if why == "shielded" else None, why="Vold.")
    assert tasks.remind_link.call(str(sent.pk)) == "nothing to remind of"
    tasks.send_link.call(str(waits.pk))
    waits.refresh_from_db()
    assert (waits.state, waits.why) == ("held_back", "not_asked")
    assert len(gateway.got) == 1
