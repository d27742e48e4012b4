"""The four questions of one course: what was answered, what stands beside them, and when they are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gjenklang.apps.care.models import Episode, Participant
from gjenklang.apps.dropout.models import Agreement, AskedAgain, Checklist, Factor, Occasion, Reply, Screening
from gjenklang.apps.dropout.queries.advice import Limits, limits_of
from gjenklang.apps.dropout.queries.opening import followed
from gjenklang.apps.people.rules import Actor

__all__ = [
    "Due",
    "Known",
    "agreements_of",
    "checklists_of",
    "due_day",
    "due_on",
    "factors_for_meeting",
    "screenings_of",
    "week_of",
]


def checklists_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Checklist]:
    """Every time the four questions were answered, newest first."""
    found = Checklist.objects.filter(episode=episode, episode__in=followed(by).values("pk"), client=client)
    return found.select_related("staff").order_by("-at", "-id")


def screenings_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Screening]:
    """Every screening that was recorded in a course, newest first."""
    found = Screening.objects.filter(episode=episode, episode__in=followed(by).values("pk"), client=client)
    return found.select_related("staff").order_by("-day", "-at", "-id")


def agreements_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Agreement]:
    """What was agreed in advance in a course, newest first; those that no longer hold too."""
    found = Agreement.objects.filter(episode=episode, episode__in=followed(by).values("pk"), client=client)
    return found.select_related("staff").order_by("-agreed", "-at", "-id")


@dataclass(frozen=True, slots=True)
class Known:
    """What may be said of one factor where others are present."""

    client: UUID
    factor: Factor
    reply: str
    day: date

    @property
    def reply_label(self) -> str:
        """The answer in words."""
        return str(Reply(self.reply).label)


def factors_for_meeting(by: Actor, episode: Episode) -> list[Known]:
    """The newest answers of a course for a meeting; personality is talked about alone, and is never among them."""
    parts = Participant.objects.filter(episode=episode, episode__in=followed(by).values("pk"), until=None)
    found = []
    for part in parts:
        latest = checklists_of(by, episode, part.client_id).first()
        shown = [factor for factor in Factor if factor is not Factor.PERSONALITY] if latest else []
        found += [
            Known(part.client_id, factor, latest.reply(factor), timezone.localdate(latest.at))
            for factor in shown
            if latest
        ]
    return found


@dataclass(frozen=True, slots=True)
class Due:
    """The four questions are due from a day; ``why`` is empty the first time."""

    day: date
    why: str = ""

    @property
    def occasion(self) -> str:
        """Why they are asked again, in words."""
        return str(Occasion(self.why).label) if self.why else ""


def week_of(episode: Episode, day: date) -> int | None:
    """Which week a course is in, from 1; not known before anyone has come."""
    first = episode.first_attended
    return None if first is None or day < first else (day - first).days // 7 + 1


def due_day(
    episode: Episode, limits: Limits, answered: Iterable[date], again: Iterable[AskedAgain]
) -> Due | None:
    """From which day the questions are due, of what is already known: the newest reason that nobody has answered.

    An ended course asks nothing, and neither does one that nobody has come to.
    """
    if episode.ended is not None:
        return None
    last = max(answered, default=None)
    asked = sorted((one.day, one.why) for one in again)
    waiting = [Due(day, why) for day, why in asked if last is None or last < day]
    if waiting:
        return waiting[0]
    if last is not None or episode.first_attended is None:
        return None
    return Due(episode.first_attended + timedelta(weeks=limits.due_week - 1))


def due_on(by: Actor, episode: Episode, client: UUID) -> Due | None:
    """From which day the four questions are due for one client of a course that the asker may read."""
    opened = followed(by).filter(pk=episode.pk).first()
    if opened is None:
        return None
    answered = [timezone.localdate(one.at) for one in checklists_of(by, opened, client)]
    again = AskedAgain.objects.filter(episode=opened)
    return due_day(opened, limits_of(by, opened.unit_id), answered, again)
