"""Ask how it is to come here, seldom, and keep the answer apart from whoever gave it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.models import (
    Experience,
    ExperienceAnswer,
    ExperienceAsked,
    ExperienceChoice,
    Invitation,
    Reply,
)
from gjenklang.apps.people.models import Client, Unit
from gjenklang.apps.people.rules import Actor

__all__ = ["answer_experience", "ask_experience", "choose_experience"]

#: So long does the question stand, once it was shown; whoever has the address later is asked nothing.
STANDS = timedelta(minutes=15)


@transaction.atomic
def ask_experience(*, invitation: Invitation) -> ExperienceAsked | None:
    """The question that may be shown to a client after a form, or none: too soon, not chosen, or not a client."""
    unit = invitation.session.episode.unit
    choice = ExperienceChoice.objects.filter(unit=unit, weeks__gt=0).first()
    if choice is None or invitation.rater_id:
        return None
    Client.objects.select_for_update().get(pk=invitation.client_id)  # of two pages at once, one asks
    asked = ExperienceAsked.objects.filter(client=invitation.client_id).order_by("-at")
    last, now = asked.first(), timezone.now()
    if last is not None and now - last.at < STANDS:
        return None if last.done else last
    if last is not None and now - last.at < timedelta(weeks=choice.weeks):
        return None
    questions = Experience.values
    return ExperienceAsked.objects.create(
        organisation_id=invitation.organisation_id,
        client_id=invitation.client_id,
        unit=unit,
        question=questions[asked.count() % len(questions)],
    )


@transaction.atomic
def answer_experience(*, invitation: Invitation, reply: str) -> None:
    """Keep an answer, once, with nothing of whose it is; anything else than a reply is to skip it."""
    asked = ExperienceAsked.objects.select_for_update().filter(
        client=invitation.client_id, done=False, at__gt=timezone.now() - STANDS
    )
    held = asked.order_by("-at").first()
    if held is None or invitation.rater_id:
        return
    held.done = True
    held.save(update_fields=["done"])
    if reply in Reply.values:
        day = timezone.localdate()
        ExperienceAnswer.objects.create(
            organisation_id=held.organisation_id,
            unit_id=held.unit_id,
            question=held.question,
            reply=reply,
            week=day - timedelta(days=day.weekday()),
        )
        write_line(Who("client", held.organisation_id), "experience.answer", subject=held.unit_id)


@transaction.atomic
def choose_experience(*, by: Actor, unit: Unit, weeks: int) -> None:
    """Let a unit ask each client at most every so many weeks; none is never."""
    ExperienceChoice.objects.update_or_create(
        unit=unit, defaults={"organisation_id": by.organisation, "weeks": weeks, "staff_id": by.staff}
    )
    write_line(by.who, "experience.choose", subject=unit.pk, detail=str(weeks))
