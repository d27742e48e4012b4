"""What the background worker does for this feature."""

import logging
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.feedback.models import ExpectedBands, ExpectedModel
from gjenklang.apps.people.rules import actor_from

__all__ = ["work_out_bands"]


@task()
def work_out_bands(key: str) -> str:
    """Work out the bands of a model that was taken in; one that cannot be used is refused in one sentence."""
    from gjenklang.apps.feedback.bands import bands_of
    from gjenklang.core.trajectories.models import Unusable

    model = ExpectedModel.objects.select_related("staff").get(pk=UUID(key))
    if model.state != ExpectedModel.State.WAITING:
        return model.state
    try:
        found = bands_of(model.document, model.counted_in, invented_allowed=settings.INVENTED_ALLOWED)
    except Unusable as refused:
        return _settled(model, ExpectedModel.State.REFUSED, str(refused))
    except Exception:
        logging.getLogger(__name__).exception("The bands of %s could not be worked out", key)
        return _settled(model, ExpectedModel.State.REFUSED, "the bands could not be worked out.")
    rows = [
        ExpectedBands(organisation_id=model.organisation_id, model=model, start=start, rows=one)
        for start, one in found.items()
    ]
    with transaction.atomic():
        ExpectedBands.objects.filter(model=model).delete()
        ExpectedBands.objects.bulk_create(rows)
        return _settled(model, ExpectedModel.State.READY, "")


@transaction.atomic
def _settled(model: ExpectedModel, state: ExpectedModel.State, refused: str) -> str:
    by = actor_from(model.staff, timezone.localdate())
    ExpectedModel.objects.filter(pk=model.pk).update(state=state, refused=refused[:300])
    write_line(by.who, "expected.work_out", subject=model.pk, detail=state.value)
    return state.value
