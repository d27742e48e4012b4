"""A question that is composed once gives what the queryset gives, to whoever asks and for whatever is named."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from gjenklang.apps.care.models import Administration, Participant, Session
from gjenklang.apps.people.models import Post
from gjenklang.apps.shell.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_models_come_with_their_related_ones_and_without_further_questions(cast: Cast) -> None:
    asked = Prepared(
        lambda *, episode: Participant.objects.filter(episode=episode).select_related(
            "client", "episode__unit"
        )
    )
    episode = cast.here.episode
    with CaptureQueriesContext(connection) as captured:
        (found,) = asked(episode=episode.pk)
        assert (found.client.code, found.episode.unit.name) == (
            cast.here.dana.code,
            episode.unit.name,
        )
        assert not found._state.adding
    assert len(captured) == 1
    plain = Participant.objects.get(episode=episode)
    assert all(
        getattr(found, one.attname) == getattr(plain, one.attname)
        for one in Participant._meta.concrete_fields
    )


def test_rows_and_single_values_are_those_of_values_list(cast: Cast) -> None:
    def shape(*, episode: object):
        return Administration.objects.filter(episode=episode).order_by("id")

    columns = ("id", "answers", "local_date", "finished", "session__number", "rater")
    rows = Prepared(lambda *, episode: shape(episode=episode).values_list(*columns))
    keys = Prepared(lambda *, episode: shape(episode=episode).values_list("id", flat=True))
    episode = cast.here.episode.pk
    assert rows(episode=episode) == list(shape(episode=episode).values_list(*columns))
    assert keys(episode=episode) == list(shape(episode=episode).values_list("id", flat=True))
    assert rows(episode=cast.here.dana.pk) == []


def test_days_and_moments_are_filled_in_each_time(cast: Cast) -> None:
    today = timezone.localdate()
    asked = Prepared(lambda *, day: Post.objects.filter(since__lte=day).values_list("id", flat=True))
    assert set(asked(day=today)) == set(Post.objects.values_list("id", flat=True))
    assert asked(day=today - timedelta(days=40_000)) == []
    begun = Prepared(lambda *, now: Session.objects.filter(starts__lt=now).values_list("id", flat=True))
    assert asked.first(day=today - timedelta(days=40_000)) is None
    assert set(begun(now=timezone.now() + timedelta(days=900))) == set(
        Session.objects.filter(starts__isnull=False).values_list("id", flat=True)
    )


def test_it_is_composed_once_for_each_shape() -> None:
    composed = []

    def shape(order: str, *, organisation: object):
        composed.append(order)
        return Post.objects.filter(organisation=organisation).order_by(order)

    asked, nobody = Prepared(shape), uuid4()
    for _ in range(3):
        asked("since", organisation=nobody)
        asked("-since", organisation=nobody)
    assert composed == ["since", "-since"]
