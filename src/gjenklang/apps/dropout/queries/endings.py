"""How courses ended: by which reason, what was noted, and which courses run at the same time."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Ending, Episode, Participant
from gjenklang.apps.dropout.models import Departure, Leaving, LeavingStep
from gjenklang.apps.people.rules import Actor

__all__ = [
    "FARTHEST",
    "REASONS",
    "departures_of",
    "earliest_end",
    "leaving_of",
    "leavings_of",
    "overlapping",
    "steps_of",
]

#: Each ending's word in ``core.dropout.Reason``; by its value, for that room brings numpy into a web worker.
REASONS: Mapping[str, str] = {
    Ending.AGREED: "planned",
    Ending.CLIENT: "client",
    Ending.STAYED_AWAY: "stayed-away",
    Ending.SERVICE: "service",
    Ending.MOVED: "moved",
    Ending.IMPRISONED: "imprisoned",
    Ending.DIED: "dead",
    Ending.UNKNOWN: "unknown",
    "": "unknown",
}
#: An ending may be planned this far ahead.
FARTHEST = timedelta(days=183)


def earliest_end(episode: Episode) -> date | None:
    """The last of the days that are known of a course: nothing ends before it."""
    days = (episode.referred, episode.accepted, episode.offered, episode.first_attended)
    return max((day for day in days if day), default=None)


def departures_of(by: Actor, episode: Episode) -> QuerySet[Departure]:
    """How a course ended, or is planned to end, as it was noted each time, newest first."""
    found = Departure.objects.filter(episode=episode, episode__in=care.episodes(by).values("pk"))
    return found.select_related("staff").order_by("-at", "-id")


def leavings_of(by: Actor, episode: Episode) -> QuerySet[Leaving]:
    """Every list that an ending of a course has opened, newest first."""
    found = Leaving.objects.filter(episode=episode, episode__in=care.episodes(by).values("pk"))
    return found.select_related("client").order_by("-at", "-id")


def leaving_of(by: Actor, episode: Episode, client: UUID) -> Leaving | None:
    """The list that is in use: of the ending that was noted, or of the one that is planned."""
    found = leavings_of(by, episode).filter(client=client, void=None)
    if episode.ended is not None:
        return found.filter(day=episode.ended).exclude(noted=None).first()
    return found.filter(noted=None).first()


def steps_of(by: Actor, leaving: Leaving) -> list[LeavingStep]:
    """What was answered on a list, oldest first."""
    found = LeavingStep.objects.filter(leaving=leaving, leaving__episode__in=care.episodes(by).values("pk"))
    return list(found.select_related("staff", "responsible").order_by("at", "id"))


def overlapping(by: Actor, episode: Episode) -> list[tuple[Episode, str]]:
    """Other courses of the same kind in the same unit at the same time, each with a code of one who is in both.

    A course alone and one in a group go well together; two of the same kind are often one that nobody has ended.
    """
    opened = care.episodes(by).filter(pk=episode.pk).values("pk")
    same = Participant.objects.filter(episode__in=opened, until=None).values("client")
    others = Participant.objects.filter(
        episode__in=care.episodes(by).filter(unit=episode.unit_id, kind=episode.kind).values("pk"),
        client__in=same,
        until=None,
    ).exclude(episode=episode.pk)
    found: dict[UUID, tuple[Episode, str]] = {}
    for part in others.select_related("episode__unit", "client"):
        if _at_once(episode, part.episode):
            found.setdefault(part.episode_id, (part.episode, part.client.code))
    return list(found.values())


def _at_once(one: Episode, other: Episode) -> bool:
    """Whether two courses have a day in common; the day one ends may be the day the next begins."""
    first, second = (
        (each.first_attended or each.offered or each.referred, each.ended) for each in (one, other)
    )
    apart = [
        ends is not None and begins is not None and ends <= begins
        for begins, ends in ((first[0], second[1]), (second[0], first[1]))
    ]
    return not any(apart)
