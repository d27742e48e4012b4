"""Dana's course with something in it that is done in time."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.dropout import actions
from gjenklang.apps.dropout.models import Milestone, Relative, Transition


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def of_dana(cast):
    """The address of a page of Dana's course: ``of_dana("milestone", row.pk)``."""
    return lambda name, *keys: reverse(f"dropout:{name}", args=[cast.here.episode.pk, *keys])


@pytest.fixture
def verbs(cast) -> Callable[[], list[str]]:
    """What the trail says of Dana, oldest first, without what was read."""

    def of_client() -> list[str]:
        found = Line.objects.filter(client=cast.here.dana.pk).order_by("id").values_list("verb", flat=True)
        return [verb for verb in found if not verb.endswith((".read", ".list"))]

    return of_client


@pytest.fixture
def sister(cast, today: date) -> Relative:
    """A sister, agreed on for ten days more."""
    row = Relative(
        episode=cast.here.episode,
        client=cast.here.dana,
        relation="Søster",
        name="Siv",
        phone="400 00 001",
        scope="kan si at jeg er savnet, ikke mer",
        since=today - timedelta(days=4),
        until=today + timedelta(days=10),
        meetings=True,
    )
    return actions.note_relative(by=cast.here.actor("alice"), relative=row)


@pytest.fixture
def move(cast, today: date) -> Transition:
    """A move in a week, with no appointment."""
    row = Transition(
        episode=cast.here.episode,
        client=cast.here.dana,
        place="Poliklinikken på Elvebakken",
        moves=today + timedelta(days=7),
    )
    return actions.plan_transition(by=cast.here.actor("alice"), transition=row)


@pytest.fixture
def milestone(cast, today: date) -> Milestone:
    """A meeting in five days."""
    row = Milestone(episode=cast.here.episode, client=cast.here.dana, day=today + timedelta(days=5))
    return actions.plan_milestone(by=cast.here.actor("alice"), milestone=row)
