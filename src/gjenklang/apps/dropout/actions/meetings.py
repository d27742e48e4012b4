"""Plan and hold milestone meetings."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.actions.rows import change_row, keep_row
from gjenklang.apps.dropout.models import Attendee, Decision, Milestone, Relative
from gjenklang.apps.people.models import Staff
from gjenklang.apps.people.rules import Actor

__all__ = ["change_milestone", "decide", "finish_decision", "hold_milestone", "plan_milestone"]


@transaction.atomic
def plan_milestone(
    *, by: Actor, milestone: Milestone, relatives: Sequence[Relative] = (), staff: Sequence[Staff] = ()
) -> Milestone:
    """Plan a meeting and say who comes.

    Raises
    ------
    ValueError
        When a relative has not been agreed on for meetings on that day.
    """
    kept = keep_row(by, "milestone.plan", milestone)
    if kept is milestone:
        _invite(by, kept, relatives, staff)
    return kept


@transaction.atomic
def change_milestone(
    *,
    by: Actor,
    milestone: Milestone,
    changed: Mapping[str, object],
    relatives: Sequence[Relative],
    staff: Sequence[Staff],
) -> None:
    """Change a meeting and who comes.

    Raises
    ------
    ValueError
        When a relative has not been agreed on for meetings on that day.
    """
    change_row(by, "milestone.change", milestone, changed)
    asked = {one.pk for one in (*relatives, *staff)}
    if asked != {one.relative_id or one.staff_id for one in milestone.attendees.all()}:
        milestone.attendees.all().delete()
        _invite(by, milestone, relatives, staff)
        write_line(by.who, "milestone.invite", client=milestone.client_id, subject=milestone.pk)


def _invite(by: Actor, milestone: Milestone, relatives: Sequence[Relative], staff: Sequence[Staff]) -> None:
    for relative in relatives:
        if not (relative.meetings and relative.agreed_on(milestone.day)):
            raise ValueError("A relative comes only when it is agreed, on that day too.")
    guests = [Attendee(relative=one) for one in relatives] + [Attendee(staff=one) for one in staff]
    for guest in guests:
        guest.organisation_id, guest.milestone = by.organisation, milestone
    Attendee.objects.bulk_create(guests)


@transaction.atomic
def hold_milestone(
    *, by: Actor, milestone: Milestone, held: date, course: str, minutes: str, next_day: date | None
) -> None:
    """Note that a meeting was held, what was said, and the day of the next."""
    change_row(by, "milestone.hold", milestone, {"held": held, "course": course, "minutes": minutes})
    if next_day and not _planned(milestone, next_day):
        ahead = Milestone(episode_id=milestone.episode_id, client_id=milestone.client_id, day=next_day)
        keep_row(by, "milestone.plan", ahead)


def _planned(milestone: Milestone, day: date) -> bool:
    same = Milestone.objects.filter(episode=milestone.episode_id, client=milestone.client_id)
    return same.filter(day=day).exists()


@transaction.atomic
def decide(*, by: Actor, milestone: Milestone, decision: Decision) -> None:
    """Note what was decided, who does it and by when; sent twice it is noted once."""
    if Decision.objects.filter(pk=decision.pk).exists():
        return
    decision.organisation_id, decision.milestone = by.organisation, milestone
    decision.save(force_insert=True)
    write_line(by.who, "milestone.decide", client=milestone.client_id, subject=decision.pk)


@transaction.atomic
def finish_decision(*, by: Actor, decision: Decision) -> None:
    """Note that it is done."""
    if decision.done is None:
        decision.done = timezone.localdate()
        decision.save(update_fields=["done"])
        write_line(by.who, "milestone.done", client=decision.milestone.client_id, subject=decision.pk)
