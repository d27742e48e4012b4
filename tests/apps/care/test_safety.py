"""An answer that must be talked about today reaches someone, whatever else happens."""

import re
import shutil
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from cast import receiver_of
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Did, SafetyNotice
from gjenklang.apps.care.queries import due_by, how_many_to_talk_about, safety_to_talk_about
from gjenklang.apps.care.tasks import pass_on, tell
from gjenklang.apps.instruments.actions import NoReceiver, end_receiver, name_receiver, use_instrument
from gjenklang.apps.instruments.models import SafetyReceiver
from gjenklang.apps.instruments.queries import receiver_for
from gjenklang.apps.instruments.wording import every_wording
from gjenklang.apps.people.actions import appoint_substitute

PACK = "data/fhir/us-core/Questionnaire-phq-9-example.json"


@pytest.fixture
def phq9(cast, shared: Path, tmp_path: Path, settings):
    """Our town asks the PHQ-9, with its words from US Core and Alice to receive."""
    shutil.copy(shared / PACK, tmp_path / "phq9.json")
    settings.WORDING_PACKS = str(tmp_path)
    here = cast.here
    name_receiver(by=here.actor("heidi"), receiver=receiver_of(here))
    use_instrument(by=here.actor("heidi").who, instrument="phq9", rule_set="kroenke-2001")
    here.episode.outcome = "phq9"
    here.episode.save()
    yield here
    every_wording.cache_clear()


def ask(here) -> str:
    form = Form("phq9", "start", here.dana.pk)
    return actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language="en")[1]


def send(here, ninth: int | None) -> None:
    path = reverse("care:form", args=[ask(here)])
    Browser().get(path)
    marks = {f"line-item{place}": 1 for place in range(1, 9)}
    Browser().post(path, marks | {"line-item9": "" if ninth is None else ninth, "asked": "1"})


def test_the_form_offers_its_answers_and_says_when_they_are_read(phq9) -> None:
    page = Browser().get(reverse("care:form", args=[ask(phq9)])).content.decode()
    assert page.count("Nearly every day") == 9
    assert 'name="line-item9" value="3"' in page
    assert "08:00–16:00" in page
    assert "not watched round the clock" in page


@pytest.mark.parametrize(("ninth", "found"), [(0, 0), (1, 1), (3, 1), (None, 0)])
def test_any_answer_but_never_leaves_a_notice_in_the_same_transaction(phq9, ninth, found: int) -> None:
    send(phq9, ninth)
    notices = list(SafetyNotice.objects.filter(episode=phq9.episode))
    assert len(notices) == found
    for one in notices:
        assert one.answered == {"item9": ninth}
        assert (one.receiver, one.deputy) == (phq9.staff["alice"], phq9.staff["bob"])
        assert one.due == due_by(receiver_for(phq9.organisation.pk, phq9.ours.pk), one.at)
        assert DBTaskResult.objects.filter(task_path__endswith="tell").count() == 1
        later = DBTaskResult.objects.get(task_path__endswith="pass_on")
        assert later.run_after == one.due


def test_the_lines_and_the_total_say_nothing_of_it(phq9) -> None:
    """Typed from paper as a total only: there is no item to ask about."""
    form = Form("phq9", "start", phq9.dana.pk)
    actions.type_from_paper(
        by=phq9.actor("alice"), session=phq9.session, form=form, answers={}, stated_total=12
    )
    assert not SafetyNotice.objects.exists()


def test_paper_counts_as_much_as_the_screen(phq9) -> None:
    answers = {f"item{place}": 0 for place in range(1, 9)} | {"item9": 2}
    form = Form("phq9", "start", phq9.dana.pk)
    actions.type_from_paper(
        by=phq9.actor("alice"), session=phq9.session, form=form, answers=answers, stated_total=None
    )
    assert SafetyNotice.objects.get().answered == {"item9": 2}


