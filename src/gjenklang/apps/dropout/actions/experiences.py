"""Tell what was learned from a course, with the client's consent, and take it back."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.actions.once import store_once
from gjenklang.apps.dropout.models import Experience
from gjenklang.apps.people.rules import Actor

__all__ = ["take_back_experience", "tell_experience"]


@transaction.atomic
def tell_experience(*, by: Actor, experience: Experience) -> None:
    """Keep a case for others to read, as long as the client agrees."""
    if store_once(by, experience):
        write_line(by.who, "experience.tell", client=experience.client_id, subject=experience.pk)


@transaction.atomic
def take_back_experience(*, by: Actor, experience: Experience) -> None:
    """Note that the client took the consent back: nobody reads it from now on."""
    if experience.withdrawn is None:
        experience.withdrawn = timezone.now()
        experience.save(update_fields=["withdrawn"])
        write_line(by.who, "experience.take_back", client=experience.client_id, subject=experience.pk)
