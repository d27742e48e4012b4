"""Write the client's theory of change anew."""

from django.db import transaction
from django.db.models import Max

from gjenklang.apps.care.models import Participant
from gjenklang.apps.dropout.actions.rows import keep_row
from gjenklang.apps.feedback.models import Theory
from gjenklang.apps.people.rules import Actor

__all__ = ["write_theory"]


@transaction.atomic
def write_theory(*, by: Actor, theory: Theory) -> Theory:
    """Keep a new version; those before stay as they were."""
    part = Participant.objects.filter(episode=theory.episode_id, client=theory.client_id)
    part.select_for_update().first()  # two who write at once get two versions, one after the other
    before = Theory.objects.filter(episode=theory.episode_id, client=theory.client_id)
    theory.version = (before.aggregate(latest=Max("version"))["latest"] or 0) + 1
    theory.staff_id = by.staff
    return keep_row(by, "theory.write", theory)
