"""The invented municipality has something of everything that is done in time, and nothing that has not happened yet."""

from datetime import date

import pytest
from django.utils import timezone

from gjenklang.apps.dropout import queries
from gjenklang.apps.dropout.models import Contact, Milestone, Outreach, Talk, Transition
from gjenklang.apps.people.models import Staff
from gjenklang.apps.people.rules import Actor, actor_from
from gjenklang.cli.demo_town import fill
from gjenklang.core.fictional import municipality


@pytest.fixture
def today(db: None) -> date:
    day = timezone.localdate()
    assert fill(municipality(2026, day))
    return day


def actor(username: str, day: date) -> Actor:
    return actor_from(Staff.objects.get(user__username=username), day)


def test_the_pages_have_something_to_show(today: date) -> None:
    # The town is another every day; what one team lacks today another has.
    rows = [row for who in ("kari", "oda") for row in queries.team(actor(who, today), today)]
    assert len({seen.fact for row in rows for seen in row.course.seen}) > 2
    assert any(not row.course.seen for row in rows)
    assert any(row.doing for row in rows)
    assert all(task.agreed for task in queries.tasks(actor("samira", today)))
    assert len(queries.tasks(actor("samira", today))) == 3
    for who in ("kari", "ingrid", "emil"):
        (unit,) = queries.register(actor(who, today), today)
        assert len([one for one in unit.measures if not one.few]) >= 3, who


def test_nothing_has_happened_that_has_not(today: date) -> None:
    assert not Milestone.objects.filter(held__gt=today).exists()
    assert not Talk.objects.filter(day__gt=today).exists()
    assert not Contact.objects.filter(day__gt=today).exists()
    assert not Transition.objects.filter(attended__gt=today).exists()
    assert not Outreach.objects.filter(closed__gt=today).exists()
    for task in Outreach.objects.filter(closed=None):
        assert task.agreed_on(today)
