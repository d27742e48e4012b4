"""Take answers out of use, or delete what they say: only as decided on a request for it."""

from collections.abc import Sequence

from django.db import transaction

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care.models import Administration, LineNote, OwnMark, Standing
from gjenklang.apps.people.rules import Actor

__all__ = ["delete_answers", "take_out_of_use"]


@transaction.atomic
def take_out_of_use(*, by: Actor, answers: Sequence[Administration]) -> None:
    """Let answers count nowhere and stand on no page; they are kept, for as long as the decision can be appealed."""
    for one in _held(answers):
        one.standing = Standing.REMOVED
        one.save(update_fields=["standing"])
    _note(by, "administration.out_of_use", answers)


@transaction.atomic
def delete_answers(*, by: Actor, answers: Sequence[Administration]) -> None:
    """Delete marks, totals and words for good; what is left says only that something was answered that day."""
    for one in _held(answers):
        one.standing, one.answers, one.stated_total, one.reason = Standing.REMOVED, {}, None, ""
        one.save(update_fields=["standing", "answers", "stated_total", "reason"])
    LineNote.objects.filter(administration__in=answers).delete()
    OwnMark.objects.filter(administration__in=answers).delete()
    _note(by, "administration.delete", answers)


def _held(answers: Sequence[Administration]) -> list[Administration]:
    return list(Administration.objects.select_for_update().filter(pk__in=[one.pk for one in answers]))


def _note(by: Actor, verb: str, answers: Sequence[Administration]) -> None:
    write_lines([line(by.who, verb, client=one.client_id, subject=one.pk) for one in answers])
