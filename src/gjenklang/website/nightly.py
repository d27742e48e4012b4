"""What is done every night and every hour: each chore is a task of its own, so that one that fails stops no other."""

from datetime import datetime, time, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from gjenklang.apps.care.actions import extend_series, show_held
from gjenklang.apps.feedback.actions import sum_up_alliance
from gjenklang.apps.integration.tables.actions import throw_away_old_uploads
from gjenklang.apps.inviting.tasks import lay_out_links

__all__ = ["CHORES", "expect_hour", "expect_night", "hour", "night"]

HOUR = time(3, 10)
RESULTS_KEPT_DAYS = 30


@task()
def lay_out_appointments() -> int:
    """Lay out the repeating appointments of every organisation eight weeks ahead."""
    return extend_series(today=timezone.localdate())


@task()
def show_what_was_held() -> int:
    """Show the answers that clients kept for the next meeting, where that is today."""
    return show_held(today=timezone.localdate())


@task()
def sum_up() -> int:
    """Sum up what was said of the work together in a quarter that is closed."""
    return sum_up_alliance(today=timezone.localdate())


@task()
def throw_away_uploads() -> int:
    """Delete files of scores that nobody stored."""
    return throw_away_old_uploads()


@task()
def clear_sessions() -> None:
    """Delete browser sessions whose time has run out."""
    SessionStore.clear_expired()


@task()
def prune_results() -> None:
    """Delete what old tasks have answered."""
    call_command("prune_db_task_results", min_age_days=RESULTS_KEPT_DAYS, verbosity=0)


CHORES = (
    lay_out_appointments,
    show_what_was_held,
    sum_up,
    throw_away_uploads,
    clear_sessions,
    prune_results,
)


@task()
def night() -> None:
    """Expect the next night first, then send for tonight's chores."""
    expect_night(timezone.now())
    for chore in CHORES:
        chore.enqueue()


@task()
def lay_out_what_is_sent() -> int:
    """Lay out the links that go by themselves within the next hour."""
    return lay_out_links(now=timezone.now())


@task()
def hour() -> None:
    """Expect the next hour first, then send for this hour's chore."""
    expect_hour(timezone.now())
    lay_out_what_is_sent.enqueue()


def expect_hour(now: datetime) -> bool:
    """See that the coming hour is planned, once, however often the service is started.

    Returns
    -------
    bool
        Whether it had to be planned.
    """
    waiting = DBTaskResult.objects.filter(task_path=hour.module_path, status=TaskResultStatus.READY)
    if waiting.exists():
        return False
    whole = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    hour.using(run_after=whole).enqueue()
    return True


def expect_night(now: datetime) -> bool:
    """See that the coming night is planned, once, however often the service is started.

    Parameters
    ----------
    now
        The moment of asking.

    Returns
    -------
    bool
        Whether it had to be planned.
    """
    waiting = DBTaskResult.objects.filter(task_path=night.module_path, status=TaskResultStatus.READY)
    if waiting.exists():
        return False
    local = timezone.localtime(now)
    day = local.date() + timedelta(days=local.time() >= HOUR)
    night.using(run_after=timezone.make_aware(datetime.combine(day, HOUR))).enqueue()
    return True
