"""Today's agenda in one tap: the client's own point, what was agreed, and at most three suggestions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cast import Town, lines_of, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.forms import AgendaForm
from gjenklang.apps.feedback.models import AgendaItem, Agreed, From


@pytest.fixture
def here(db: None) -> Town:
    """Dana, clearly worse today, with five agreements of which one is over and one is to come."""
    built = town("Dagsorden", outcome="ors")
    alice, day = built.actor("alice"), timezone.localdate()
    marks = dict.fromkeys(lines_of("ors"), 10)
    form = Form("ors", "start", built.dana.pk)
    care.type_from_paper(by=alice, session=built.session, form=form, answers=marks, stated_total=None)
    for words, since, until in (
        ("Den eldste", -40, None),
        ("Over", -30, -2),
        ("Gå tur", -20, None),
        ("Ringe bror", -10, None),
        ("Møtes hjemme", -5, None),
        ("Neste måned", 30, None),
    ):
        row = Agreed(
            words=words,
            since=day + timedelta(days=since),
            until=day + timedelta(days=until) if until else None,
            episode=built.episode,
            client=built.dana,
        )
        actions.note_agreed(by=alice, agreed=row)
    return built


def browser(here: Town, who: str = "alice") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def make(here: Town, words: str = "", who: str = "alice"):
    path = reverse("make_agenda", args=[here.session.pk])
    return browser(here, who).post(path, {"client": here.dana.pk, "words": words})


def test_one_tap_puts_on_what_there_is(here: Town) -> None:
    answer = make(here, "  Jobben \n og søvnen ")
    assert answer.headers["Location"] == f"/session/{here.session.pk}/?client={here.dana.pk}#agenda"
    points = list(AgendaItem.objects.order_by("at", "id"))
    assert [(one.kind, one.words) for one in points[:4]] == [
        (From.CLIENT, "Jobben og søvnen"),
        (From.AGREED, "Møtes hjemme"),
        (From.AGREED, "Ringe bror"),
        (From.AGREED, "Gå tur"),
    ]
    suggestions = [one for one in points if one.kind == From.SIGNAL]
    assert 1 <= len(suggestions) <= 3
    page = browser(here).get(reverse("session", args=[here.session.pk])).content.decode()
    for one in points:
        assert one.words in page
    assert Line.objects.filter(verb="agenda.put", client=here.dana.pk).count() == len(points)


def test_a_second_tap_puts_nothing_twice_and_adds_what_is_new(here: Town) -> None:
    make(here, "Jobben")
    before = AgendaItem.objects.count()
    make(here, "Jobben")
    make(here)
    assert AgendaItem.objects.count() == before
    make(here, "Mor")
    assert AgendaItem.objects.count() == before + 1


def test_a_point_is_ticked_off_and_the_tick_taken_back(here: Town) -> None:
    make(here, "Jobben")
    point, alice = AgendaItem.objects.get(kind=From.CLIENT), browser(here)
    path = reverse("tick_agenda", args=[here.session.pk, point.pk])
    for _twice in range(2):
        alice.post(path, {"done": "yes"})
    point.refresh_from_db()
    assert point.done_at is not None
    assert "<s>Jobben</s>" in alice.get(reverse("session", args=[here.session.pk])).content.decode()
    alice.post(path, {"done": "no"})
    point.refresh_from_db()
    assert point.done_at is None
    assert Line.objects.filter(verb="agenda.tick").count() == 1
    assert Line.objects.filter(verb="agenda.untick").count() == 1


def test_it_is_of_one_session_and_of_one_client(here: Town) -> None:
    make(here, "Jobben")
    other = here.episode.sessions.exclude(pk=here.session.pk).first()
    page = browser(here).get(reverse("session", args=[other.pk])).content.decode()
    assert "Jobben" not in page
    point = AgendaItem.objects.get(kind=From.CLIENT)
    wrong = reverse("tick_agenda", args=[other.pk, point.pk])
    assert browser(here).post(wrong, {"done": "yes"}).status_code == 404


@pytest.mark.parametrize("who", ["bob", "carol", "erin", "heidi", "peggy"])
def test_only_those_who_work_with_the_course_make_it(here: Town, who: str) -> None:
    """Bob supervises: he reads the page and changes nothing."""
    assert make(here, "Jobben", who).status_code in (403, 404)
    assert not AgendaItem.objects.exists()
    assert (
        browser(here).post(reverse("make_agenda", args=[here.session.pk]), {"client": "x"}).status_code == 404
    )


def test_what_is_typed_is_kept_encrypted(here: Town) -> None:
    make(here, "Jobben")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM feedback_agendaitem")
        assert not any("Jobben" in str(row[0]) for row in cursor.fetchall())


@given(st.text(max_size=900))
def test_whatever_is_typed_becomes_one_short_line(words: str) -> None:
    form = AgendaForm({"client": "0198a6f0-0000-7000-8000-000000000000", "words": words})
    if form.is_valid():
        kept = form.cleaned_data["words"]
        assert len(kept) <= 200
        assert len(kept.splitlines()) <= 1
    else:
        assert "\x00" in words
