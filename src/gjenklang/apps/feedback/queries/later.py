"""Who may be asked again when the course is over, and who is to be asked now."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Responsibility
from gjenklang.apps.feedback.models import MONTHS, Came, FollowUp, MayAsk
from gjenklang.apps.people.rules import Actor, on_day

__all__ = ["AHEAD", "Due", "consent_of", "due_again", "months_after"]

#: Someone is listed so long before the day, and no longer than so long after it.
AHEAD, LATE = timedelta(days=14), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Due:
    """One who is to be asked again, after how many months, on which day, and how often it was tried."""

    consent: MayAsk
    months: int
    day: date
    tried: int


def months_after(day: date, months: int) -> date:
    """The same day of the month some months later, or the last of a shorter month.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def consent_of(by: Actor, episode: Episode, client: UUID) -> MayAsk | None:
    """The consent that holds, in a course that the asker may read."""
    open_now = care.episodes(by).filter(pk=episode.pk).values("pk")
    return MayAsk.objects.filter(episode__in=open_now, client=client, withdrawn=None).first()


def due_again(by: Actor, day: date) -> list[Due]:
    """Who is to be asked in the asker's own courses that have ended, and those of whoever they stand in for."""
    working = Responsibility.objects.filter(on_day(day), staff__in=by.selves).values("episode")
    ended = care.episodes(by).filter(pk__in=working, ended__isnull=False).values("pk")
    consents = MayAsk.objects.filter(episode__in=ended, withdrawn=None).select_related(
        "client", "episode__unit"
    )
    asked: dict[tuple[UUID, UUID, int], list[str]] = {}
    tried = FollowUp.objects.filter(episode__in=ended).values_list("episode", "client", "months", "came")
    for episode, client, months, came in tried:
        asked.setdefault((episode, client, months), []).append(came)
    found = []
    for one in consents:
        for months in MONTHS:
            when = months_after(one.episode.ended or day, months)
            before = asked.get((one.episode_id, one.client_id, months), [])
            over = Came.ASKED in before or Came.NOT_WANTED in before
            if not over and when - AHEAD <= day <= when + LATE:
                found.append(Due(one, months, when, len(before)))
    return sorted(found, key=lambda one: (one.day, one.consent.client.code))
