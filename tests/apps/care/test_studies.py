"""Feedback can be off only for a study, with its approval, a last day, and the client told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions
from gjenklang.apps.care.models import FeedbackOff
from gjenklang.apps.dropout.queries import sources_of

TODAY = timezone.localdate


def off(here, **changed) -> FeedbackOff:
    usual = {
        "episode": here.episode,
        "study": "Studie A",
        "ethics": "REK 2026/17",
        "until": TODAY() + timedelta(days=30),
        "told": TODAY(),
    }
    return FeedbackOff(**(usual | changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"study": " "},
        {"ethics": ""},
        {"until": TODAY() - timedelta(days=1)},
        {"told": TODAY() + timedelta(days=1)},
    ],
    ids=["no study", "no approval", "over", "not told"],
)
def test_without_all_of_it_feedback_stays_on(cast, changed) -> None:
    with pytest.raises(actions.Untold):
        actions.turn_feedback_off(by=cast.here.actor("alice"), off=off(cast.here, **changed))
    cast.here.episode.refresh_from_db()
    assert cast.here.episode.shows_feedback(TODAY())


def test_it_ends_by_itself_or_before_its_time_and_leaves_lines(cast) -> None:
    here = cast.here
    actions.turn_feedback_off(by=here.actor("alice"), off=off(here))
    here.episode.refresh_from_db()
    assert not here.episode.shows_feedback(TODAY())
    assert not here.episode.shows_feedback(TODAY() + timedelta(days=30))
    assert here.episode.shows_feedback(TODAY() + timedelta(days=31))
    actions.turn_feedback_on(by=here.actor("alice"), episode=here.episode, day=TODAY())
    here.episode.refresh_from_db()
    assert here.episode.shows_feedback(TODAY())
    assert FeedbackOff.objects.get().ended_early == TODAY()
    assert Line.objects.filter(verb__startswith="feedback.", client=here.dana.pk).count() == 2


def test_it_is_done_on_the_page_about_the_course(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    path = reverse("care:about", args=[here.episode.pk])
    given = {
        "do": "study",
        "study-study": "Studie A",
        "study-ethics": "REK 2026/17",
        "study-until": TODAY() + timedelta(days=9),
    }
    page = alice.post(path, given).content.decode()
    assert not FeedbackOff.objects.exists()
    assert "error" in page
    assert alice.post(path, given | {"study-told": "on"}).status_code == 302
    assert "Slå på igjen" in alice.get(path).content.decode()
    alice.post(reverse("care:feedback_on", args=[here.episode.pk]))
    here.episode.refresh_from_db()
    assert here.episode.feedback_off_until is None


def test_the_four_questions_take_nothing_from_the_answers_meanwhile(cast) -> None:
    here = cast.here
    by, day = here.actor("alice"), TODAY()
    assert "studie" not in sources_of(by, here.episode, here.dana, day)["alliance"].words
    actions.turn_feedback_off(by=by, off=off(here))
    here.episode.refresh_from_db()
    found = sources_of(by, here.episode, here.dana, day)["alliance"]
    assert ("studie" in found.words, found.suggests) == (True, "")


def test_a_second_time_ends_the_first(cast) -> None:
    here = cast.here
    for days in (30, 9):
        until = TODAY() + timedelta(days=days)
        actions.turn_feedback_off(by=here.actor("alice"), off=off(here, until=until))
    here.episode.refresh_from_db()
    assert here.episode.feedback_off_until == TODAY() + timedelta(days=9)
    assert FeedbackOff.objects.filter(ended_early=None).count() == 1
