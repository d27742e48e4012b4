"""Moves: those of one course, and those that nobody knows yet how went."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Ending, Episode
from gjenklang.apps.dropout.models import Transition
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["OPEN", "moves_ahead", "scope", "transitions_of"]

#: A move that is neither attended nor closed.
OPEN: Mapping[str, None] = {"attended": None, "closed": None}


def transitions_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Transition]:
    """The moves of one who takes part in a course that the asker may read, the latest first."""
    open_now = care.episodes(by).filter(pk=episode.pk)
    return (
        Transition.objects.filter(episode__in=open_now.values("pk"), client=client)
        .select_related("along")
        .order_by("-moves", "-id")
    )


def moves_ahead(
    by: Actor, day: date, one: Mapping[str, UUID], *, led: bool = False
) -> dict[tuple[UUID, UUID], list[dict[str, Any]]]:
    """What is known of each open move in the courses that the asker may read."""
    found: dict[tuple[UUID, UUID], list[dict[str, Any]]] = defaultdict(list)
    for episode, client, place, moves, appointment, name, words in _OPEN(by, led, **one):
        found[episode, client].append(
            {
                "place": place,
                "day": moves,
                "appointment": appointment,
                "overdue": appointment is not None and appointment < day,
                "along": name or words or "",
            }
        )
    return found


def scope(by: Actor, *, led: bool) -> QuerySet[Episode]:
    """The courses that the asker may read; with ``led``, those of the units that the asker leads, to be counted."""
    of_leader = {"organisation": by.organisation, "unit__in": by.units(Role.LEADER)}
    return Episode.objects.filter(**of_leader) if led else care.episodes(by)


_OPEN = Prepared(
    lambda by, led, **one: (
        Transition.objects.filter(episode__in=scope(by, led=led).values("pk"), **OPEN, **one)
        .exclude(episode__ending=Ending.DIED)
        .order_by("moves", "id")
        .values_list(
            *("episode", "client", "place", "moves", "appointment", "along__name", "along_words"),
        )
    )
)