def test_without_a_receiver_the_instrument_cannot_be_chosen_or_shown(phq9, signed_in) -> None:
    end_receiver(by=phq9.actor("heidi"), receiver=receiver_for(phq9.organisation.pk, phq9.ours.pk))
    with pytest.raises(actions.NoReceiver):
        ask(phq9)
    with pytest.raises(NoReceiver):
        use_instrument(by=phq9.actor("heidi").who, instrument="core10")
    page = signed_in("alice").get(reverse("care:new_client")).content.decode()
    assert 'value="phq9"' not in page
    path = reverse("care:hand_over", args=[phq9.session.pk])
    said = signed_in("alice").post(path, {"client": phq9.dana.pk, "moment": "start"}, follow=True)
    assert "ingen i enheten" in said.content.decode()


def test_a_unit_without_one_is_served_by_that_of_all(phq9) -> None:
    everyone = name_receiver(by=phq9.actor("heidi"), receiver=receiver_of(phq9, unit=None))
    assert receiver_for(phq9.organisation.pk, phq9.theirs.pk) == everyone
    assert receiver_for(phq9.organisation.pk, phq9.ours.pk) != everyone


def test_the_receiver_reads_and_notes_and_both_leave_a_line(phq9, signed_in) -> None:
    send(phq9, 2)
    alice = signed_in("alice")
    assert "Ett svar må snakkes om i dag" in alice.get(reverse("care:today")).content.decode()
    page = alice.get(reverse("care:safety")).content.decode()
    assert "D-204" in page
    assert "More than half the days" in page
    assert Line.objects.filter(verb="safety.read", client=phq9.dana.pk).count() == 1
    notice = SafetyNotice.objects.get()
    path = reverse("care:handle_safety", args=[notice.pk])
    alice.post(path, {"did": "talked", "words": "Vi snakket om natten."})
    notice.refresh_from_db()
    assert (notice.did, notice.done_by, notice.words) == (
        Did.TALKED,
        phq9.staff["alice"],
        "Vi snakket om natten.",
    )
    assert notice.done_at is not None
    assert Line.objects.filter(verb="safety.talked", client=phq9.dana.pk).count() == 1
    assert "D-204" not in alice.get(reverse("care:safety")).content.decode()


def test_whoever_was_not_reached_stays_on_the_list(phq9) -> None:
    send(phq9, 2)
    by, notice = phq9.actor("alice"), SafetyNotice.objects.get()
    actions.handle_safety(by=by, notice=notice, did=Did.NOT_REACHED, words="to ganger")
    assert list(safety_to_talk_about(by)) == [notice]
    assert how_many_to_talk_about(by) == 1


def test_the_number_counts_what_is_open_and_ones_own(phq9) -> None:
    assert how_many_to_talk_about(phq9.actor("alice")) == 0
    send(phq9, 2)
    assert [how_many_to_talk_about(phq9.actor(who)) for who in ("alice", "carol", "heidi")] == [
        len(safety_to_talk_about(phq9.actor(who))) for who in ("alice", "carol", "heidi")
    ]
    assert how_many_to_talk_about(phq9.actor("erin")) == 0
    actions.handle_safety(
        by=phq9.actor("alice"), notice=SafetyNotice.objects.get(), did=Did.TALKED, words="Snakket."
    )
    assert how_many_to_talk_about(phq9.actor("alice")) == 0


def test_whoever_is_next_sees_who_tried_and_what_they_wrote(phq9, signed_in) -> None:
    send(phq9, 2)
    notice, words = SafetyNotice.objects.get(), {"did": "not_reached", "words": "Ringte to ganger <b>"}
    signed_in("alice").post(reverse("care:handle_safety", args=[notice.pk]), words)
    page = signed_in("bob").get(reverse("care:safety")).content.decode()
    assert "Ringte to ganger &lt;b&gt;" in page
    assert re.search(r"nådde ikke[^<]*, Alice", page)
    actions.handle_safety(by=phq9.actor("bob"), notice=notice, did=Did.TALKED, words="Snakket nå")
    notice.refresh_from_db()
    assert notice.words == "Ringte to ganger <b>\nSnakket nå"
    assert [one.by for one in Line.objects.filter(verb="safety.not_reached")] == [phq9.staff["alice"].pk]


@pytest.mark.parametrize("who", ["carol", "erin", "frank", "heidi", "peggy"])
def test_nobody_else_sees_it_or_notes_it(phq9, signed_in, who: str) -> None:
    send(phq9, 2)
    browser, notice = signed_in(who), SafetyNotice.objects.get()
    assert "D-204" not in browser.get(reverse("care:safety")).content.decode()
    path = reverse("care:handle_safety", args=[notice.pk])
    assert browser.post(path, {"did": "talked"}).status_code == 404
    notice.refresh_from_db()
    assert notice.done_at is None


