"""Have a local model fitted and judged, switch it on with a reason, and switch it off."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.models import LocalModel
from gjenklang.apps.dropout.tasks import fit_local_model
from gjenklang.apps.people.rules import Actor

__all__ = ["NotJudged", "ask_for_model", "switch_off", "switch_on"]


class NotJudged(ValueError):  # noqa: N818 - the house names what went wrong
    """A model that has not been judged, or that is not the asker's own, cannot be switched on."""


@transaction.atomic
def ask_for_model(*, by: Actor) -> LocalModel:
    """Let the background worker fit and judge a model on the closed courses of the organisation; it stays off."""
    asked = LocalModel.objects.create(organisation_id=by.organisation, asked_by_id=by.staff)
    write_line(by.who, "model.ask", subject=asked.pk)
    transaction.on_commit(partial(fit_local_model.enqueue, str(asked.pk)))
    return asked


@transaction.atomic
def switch_on(*, by: Actor, model: LocalModel, why: str) -> None:
    """Let the factors of a judged model be shown beside a course; the one that was on is switched off.

    Raises
    ------
    NotJudged
        When it has not been judged on newer courses than it was fitted on, or is another organisation's.
    """
    if model.state != LocalModel.State.JUDGED or model.organisation_id != by.organisation:
        raise NotJudged
    now = timezone.now()
    LocalModel.objects.filter(organisation=by.organisation, on_since__isnull=False, off_since=None).update(
        off_since=now
    )
    LocalModel.objects.filter(pk=model.pk).update(on_since=now, off_since=None, on_by=by.staff, on_why=why)
    write_line(by.who, "model.switch_on", subject=model.pk)


@transaction.atomic
def switch_off(*, by: Actor, model: LocalModel) -> None:
    """Show nothing of the model any more."""
    LocalModel.objects.filter(pk=model.pk, organisation=by.organisation, off_since=None).update(
        off_since=timezone.now()
    )
    write_line(by.who, "model.switch_off", subject=model.pk)
