"""Let an answer that its client kept for the next time be shown."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from gjenklang.apps.audit.actions import Who, line, write_lines
from gjenklang.apps.care.models import Administration, Session, Standing, Status

__all__ = ["show_held"]


@transaction.atomic
def show_held(*, today: date, episode: UUID | None = None) -> int:
    """Show what was kept until the next meeting, from when that meeting has begun; safe to repeat.

    One that is only planned is no meeting yet: whoever does not come has not met anyone.

    Parameters
    ----------
    today
        The day that has come.
    episode
        Only this course, when a meeting in it has just begun.

    Returns
    -------
    int
        How many answers are shown from now on.
    """
    after = Q(starts__gt=OuterRef("finished")) | Q(starts=None, local_date__gt=OuterRef("finished__date"))
    later = Session.objects.filter(
        after,
        episode=OuterRef("episode"),
        local_date__gt=Coalesce(OuterRef("local_date"), OuterRef("session__local_date")),
        local_date__lte=today,
        status=Status.HELD,
    ).exclude(pk=OuterRef("session"))
    found = Administration.objects.filter(Exists(later), standing=Standing.HELD)
    if episode is not None:
        found = found.filter(episode=episode)
    held = list(found.select_for_update(of=("self",)).order_by("id"))
    for one in held:
        one.standing = Standing.COUNTS
    Administration.objects.bulk_update(held, ["standing"])
    write_lines(
        [
            line(
                Who("system", one.organisation_id),
                "administration.show",
                client=one.client_id,
                subject=one.id,
            )
            for one in held
        ]
    )
    return len(held)
