"""Note talks, write the mastery plan anew, and ask about reminders."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.models import Participant
from gjenklang.apps.dropout.actions.rows import keep_row
from gjenklang.apps.dropout.models import MasteryPlan, Reminders, Talk
from gjenklang.apps.people.rules import Actor

__all__ = ["note_talk", "want_reminders", "write_plan"]


@transaction.atomic
def note_talk(*, by: Actor, talk: Talk) -> Talk:
    """Note that a talk was had, by the one who writes."""
    talk.staff_id = by.staff
    return keep_row(by, f"talk.{talk.kind}", talk)


@transaction.atomic
def write_plan(*, by: Actor, plan: MasteryPlan) -> MasteryPlan:
    """Keep a new version of the plan; those before stay as they were."""
    part = Participant.objects.filter(episode=plan.episode_id, client=plan.client_id)
    part.select_for_update().first()  # two who write at once get two versions, one after the other
    before = MasteryPlan.objects.filter(episode=plan.episode_id, client=plan.client_id)
    plan.version = (before.aggregate(latest=Max("version"))["latest"] or 0) + 1
    plan.made_by_id = by.staff
    return keep_row(by, "plan.write", plan)


@transaction.atomic
def want_reminders(*, by: Actor, part: Participant, wanted: bool) -> None:
    """Note whether someone wants to be reminded."""
    Reminders.objects.update_or_create(
        episode_id=part.episode_id,
        client_id=part.client_id,
        defaults={
            "organisation_id": by.organisation,
            "wanted": wanted,
            "asked": timezone.localdate(),
        },
    )
    detail = "wanted" if wanted else "not wanted"
    write_line(by.who, "reminders.ask", client=part.client_id, subject=part.episode_id, detail=detail)
