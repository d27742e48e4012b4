"""Note that someone may be asked when the course is over, ask, and note what came of it."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.care.actions import plan_session
from gjenklang.apps.care.models import Session
from gjenklang.apps.care.models.meetings import Arena
from gjenklang.apps.dropout.actions.rows import change_row, keep_row
from gjenklang.apps.feedback.models import Came, FollowUp, MayAsk
from gjenklang.apps.people.rules import Actor

__all__ = ["begin_follow_up", "let_us_ask", "note_not_asked", "take_back_consent"]


@transaction.atomic
def let_us_ask(*, by: Actor, consent: MayAsk) -> MayAsk:
    """Keep the consent; one that holds already is enough."""
    whose = {"episode": consent.episode_id, "client": consent.client_id, "withdrawn": None}
    held = MayAsk.objects.filter(**whose).first()
    if held is not None:
        return held
    consent.staff_id = by.staff
    return keep_row(by, "may_ask.note", consent)


@transaction.atomic
def take_back_consent(*, by: Actor, consent: MayAsk) -> None:
    """Ask no more; what was answered is kept."""
    if consent.withdrawn is None:
        change_row(by, "may_ask.take_back", consent, {"withdrawn": timezone.now()})


@transaction.atomic
def begin_follow_up(*, by: Actor, consent: MayAsk, months: int) -> Session:
    """Make the appointment that the answer hangs on, by phone; it is not counted as a session that was held."""
    before = FollowUp.objects.filter(
        episode=consent.episode_id, client=consent.client_id, months=months, came=Came.ASKED
    )
    held = before.select_related("session").first()
    if held is not None and held.session is not None:
        return held.session
    session = plan_session(
        by=by, session=Session(episode=consent.episode, starts=timezone.now(), arena=Arena.PHONE)
    )
    row = FollowUp(months=months, came=Came.ASKED, session=session, staff_id=by.staff)
    row.episode_id, row.client_id = consent.episode_id, consent.client_id
    keep_row(by, "follow_up.ask", row)
    return session


@transaction.atomic
def note_not_asked(*, by: Actor, consent: MayAsk, months: int, came: Came) -> None:
    """Note that someone was not reached, or did not want to."""
    row = FollowUp(months=months, came=came, staff_id=by.staff)
    row.episode_id, row.client_id = consent.episode_id, consent.client_id
    keep_row(by, "follow_up.not_asked", row)
