"""What is shown is kept once, can be handled by those who work with the course, and does not nag."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from cast import Town, lines_of, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode, Invitation, Responsibility, Session
from gjenklang.apps.feedback.actions import show
from gjenklang.apps.feedback.models import Signal
from gjenklang.apps.feedback.queries import gather
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client


@pytest.fixture
def here(db: None) -> Town:
    """ORS and SRS on paper: Dana has gained, and the work together is under its limit on two lines."""
    return town("Papir", outcome="ors")


def browser(here: Town, who: str = "alice") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def page(here: Town, who: str = "alice", name: str = "session") -> str:
    key = here.session.pk if name == "session" else here.episode.pk
    return browser(here, who).get(reverse(name, args=[key])).content.decode()


def type_marks(here: Town, mark: int, code: str = "ors", moment: str = "start") -> None:
    lines = dict.fromkeys(lines_of(code), mark)
    form = Form(code, moment, here.dana.pk)
    care.type_from_paper(
        by=here.actor("alice"), session=here.session, form=form, answers=lines, stated_total=None
    )


def send(here: Town, signal: Signal, who: str = "alice", **given: str) -> int:
    path = reverse("handle_signal", args=[signal.episode_id, signal.pk])
    return browser(here, who).post(path, {"done": "talked"} | given).status_code


def test_what_is_shown_is_kept_once_with_its_line(here: Town) -> None:
    assert "Snakk om" in page(here)
    first = Signal.objects.get()
    assert (first.kind, first.rule_set, first.version) == ("alliance_line", "srs-gjenklang", "1")
    assert (first.rule, first.mark, first.instrument, first.instrument_version) == ("line", "R", "srs", "1")
    assert (first.organisation_id, first.client_id) == (here.organisation.pk, here.dana.pk)
    assert first.shown_to_id == here.staff["alice"].pk
    assert (first.figures["totals"], first.figures["lines"]) == ([360], {"line2": 88, "line4": 87})
    page(here)
    page(here, "bob")
    page(here, name="course")
    browser(here).get(reverse("caseload"))
    kept = Signal.objects.get()
    assert (kept.pk, kept.shown, kept.shown_to_id) == (first.pk, first.shown, first.shown_to_id)
    assert Line.objects.filter(verb="signal.show", client=here.dana.pk, subject=first.pk).count() == 1


def test_nothing_is_kept_when_the_line_of_the_reading_cannot_be_written(here: Town, monkeypatch) -> None:
    """Both or neither: the snapshot and the line that the client was read."""
    by = here.actor("alice")
    course = gather(by, here.episode, here.dana)

    def fail(*_rows: object, **_how: object) -> None:
        raise RuntimeError

    before = Line.objects.count()
    monkeypatch.setattr(Signal.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        show(by=by, course=course, going_on=True)
    assert (Signal.objects.count(), Line.objects.count()) == (0, before)


def test_the_same_kind_rests_once_on_one_answer(here: Town) -> None:
    page(here)
    one = Signal.objects.get()
    one.pk = uuid7()
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_what_was_talked_about_is_gone_until_something_new_is_answered(here: Town) -> None:
    page(here)
    one = Signal.objects.get()
    assert send(here, one, session=str(here.session.pk)) == 302
    one.refresh_from_db()
    assert (one.done, one.done_by_id) == ("talked", here.staff["alice"].pk)
    assert Line.objects.filter(verb="signal.talk", client=here.dana.pk, subject=one.pk).count() == 1
    assert 'class="signal"' not in page(here)
    assert "D-204" not in browser(here).get(reverse("caseload")).content.decode()
    assert "D-204" in browser(here).get(reverse("caseload"), {"show": "all"}).content.decode()
    type_marks(here, 60, "srs", "end")
    assert 'class="signal"' in page(here)


def test_not_now_keeps_its_reason_and_the_first_word_stands(here: Town) -> None:
    page(here)
    one = Signal.objects.get()
    send(here, one, done="not_now", reason="wait", words="etter jul")
    send(here, one, done="talked")
    one.refresh_from_db()
    assert (one.done, one.reason, one.words) == ("not_now", "wait", "etter jul")
    assert Line.objects.filter(subject=one.pk, verb__startswith="signal.").count() == 2


@pytest.mark.parametrize(
    "given",
    [
        {"done": ""},
        {"done": "gone"},
        {"done": "not_now"},
        {"done": "not_now", "reason": "because"},
        {"done": "not_now", "reason": "wait", "words": "x" * 201},
        {"session": "not-a-key"},
    ],
)
def test_a_broken_form_changes_nothing(here: Town, given: dict[str, str]) -> None:
    page(here)
    one = Signal.objects.get()
    assert send(here, one, **given) == 302
    one.refresh_from_db()
    assert not one.done


def test_it_leads_back_to_where_it_was_handled(here: Town) -> None:
    page(here)
    one = Signal.objects.get()
    path, client = reverse("handle_signal", args=[here.episode.pk, one.pk]), f"?client={here.dana.pk}"
    other = town("En annen", "3", outcome="ors").session.pk
    for session, back in (
        (str(here.session.pk), reverse("session", args=[here.session.pk])),
        ("", reverse("course", args=[here.episode.pk])),
        (str(other), reverse("course", args=[here.episode.pk])),
    ):
        answer = browser(here).post(path, {"done": "talked", "session": session})
        assert answer.headers["Location"] == back + client


@pytest.mark.parametrize("who", ["bob", "carol", "erin", "frank", "grace", "heidi", "peggy"])
def test_only_those_who_work_with_the_course_handle_its_signals(here: Town, who: str) -> None:
    """Bob supervises and reads; the others find nothing."""
    page(here)
    one = Signal.objects.get()
    assert send(here, one, who) in (403, 404)
    one.refresh_from_db()
    assert not one.done
    if who == "bob":
        assert "Snakk om" in page(here, "bob")
        assert "Snakket om" not in page(here, "bob")


def test_next_door_handles_nothing_of_ours(here: Town) -> None:
    page(here)
    one, there = Signal.objects.get(), town("Nabo", "2", outcome="ors")
    page(there)
    theirs = Signal.objects.get(organisation=there.organisation)
    assert send(there, one) == 404
    crossed = reverse("handle_signal", args=[there.episode.pk, one.pk])
    assert browser(there).post(crossed, {"done": "talked"}).status_code == 404
    assert send(here, theirs) == 404
    assert not Signal.objects.exclude(done="")
    assert browser(here).get(reverse("handle_signal", args=[one.episode_id, one.pk])).status_code == 405


def test_a_substitute_sees_and_handles(here: Town) -> None:
    today = timezone.localdate()
    people.appoint_substitute(
        by=here.actor("heidi").who,
        absent=here.staff["alice"],
        substitute=here.staff["carol"],
        since=today,
        until=today + timedelta(days=3),
    )
    assert "D-204" in browser(here, "carol").get(reverse("caseload")).content.decode()
    assert send(here, Signal.objects.get(), "carol") == 302
    assert Signal.objects.get().done_by_id == here.staff["carol"].pk


def test_a_snapshot_is_shown_as_it_was_though_the_rules_have_moved(here: Town) -> None:
    """The words come from what was kept, and from nothing that is computed now."""
    page(here)
    Signal.objects.update(version="0", figures={**Signal.objects.get().figures, "lines": {"line3": 12}})
    assert "Under 9 (SRS): Linje 3 (1,2)." in page(here)
    assert "srs-gjenklang, versjon 0" in page(here)


def test_nothing_is_taken_up_in_a_course_that_has_ended(here: Town) -> None:
    Episode.objects.filter(pk=here.episode.pk).update(ended=timezone.localdate())
    assert "Snakk om" not in page(here, name="course")
    assert not Signal.objects.exists()


def test_a_form_that_was_declined_asks_nothing(here: Town) -> None:
    before = timezone.now() - timedelta(days=2)
    session = care.plan_session(by=here.actor("alice"), session=Session(episode=here.episode, starts=before))
    care.begin_session(by=here.actor("alice"), session=session)
    asked = Invitation.objects.create(
        organisation=here.organisation,
        episode=here.episode,
        session=session,
        client=here.dana,
        moment="start",
        instrument="ors",
        instrument_version="1",
        language="nb",
        token_hash="x",
        expires=before,
        declined=before,
    )
    assert "Uten skjema ved start" not in page(here)
    assert "Mangler måling" not in browser(here).get(reverse("caseload")).content.decode()
    assert not Signal.objects.filter(kind="unmeasured").exists()
    asked.delete()
    assert "Mangler måling (1)" in browser(here).get(reverse("caseload")).content.decode()
    assert "Uten skjema ved start" in page(here)


def test_at_most_three_stand_in_sight(here: Town) -> None:
    type_marks(here, 5)
    type_marks(here, 50, "srs", "end")
    day = timezone.now()
    for ago in (9, 8):
        session = Session(episode=here.episode, starts=day - timedelta(hours=ago))
        care.mark_attendance(
            by=here.actor("alice"),
            session=care.plan_session(by=here.actor("alice"), session=session),
            status="no_show",
        )
    found = page(here)
    shown, _mark, hidden = found.partition("Vis alle")
    assert shown.count('class="signal"') <= 3
    assert shown.count('class="signal"') + hidden.count('class="signal"') == Signal.objects.count()


def test_own_words_have_no_signal_that_rests_on_a_limit(db: None) -> None:
    here = town("Egne ord")
    type_marks(here, 0, "gjenklang-outcome-adult")
    found = page(here), page(here, name="course"), browser(here).get(reverse("caseload")).content.decode()
    assert not Signal.objects.exists()
    assert not any("Snakk om" in one for one in found)
    assert "Våre egne skjemaer har ingen grenser" in found[2]
    assert "betyr ikke at alt er bra" in found[2]
    for limit in ("25", "36", "5", "6"):
        assert not re.search(rf"(grense|cut-off|under|endring) {limit}\b", re.sub(r"<[^>]+>", " ", found[2]))


def test_the_session_page_sends_few_statements(here: Town, django_assert_max_num_queries) -> None:
    """Fifteen before there were signals (``tests/apps/care/test_opening.py``): the rules in force, the snapshots, who
    may handle, and what was shown today; and three for what stands beside the curve: what is noted, the bands,
    and the agenda of the day.
    """
    one, address = browser(here), reverse("session", args=[here.session.pk])
    one.get(address)
    with django_assert_max_num_queries(20):
        assert "Snakk om" in one.get(address).content.decode()


def several(here: Town, many: int) -> None:
    by = here.actor("alice")
    for number in range(many):
        client = people.register_client(by=by.who, client=Client(code=f"K-{number}", birth_year=1990))
        episode = care.open_episode(
            by=by,
            episode=Episode(unit=here.ours, outcome="ors", alliance="srs"),
            clients=[client],
            since=timezone.localdate(),
        )
        for weeks, mark in ((2, 60), (1, 40 + 15 * (number % 2))):
            starts = timezone.now() - timedelta(weeks=weeks)
            session = care.plan_session(by=by, session=Session(episode=episode, starts=starts))
            care.begin_session(by=by, session=session)
            form = Form("ors", "start", client.pk)
            lines = dict.fromkeys(lines_of("ors"), mark)
            care.type_from_paper(by=by, session=session, form=form, answers=lines, stated_total=None)


def statements(one: Browser, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert one.get(address, {"show": "all"}).status_code == 200
    return len(captured)


def test_the_caseload_asks_as_much_for_many_as_for_few(here: Town) -> None:
    one, address = browser(here), reverse("caseload")
    one.get(address)
    few = statements(one, address)
    several(here, 4)
    one.get(address)
    assert statements(one, address) == few <= 16


def test_the_caseload_leaves_a_line_for_each_who_is_shown_and_for_no_other(here: Town) -> None:
    several(here, 2)
    before = set(Line.objects.values_list("pk", flat=True))
    found = browser(here).get(reverse("caseload")).content.decode()
    lines = Line.objects.exclude(pk__in=before).filter(verb="client.list")
    shown = {code for code in ("D-204", "K-0", "K-1") if code in found}
    assert shown == {"D-204", "K-0"}
    assert {Client.objects.get(pk=one.client).code for one in lines} == shown


def test_the_caseload_is_sorted_and_narrowed(here: Town) -> None:
    several(here, 2)
    one = browser(here)

    def codes(**asked: str) -> list[str]:
        text = one.get(reverse("caseload"), asked).content.decode()
        return re.findall(r"<strong>([DK]-\d+)</strong>", text)

    assert codes() == ["K-0", "D-204"]
    assert codes(sort="name") == ["D-204", "K-0"]
    assert codes(sort="next") == ["D-204", "K-0"]
    assert codes(show="all", sort="name") == ["D-204", "K-0", "K-1"]
    assert codes(show="alliance") == ["D-204"]
    assert codes(show="way_on") == []
    assert codes(show="nonsense", sort="nonsense") == ["K-0", "D-204"]


def test_only_the_askers_own_running_courses_are_listed(here: Town) -> None:
    assert "D-204" not in browser(here, "bob").get(reverse("caseload")).content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    Responsibility.objects.filter(episode=here.episode).update(until=yesterday)
    found = browser(here).get(reverse("caseload"), {"show": "all"}).content.decode()
    assert "D-204" not in found
    assert "Hva bør vi ta opp denne uken?" in found


@pytest.mark.parametrize("who", ["frank", "grace", "heidi"])
def test_roles_that_read_no_curves_have_no_such_page(here: Town, who: str) -> None:
    assert browser(here, who).get(reverse("caseload")).status_code == 403
