"""When an answer about the work together is shown: what a client may choose, and what is kept back."""

from uuid import UUID

from gjenklang.apps.care.models import Administration, Invitation, Moment, Shown, Standing
from gjenklang.apps.people.models import Unit
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["kept_back", "may_choose_shown", "shown_choices"]


def shown_choices(invitation: Invitation) -> list[Shown]:
    """What the one who answers may choose from, at once first; empty where nothing is to be chosen.

    Only clients choose, only for the form at the end, and only what their unit allows.
    """
    if not may_choose_shown(invitation):
        return []
    unit: Unit = invitation.session.episode.unit
    allowed = [(Shown.NEXT, unit.alliance_later), (Shown.SUM, unit.alliance_sum)]
    more = [one for one, may in allowed if may]
    return [Shown.NOW, *more] if more else []


def may_choose_shown(invitation: Invitation) -> bool:
    """Whether the one who answers may choose at all; a choice holds also when the unit allows fewer meanwhile."""
    if invitation.moment != Moment.END or invitation.rater_id:
        return False
    return not in_catalogue(invitation.instrument).safety


def kept_back(session: UUID, client: UUID) -> bool:
    """Whether a client has answered the form at the end of a session, by any way in, and it is not to be shown now."""
    held = Administration.objects.filter(session=session, client=client, rater=None, moment=Moment.END)
    return held.filter(standing__in=[Standing.HELD, Standing.SUMMED]).exists()
