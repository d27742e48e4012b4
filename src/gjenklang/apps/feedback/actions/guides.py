"""Write a service's own words for a conversation guide."""

from django.db import transaction

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.feedback.models import GuideText
from gjenklang.apps.people.rules import Actor

__all__ = ["write_guide"]


@transaction.atomic
def write_guide(*, by: Actor, text: GuideText) -> GuideText:
    """Let these words hold from now on in the whole service; empty ones give ours back, and earlier ones stay."""
    text.organisation_id, text.staff_id = by.organisation, by.staff
    text.save(force_insert=True)
    write_line(by.who, "guide.write", subject=text.pk, detail=f"{text.guide} {text.language}")
    return text
