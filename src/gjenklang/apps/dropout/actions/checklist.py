"""Note what is known of the four factors, what was screened, and what was agreed in advance."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.actions import write_for_each
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.actions.once import store_once
from gjenklang.apps.dropout.models import Agreement, AskedAgain, Checklist, Occasion, Screening
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor

__all__ = [
    "agree",
    "ask_again",
    "fill_checklist",
    "record_screening",
    "show_course",
    "take_back_agreement",
    "withdraw_screening",
]


@transaction.atomic
def show_course(*, by: Actor, episode: Episode, client: Client, what: str) -> None:
    """Leave a line that someone read about one client's staying or leaving."""
    write_line(by.who, "client.read", client=client.pk, subject=episode.pk, detail=what)


@transaction.atomic
def fill_checklist(*, by: Actor, checklist: Checklist) -> None:
    """Store the four answers as they were given; earlier ones are kept."""
    if store_once(by, checklist):
        write_line(by.who, "checklist.fill", client=checklist.client_id, subject=checklist.pk)


@transaction.atomic
def ask_again(*, by: Actor, episode: Episode, why: Occasion, day: date) -> AskedAgain:
    """Let the four questions be due again from a day; asking for the same twice asks once."""
    known = {"organisation_id": by.organisation, "episode": episode, "day": day, "why": why}
    asked, new = AskedAgain.objects.get_or_create(**known, defaults={"staff_id": by.staff})
    if new:
        write_for_each(by, "checklist.ask_again", episode.pk, detail=why)
    return asked


@transaction.atomic
def record_screening(*, by: Actor, screening: Screening) -> None:
    """Store the result of a screening."""
    if store_once(by, screening):
        about = screening.about
        write_line(by.who, "screening.record", client=screening.client_id, subject=screening.pk, detail=about)


@transaction.atomic
def withdraw_screening(*, by: Actor, screening: Screening) -> None:
    """Note that a screening was recorded by mistake; it fills nothing in any more, and it is kept."""
    if screening.withdrawn is None:
        screening.withdrawn = timezone.now()
        screening.save(update_fields=["withdrawn"])
        write_line(by.who, "screening.withdraw", client=screening.client_id, subject=screening.pk)


@transaction.atomic
def agree(*, by: Actor, agreement: Agreement) -> None:
    """Store what was agreed with the client in advance."""
    if store_once(by, agreement):
        write_line(by.who, "agreement.make", client=agreement.client_id, subject=agreement.pk)


@transaction.atomic
def take_back_agreement(*, by: Actor, agreement: Agreement) -> None:
    """Note that the client took an agreement back; from that moment it does not hold, and it is kept."""
    if agreement.withdrawn is None:
        agreement.withdrawn = timezone.now()
        agreement.save(update_fields=["withdrawn"])
        write_line(by.who, "agreement.take_back", client=agreement.client_id, subject=agreement.pk)
