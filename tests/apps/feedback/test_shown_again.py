"""Yesterday's page can be made again after the rules have changed, and what was done can be taken back."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import Town, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import Handling, Showing, Signal
from gjenklang.core.signals import Setting, settings_of, talk_rules_of


@pytest.fixture
def here(db: None) -> Town:
    """ORS and SRS on paper: two lines of the work together are under their limit."""
    return town("Vist", outcome="ors")


def browser(here: Town, who: str = "alice") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def get(here: Town, name: str, who: str = "alice", **asked: str) -> str:
    key = here.session.pk if name == "session" else here.episode.pk
    return browser(here, who).get(reverse(name, args=[key]), asked).content.decode()


def words(page: str) -> list[str]:
    """The part of a page that says its signals, byte for byte."""
    return re.findall(r'<div class="signal__words">.*?</div>', page, re.DOTALL)


def of_the_day(here: Town, day: object) -> str:
    page = get(here, "signals", day=str(day))
    return page.partition('id="shown"')[2].partition("</section>")[0]


def test_yesterdays_page_is_the_same_after_the_rules_have_changed(here: Town) -> None:
    live = get(here, "session")
    assert len(words(live)) == 1
    yesterday = timezone.localdate() - timedelta(days=1)
    Showing.objects.update(day=yesterday)
    Signal.objects.update(shown=timezone.now() - timedelta(days=1), found=timezone.now() - timedelta(days=1))
    before = of_the_day(here, yesterday)
    assert words(before) == words(live)
    document = talk_rules_of("gjenklang-talk")
    settings = settings_of(document) | {"line": Setting(on=True, numbers={"value": Decimal("7.0")})}
    tuning = actions.Tuning(settings, 2, "Ny utgave", "mindre støy")
    actions.tune_rules(by=here.actor("heidi"), unit=None, tuning=tuning)
    assert words(get(here, "session")) == []
    after = of_the_day(here, yesterday)
    assert after.encode() == before.encode()
    assert words(after) == words(live)
    assert "Regelsett: Gjenklangs eget valg, versjon 2." in after
    assert "Ny utgave" not in after


def test_two_of_one_name_are_two(here: Town) -> None:
    here.staff["bob"].name = "Alice"
    here.staff["bob"].save()
    get(here, "session")
    get(here, "course", "bob")
    page = of_the_day(here, timezone.localdate())
    assert page.count("Vist for Alice") == 2


def test_a_day_names_each_who_saw_it_and_what_stood_folded(here: Town) -> None:
    get(here, "session")
    get(here, "course", "bob")
    today = timezone.localdate()
    page = of_the_day(here, today)
    assert "Vist for Alice" in page
    assert "Vist for Bob" in page
    assert "foldet sammen" not in page
    Showing.objects.update(folded=True)
    assert "Det sto foldet sammen." in of_the_day(here, today)
    assert "Ingenting ble vist denne dagen." in of_the_day(here, today - timedelta(days=9))
    assert 'id="shown"' not in get(here, "signals", day="tull")


def test_a_signal_is_noted_once_a_day_for_each_who_sees_it(here: Town) -> None:
    for _ in range(2):
        get(here, "session")
        browser(here).get(reverse("caseload"))
        get(here, "course", "bob")
    assert sorted(Showing.objects.values_list("staff__name", flat=True)) == ["Alice", "Bob"]
    first = Signal.objects.get()
    Showing.objects.update(day=timezone.localdate() - timedelta(days=1))
    get(here, "session")
    assert Showing.objects.count() == 3
    assert Signal.objects.get().shown == first.shown


def test_the_page_of_signals_leaves_the_line_that_the_client_was_read(here: Town) -> None:
    before = Line.objects.filter(verb="client.read", client=here.dana.pk).count()
    get(here, "signals", "bob")
    assert Line.objects.filter(verb="client.read", client=here.dana.pk).count() == before + 1


def handle(here: Town, name: str, who: str = "alice", **given: str) -> int:
    one = Signal.objects.get()
    return browser(here, who).post(reverse(name, args=[one.episode_id, one.pk]), given).status_code


def test_what_was_handled_is_taken_back_right_after_and_both_stay(here: Town) -> None:
    get(here, "session")
    handle(here, "handle_signal", done="not_now", reason="wait", words="etter jul")
    page = get(here, "session")
    assert "Håndtert i dag: 1" in page
    assert "etter jul" not in page, "the session page may be turned to the client"
    path = reverse("take_back_signal", args=[here.episode.pk, Signal.objects.get().pk])
    answer = browser(here).post(path, {"session": str(here.session.pk)})
    assert answer.headers["Location"].startswith(reverse("session", args=[here.session.pk]))
    one = Signal.objects.get()
    assert (one.done, one.reason, one.words, one.done_at, one.done_by_id) == ("", "", "", None, None)
    assert len(words(get(here, "session"))) == 1
    line = Line.objects.get(verb="signal.take_back", subject=one.pk)
    assert (line.client, line.detail) == (here.dana.pk, "not_now wait")
    handle(here, "handle_signal", done="talked")
    steps = list(Handling.objects.order_by("at").values_list("step", "reason", "words"))
    assert [step for step, _reason, _words in steps] == ["not_now", "taken_back", "talked"]
    page = get(here, "signals", "bob")
    for said in ("Alice: ikke nå, vi venter og ser. «etter jul»", "Alice: angret", "Alice: snakket om"):
        assert said in page
    assert "Angre" not in page, "Bob does not work with the course"


def test_what_was_handled_earlier_is_taken_back_from_the_list(here: Town) -> None:
    get(here, "session")
    handle(here, "handle_signal", done="talked")
    Signal.objects.update(done_at=timezone.now() - timedelta(days=3))
    assert "Håndtert i dag" not in get(here, "course")
    page = get(here, "signals")
    path = reverse("take_back_signal", args=[here.episode.pk, Signal.objects.get().pk])
    assert path in page
    assert handle(here, "take_back_signal") == 302
    assert not Signal.objects.get().done


def test_taking_back_what_is_open_does_nothing(here: Town) -> None:
    get(here, "session")
    assert handle(here, "take_back_signal") == 302
    assert not Handling.objects.exists()
    assert not Line.objects.filter(verb="signal.take_back").exists()


@pytest.mark.parametrize("who", ["bob", "carol", "erin", "frank", "grace", "heidi", "peggy"])
def test_only_those_who_work_with_the_course_take_back(here: Town, who: str) -> None:
    get(here, "session")
    handle(here, "handle_signal", done="talked")
    assert handle(here, "take_back_signal", who) in (403, 404)
    assert Signal.objects.get().done == "talked"
