"""When an answer about the work together is shown: what a client may choose, and what is kept back."""

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


def kept_back(invitation: Invitation) -> bool:
    """Whether it was answered, and the client has chosen that the answer is not shown now."""
    held = (Standing.HELD, Standing.SUMMED)
    return Administration.objects.filter(invitation=invitation, standing__in=held).exists()
