"""Which courses are open to whom: the statement is kept, the answer never."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.care import queries
from gjenklang.apps.care.models import Responsibility


@pytest.mark.parametrize(
    ("name", "open_to"), [("alice", True), ("bob", True), ("carol", False), ("frank", False)]
)
def test_every_question_about_a_course_begins_with_the_rule(cast, name: str, open_to: bool) -> None:
    here, by = cast.here, cast.here.actor(name)
    dana, episode, session = here.dana.pk, here.episode, here.session
    answers = queries.answers(by, episode, dana)
    asked = (
        queries.episodes(by).filter(pk=episode.pk),
        queries.sessions(by).filter(pk=session.pk),
        queries.sessions_of_course(by, episode),
        queries.participants_of(by, episode),
        queries.clients(by).filter(pk=dana),
        answers,
        queries.invitations_of(by, session),
    )
    assert [bool(found) for found in asked] == [open_to] * len(asked)


def test_a_responsibility_that_ends_closes_the_course_to_the_same_person_at_once(cast) -> None:
    here, by = cast.here, cast.here.actor("alice")
    assert len(queries.answers(by, here.episode, here.dana.pk)) == 6
    yesterday = timezone.localdate() - timedelta(days=1)
    Responsibility.objects.filter(episode=here.episode).update(until=yesterday)
    assert len(queries.answers(by, here.episode, here.dana.pk)) == 0
    assert not queries.sessions(by).exists()


def test_a_town_does_not_open_the_courses_of_the_next(cast) -> None:
    by = cast.next_door.actor("bob")
    assert not queries.participants_of(by, cast.here.episode)
    assert not queries.answers(by, cast.here.episode, cast.here.dana.pk)


def test_the_session_page_sends_few_statements(cast, signed_in, django_assert_max_num_queries) -> None:
    browser = signed_in("alice")
    address = reverse("session", args=[cast.here.session.pk])
    browser.get(address)
    with django_assert_max_num_queries(18):
        assert browser.get(address).status_code == 200
