"""Take in a model of the expected course, keep its bands, and choose which one is in use."""

from functools import partial

from django.db import transaction

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.feedback.models import ExpectedModel
from gjenklang.apps.feedback.tasks import work_out_bands
from gjenklang.apps.people.rules import Actor

__all__ = ["NotReady", "stop_expected", "take_in", "use_expected"]


class NotReady(ValueError):  # noqa: N818 - the house names what went wrong
    """A model whose bands are not worked out, or that is another organisation's, cannot be used."""


@transaction.atomic
def take_in(*, by: Actor, model: ExpectedModel) -> ExpectedModel:
    """Keep a document that has been read; the background worker works the bands out, and it is not yet in use."""
    model.organisation_id, model.staff_id = by.organisation, by.staff
    model.state, model.in_use = ExpectedModel.State.WAITING, False
    model.save(force_insert=True)
    write_line(by.who, "expected.take_in", subject=model.pk, detail=f"{model.name} {model.version}")
    transaction.on_commit(partial(work_out_bands.enqueue, str(model.pk)))
    return model


@transaction.atomic
def use_expected(*, by: Actor, model: ExpectedModel) -> None:
    """Show the bands of a model beside the curves of its instrument; the one before is put away.

    Raises
    ------
    NotReady
        When its bands are not worked out, or it is another organisation's.
    """
    if model.state != ExpectedModel.State.READY or model.organisation_id != by.organisation:
        raise NotReady
    _put_away(by, model.instrument)
    ExpectedModel.objects.filter(pk=model.pk).update(in_use=True)
    write_line(by.who, "expected.use", subject=model.pk)


@transaction.atomic
def stop_expected(*, by: Actor, model: ExpectedModel) -> None:
    """Show no bands for the instrument of a model."""
    _put_away(by, model.instrument)
    write_line(by.who, "expected.stop", subject=model.pk)


def _put_away(by: Actor, instrument: str) -> None:
    mine = ExpectedModel.objects.filter(organisation=by.organisation, instrument=instrument, in_use=True)
    mine.update(in_use=False)
