"""What the pages say before and beside a form: what it is for, who sees it, and when it is read."""

from gjenklang.apps.care.models import Invitation
from gjenklang.apps.instruments.queries import receiver_for
from gjenklang.apps.people.words import forms_of
from gjenklang.apps.shell import languages
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["LANGUAGE_NAMES", "hours_of", "told"]

#: Each language by its own name.
LANGUAGE_NAMES = tuple((code, languages.NAMES[code]) for code in languages.CLIENT)


def hours_of(invitation: Invitation) -> dict[str, object]:
    """When the answers are read, and whom to call, for a form that asks about something to talk about the same day."""
    unit = invitation.session.episode.unit
    if not in_catalogue(invitation.instrument).safety:
        return {}
    return {"hours": receiver_for(unit.organisation_id, unit.pk), "help_line": unit.help_line}


def told(invitation: Invitation, *, named: bool) -> dict[str, object]:
    """The sentences of the unit, or what those of the house need.

    Whoever reads it is ``named`` to the one who answers, and not to somebody who only found the address.
    """
    session = invitation.session
    unit = session.episode.unit
    return {
        "own": unit,
        "own_language": unit.organisation.language,
        "helper": forms_of(unit.therapist_word),
        "reader": session.staff.name if session.staff and named else "",
        "rater": invitation.rater_id,
        **hours_of(invitation),
    }
