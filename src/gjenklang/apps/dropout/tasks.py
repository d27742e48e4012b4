"""What the background worker does for this feature."""

import logging
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.models import Count, LocalModel
from gjenklang.apps.dropout.queries.counted import Counted, counted_courses
from gjenklang.apps.dropout.queries.landmarks import landmarks
from gjenklang.apps.people.rules import actor_from

__all__ = ["count", "fit_local_model"]


@task()
def count(key: str) -> str:
    """Make a count that was asked for, as the one who asked may see it today; the trail says that it was made."""
    asked = Count.objects.select_related("asked_by").get(pk=UUID(key))
    by = actor_from(asked.asked_by, timezone.localdate())
    try:
        # The names of measures are kept in the source language, and translated when they are shown.
        with translation.override("en"):
            figures = _figures(counted_courses(by, asked.unit_id, asked.since, asked.until), asked)
    except Exception:
        logging.getLogger(__name__).exception("The count %s could not be made", key)
        Count.objects.filter(pk=asked.pk).update(state=Count.State.FAILED)
        return Count.State.FAILED.value
    with transaction.atomic():
        Count.objects.filter(pk=asked.pk).update(state=Count.State.DONE, figures=figures)
        write_line(by.who, "count.make", subject=asked.pk)
    return Count.State.DONE.value


def _figures(courses: list[Counted], asked: Count) -> dict[str, object]:
    from gjenklang.apps.dropout.expected import with_expected
    from gjenklang.apps.dropout.figures import figures_of

    today: date = timezone.localdate()
    return figures_of(
        with_expected(courses), since=asked.since, until=asked.until, today=today, missed=asked.missed
    )


@task()
def fit_local_model(key: str) -> str:
    """Fit and judge a local model that was asked for; it stays off."""
    from gjenklang.apps.dropout.local_model import TooFew, fitted_and_judged

    asked = LocalModel.objects.select_related("asked_by").get(pk=UUID(key))
    by = actor_from(asked.asked_by, timezone.localdate())
    people = landmarks(by)
    state, figures = LocalModel.State.JUDGED, {}
    try:
        figures = fitted_and_judged(people)
    except TooFew:
        state = LocalModel.State.TOO_FEW
        figures = {"n": len(people), "broken_off": sum(one.broken_off for one in people)}
    except Exception:
        logging.getLogger(__name__).exception("The local model %s could not be fitted", key)
        state = LocalModel.State.FAILED
    with transaction.atomic():
        LocalModel.objects.filter(pk=asked.pk).update(state=state, figures=figures)
        write_line(by.who, "model.fit", subject=asked.pk, detail=state.value)
    return state.value