def test_letters_go_to_the_receiver_and_later_to_the_next_and_name_nobody(phq9) -> None:
    for who in ("alice", "bob"):
        phq9.staff[who].user.email = f"{who}@example.org"
        phq9.staff[who].user.save()
    send(phq9, 2)
    key = str(SafetyNotice.objects.get().pk)
    assert tell.call(key) == "written"
    assert pass_on.call(key) == "written"
    assert pass_on.call(key) == "done"
    assert [one.to for one in mail.outbox] == [["alice@example.org"], ["bob@example.org"]]
    assert not any("D-204" in one.body or "Dana" in one.body or "PHQ" in one.body for one in mail.outbox)
    assert SafetyNotice.objects.get().escalated is not None
    assert Line.objects.filter(verb="safety.pass_on", client=phq9.dana.pk).count() == 1


def test_the_letter_goes_to_whoever_stands_in_too(phq9) -> None:
    for who in ("alice", "carol"):
        phq9.staff[who].user.email = f"{who}@example.org"
        phq9.staff[who].user.save()
    day = timezone.localdate()
    days = {"absent": phq9.staff["alice"], "substitute": phq9.staff["carol"], "since": day, "until": day}
    appoint_substitute(by=phq9.actor("heidi").who, **days)
    send(phq9, 2)
    assert tell.call(str(SafetyNotice.objects.get().pk)) == "written"
    assert mail.outbox[0].to == ["alice@example.org", "carol@example.org"]
    assert list(safety_to_talk_about(phq9.actor("carol"))) == list(SafetyNotice.objects.all())


def test_what_is_done_is_passed_on_to_nobody(phq9) -> None:
    send(phq9, 2)
    notice = SafetyNotice.objects.get()
    actions.handle_safety(by=phq9.actor("alice"), notice=notice, did=Did.PHONED)
    assert pass_on.call(str(notice.pk)) == "done"
    assert tell.call(str(notice.pk)) == "done"
    assert mail.outbox == []


def test_an_open_form_whose_licence_has_ended_says_so_and_takes_what_was_begun(phq9, settings) -> None:
    path = reverse("care:form", args=[ask(phq9)])
    Browser().get(path)
    settings.WORDING_PACKS = ""
    answer = Browser().get(path)
    assert answer.status_code == 410
    assert "Ask for it on paper" in answer.content.decode()
    Browser().post(path, {f"line-item{place}": 1 for place in range(1, 10)})
    assert SafetyNotice.objects.count() == 1


def oslo(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-11-26T09:00", "2026-11-26T10:00"),  # a Thursday, in the hours
        ("2026-11-26T06:00", "2026-11-26T09:00"),  # before they begin
        ("2026-11-26T15:30", "2026-11-27T08:30"),  # half today, half tomorrow
        ("2026-11-27T16:00", "2026-11-30T09:00"),  # over the weekend
    ],
)
def test_the_minutes_are_counted_in_opening_hours(at: str, due: str) -> None:
    receiver = SafetyReceiver(weekdays="12345", opens=time(8), closes=time(16), within_minutes=60)
    assert due_by(receiver, oslo(at)) == oslo(due)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 - made aware below
    st.sets(st.sampled_from("1234567"), min_size=1),
    st.integers(0, 22),
    st.integers(5, 1440),
)
def test_it_is_never_due_outside_them_nor_before_the_minutes_are_over(
    at: datetime, days: set[str], opens: int, minutes: int
) -> None:
    receiver = SafetyReceiver(
        weekdays="".join(days), opens=time(opens), closes=time(opens + 1), within_minutes=minutes
    )
    moment = timezone.make_aware(at)
    due = timezone.localtime(due_by(receiver, moment))
    assert str(due.isoweekday()) in days
    assert receiver.opens <= due.time() <= receiver.closes
    # An hour may be lost or won where the clocks are changed.
    assert due - moment >= timedelta(minutes=minutes) - timedelta(hours=1)
