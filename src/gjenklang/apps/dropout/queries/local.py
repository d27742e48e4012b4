"""The service's own checklists: which hold now, and which are due in a course."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Max, QuerySet

from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.models import AnsweredBy, LocalAnswers, LocalVersion, Reply
from gjenklang.apps.dropout.queries.checklist import week_of
from gjenklang.apps.dropout.queries.opening import followed
from gjenklang.apps.people.rules import Actor

__all__ = ["LocalState", "local_answers_of", "local_in_words", "local_states", "local_versions", "week_due"]


def local_versions(by: Actor) -> QuerySet[LocalVersion]:
    """The newest version of each of the service's own checklists that is in use, by name."""
    found = LocalVersion.objects.filter(organisation=by.organisation, checklist__closed=None)
    newest = found.annotate(newest=Max("checklist__versions__number")).filter(number=F("newest"))
    return newest.prefetch_related("units").order_by("name", "id")


def local_answers_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[LocalAnswers]:
    """Every local checklist filled in for one client of a course, newest first."""
    found = LocalAnswers.objects.filter(episode=episode, episode__in=followed(by).values("pk"), client=client)
    return found.select_related("version", "staff").order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class LocalState:
    """One local checklist in one course: the week for which it is due (none: not now), since which day."""

    version: LocalVersion
    week: int | None
    since: date | None


def week_due(weeks: Iterable[int], now: int | None, filled: Iterable[int]) -> int | None:
    """The time point that waits to be filled in: the latest one reached, unless it is filled in.

    A time point that was passed by is not asked for when the next has come.

    Examples
    --------
    >>> week_due([1, 2, 4], 3, [1]), week_due([1, 2, 4], 3, [2]), week_due([2], 1, [])
    (2, None, None)
    """
    reached = [week for week in weeks if now is not None and week <= now]
    latest = max(reached, default=None)
    return None if latest is None or latest in set(filled) else latest


def local_states(by: Actor, episode: Episode, client: UUID, day: date) -> list[LocalState]:
    """The local checklists of a course's unit, with those that are due; an ended course asks nothing."""
    if not followed(by).filter(pk=episode.pk).exists():
        return []
    filled = list(local_answers_of(by, episode, client))
    now = None if episode.ended else week_of(episode, day)
    found = []
    for version in local_versions(by).filter(units=episode.unit_id):
        own = [one.week for one in filled if one.version.checklist_id == version.checklist_id]
        week = week_due(version.weeks, now, own)
        first = episode.first_attended
        since = first + timedelta(weeks=week - 1) if week and first else None
        found.append(LocalState(version, week, since))
    return found


def local_in_words(given: LocalAnswers) -> list[tuple[str, str]]:
    """Each question of a filled-in local checklist with its answer in words."""
    answers = json.loads(given.answers)
    labels = {str(value): str(label) for value, label in Reply.choices}
    return [
        (
            one["words"],
            labels.get(answers.get(one["code"], ""), "")
            if one["kind"] == AnsweredBy.CHOICE
            else answers.get(one["code"], ""),
        )
        for one in given.version.questions
    ]
