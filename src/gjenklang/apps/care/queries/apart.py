"""What a page must know before it shows a course: who is kept apart, and whether a study has feedback off."""

from django.db.models import QuerySet
from django.utils import timezone

from gjenklang.apps.care.models import Episode, FeedbackOff, KeptApart
from gjenklang.apps.care.queries.record import episodes, in_hand
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["apart_in_hand", "kept_apart", "study_of"]


def kept_apart(by: Actor, episode: Episode) -> bool:
    """Whether those who take part in a course are shown one at a time only."""
    return bool(_APART(by, timezone.localdate(), episode=episode.pk))


_APART = Prepared(
    lambda by, _day, *, episode: KeptApart.objects.filter(
        episode=episode, ended__isnull=True, episode__in=episodes(by).values("pk")
    ).values_list("pk")
)


def apart_in_hand(by: Actor, episode: Episode) -> QuerySet[KeptApart]:
    """When and why those of a course were kept apart, the latest first: for those who work with it."""
    found = KeptApart.objects.filter(episode__in=in_hand(by).filter(pk=episode.pk).values("pk"))
    return found.select_related("staff", "ended_by").order_by("-at", "-id")


def study_of(by: Actor, episode: Episode) -> str:
    """The name of the study that has feedback off in a course today; empty when none has."""
    day = timezone.localdate()
    if episode.shows_feedback(day):
        return ""
    return _STUDY.first(by, day, episode=episode.pk, today=day) or ""


_STUDY = Prepared(
    lambda by, _day, *, episode, today: (
        FeedbackOff.objects.filter(
            episode=episode,
            ended_early__isnull=True,
            until__gte=today,
            episode__in=episodes(by).values("pk"),
        )
        .order_by("-at")
        .values_list("study", flat=True)
    )
)
