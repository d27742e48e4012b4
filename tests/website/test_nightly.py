"""The night's chores, run by the worker that `serve` starts."""

import os
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gjenklang.apps.care import actions
from gjenklang.apps.care.models import Series, Session
from gjenklang.website.nightly import CHORES, expect_night, night

AS_OPERATOR = """
from django_tasks_db.models import DBTaskResult
from gjenklang.website.nightly import night
"""


def test_the_worker_does_every_chore_and_expects_the_next_night(tmp_path) -> None:
    """In processes of their own, as `serve` starts them: a worker closes the connections it is given."""
    environment = {**os.environ, "GJENKLANG_DATA": str(tmp_path), "GJENKLANG_DATABASE": ""}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def operate(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "gjenklang.cli", *command],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    operate("migrate")
    operate("manage", "shell", "-v0", "-c", f"{AS_OPERATOR}night.enqueue()")
    operate("manage", "db_worker", "--batch", "--no-startup-delay", "--interval", "0")
    tell = f"{AS_OPERATOR}print(*DBTaskResult.objects.values_list('task_path', 'status').order_by('enqueued_at'))"
    told = operate("manage", "shell", "-v0", "-c", tell)
    for chore in CHORES:
        assert f"('{chore.module_path}', 'SUCCESSFUL')" in told
    assert f"('{night.module_path}', 'READY')" in told


@pytest.mark.parametrize(("hour", "day"), [(1, 24), (2, 25), (22, 25)])
def test_the_next_night_is_planned_once(db, hour: int, day: int) -> None:
    now = datetime(2026, 11, 24, hour, 30, tzinfo=UTC)
    assert expect_night(now)
    assert not expect_night(now + timedelta(minutes=1))
    planned = DBTaskResult.objects.get(task_path=night.module_path)
    assert timezone.localtime(planned.run_after).strftime("%d %H:%M") == f"{day} 03:10"


def test_a_repeating_appointment_is_laid_out_further_every_night(cast) -> None:
    by, today = cast.here.actor("alice"), timezone.localdate()
    first = timezone.make_aware(datetime.combine(today, time(9, 15)))
    made = actions.plan_series(by=by, series=Series(episode=cast.here.episode, first=first))
    moved = made[3]
    actions.move_session(by=by, session=moved, starts=moved.starts + timedelta(days=1), minutes=45)
    assert actions.extend_series(today=today) == 0
    assert actions.extend_series(today=today + timedelta(weeks=2)) == 2
    days = Session.objects.filter(series=made[0].series).values_list("local_date", flat=True)
    assert len(days) == len(set(days)) == 11
    assert all(timezone.localtime(one.starts).strftime("%H:%M") == "09:15" for one in made)


def test_a_stopped_appointment_keeps_what_was_held_and_comes_no_more(cast) -> None:
    by, today = cast.here.actor("alice"), timezone.localdate()
    first = timezone.make_aware(datetime.combine(today, time(9, 15)))
    made = actions.plan_series(by=by, series=Series(episode=cast.here.episode, first=first))
    actions.begin_session(by=by, session=made[0])
    assert actions.stop_series(by=by, series=made[0].series, today=today) == 8
    assert list(Session.objects.filter(series=made[0].series)) == [made[0]]
    assert actions.extend_series(today=today + timedelta(weeks=5)) == 0
