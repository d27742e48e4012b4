"""Note that someone was told what the forms are for."""

from typing import Any

from django.db import transaction

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.actions.answering import check_time, who_answers
from gjenklang.apps.care.models import Invitation, Told
from gjenklang.apps.care.queries import told_version

__all__ = ["note_told"]


@transaction.atomic
def note_told(*, invitation: Invitation, version: str, language: str, understood: str = "") -> bool:
    """Keep that the one behind an address was told this version; twice is once.

    What was told when the words have changed meanwhile is not kept, so that the new words are shown. ``understood`` is
    what one question showed of whether they were understood.
    """
    check_time(invitation=invitation, receiving=False)
    if version != told_version(invitation.session.episode.unit):
        return False
    person: dict[str, Any] = {"episode_id": invitation.episode_id, "client_id": invitation.client_id}
    person["rater_id"] = invitation.rater_id
    told, new = Told.objects.get_or_create(
        **person,
        version=version,
        defaults={
            "organisation_id": invitation.organisation_id,
            "language": language,
            "easy": invitation.easy,
            "understood": understood,
        },
    )
    if new:
        write_line(who_answers(invitation), "form.told", client=invitation.client_id, subject=told.pk)
    return new
