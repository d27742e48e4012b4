"""What a service has learned from courses, for those who work there; the words name nobody."""

from datetime import date

from django.db.models import QuerySet

from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.models import Experience
from gjenklang.apps.dropout.queries.opening import followed
from gjenklang.apps.dropout.rules import FOLLOWERS, SHAPERS
from gjenklang.apps.people.rules import Actor

__all__ = ["Told", "experiences_of", "told_here"]

#: A case as colleagues read it: title, what it was about, what was done, what came of it.
Told = tuple[str, str, str, str]


def experiences_of(by: Actor, episode: Episode) -> QuerySet[Experience]:
    """What was told of one course that the asker follows, newest first; what was taken back too."""
    found = Experience.objects.filter(episode=episode, episode__in=followed(by).values("pk"))
    return found.select_related("staff").order_by("-at")


def told_here(by: Actor, day: date) -> list[Told]:
    """What the asker's colleagues have told and the clients agree to today, without a word of whom it was about."""
    if not by.holds(*FOLLOWERS, *SHAPERS):
        return []
    found = Experience.objects.filter(
        organisation=by.organisation, withdrawn=None, agreed__lte=day, until__gte=day
    )
    return list(found.order_by("title", "id").values_list("title", "case", "done", "result"))
