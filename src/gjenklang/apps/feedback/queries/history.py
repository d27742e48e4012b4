"""What was shown in one course on which day, everything that was done with it, and the labels of the course."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.feedback.models import CourseLabel, Handling, Showing, Signal
from gjenklang.apps.people.rules import Actor

__all__ = ["Past", "ShownTo", "days_shown", "history", "label_in_hand", "labels_of", "shown_on"]


@dataclass(frozen=True, slots=True)
class Past:
    """One signal that something was done with, and each step, first to last."""

    signal: Signal
    steps: tuple[Handling, ...]


@dataclass(frozen=True, slots=True)
class ShownTo:
    """What stood on the page for one member of staff on a day, in its order, each with whether it was folded."""

    name: str
    signals: tuple[tuple[Signal, bool], ...]


def history(by: Actor, episode: Episode, client: UUID) -> list[Past]:
    """The signals about one client of a course that something was done with, the latest first."""
    found = Handling.objects.filter(
        signal__episode=episode, signal__client=client, signal__episode__in=care.episodes(by).values("pk")
    ).select_related("signal", "staff")
    steps: dict[Signal, list[Handling]] = defaultdict(list)
    for one in found.order_by("at", "id"):
        steps[one.signal].append(one)
    past = [Past(signal, tuple(each)) for signal, each in steps.items()]
    return sorted(past, key=lambda one: one.steps[-1].at, reverse=True)


def days_shown(by: Actor, episode: Episode, client: UUID) -> list[date]:
    """The days on which something stood on a page about one client of a course, the latest first."""
    return list(_showings(by, episode, client).order_by("-day").values_list("day", flat=True).distinct())


def shown_on(by: Actor, episode: Episode, client: UUID, day: date) -> list[ShownTo]:
    """What stood on the page of one client of a course on a day, for each who saw it: from what was kept alone."""
    found = _showings(by, episode, client).filter(day=day).select_related("signal", "staff")
    seen = groupby(found.order_by("staff__name", "staff", "place", "id"), lambda one: one.staff)
    return [ShownTo(staff.name, tuple((one.signal, one.folded) for one in shown)) for staff, shown in seen]


def _showings(by: Actor, episode: Episode, client: UUID) -> QuerySet[Showing]:
    return Showing.objects.filter(
        signal__episode=episode, signal__client=client, signal__episode__in=care.episodes(by).values("pk")
    )


def labels_of(by: Actor, episode: Episode) -> list[CourseLabel]:
    """The labels on a course that the asker may read."""
    held = CourseLabel.objects.filter(
        episode=episode, episode__in=care.episodes(by).values("pk"), removed=None
    )
    return list(held.order_by("words"))


def label_in_hand(by: Actor, episode: UUID, key: UUID) -> CourseLabel | None:
    """One label of a course that the asker works with."""
    courses = care.in_hand(by).filter(pk=episode).values("pk")
    return CourseLabel.objects.filter(pk=key, episode__in=courses).select_related("episode").first()
