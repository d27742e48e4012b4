"""What is noted beside a curve: what was agreed, what stands on the curve, and the client's theory of change."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.feedback.models import Agreed, Marked, Theory
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = [
    "AgreedOutline",
    "MarkedOutline",
    "Noted",
    "agreed_in_hand",
    "agreed_versions",
    "mark_in_hand",
    "noted_of",
    "theories_of",
]


class AgreedOutline(NamedTuple):
    """What a page needs of an agreement as it stands; a course has many."""

    thread: UUID
    version: int
    what: list[str]
    words: str
    whose: str
    since: date
    until: date | None
    hours_before: Decimal | None
    hours_after: Decimal | None


class MarkedOutline(NamedTuple):
    """What a page needs of one thing on the curve."""

    id: UUID
    kind: str
    words: str
    since: date
    until: date | None
    work: list[str]


@dataclass(frozen=True, slots=True)
class Noted:
    """Everything that stands beside one curve, each oldest first; the theory as it was written last."""

    agreed: list[AgreedOutline] = field(default_factory=list)
    marked: list[MarkedOutline] = field(default_factory=list)
    theory: Theory | None = None


def noted_of(by: Actor, episode: Episode, client: UUID) -> Noted:
    """What is noted beside one client's curve, in a course that the asker may read: three questions."""
    day, about = timezone.localdate(), {"episode": episode.pk, "client": client}
    return Noted(
        [AgreedOutline._make(row) for row in _AGREED(by, day, **about)],
        [MarkedOutline._make(row) for row in _MARKED(by, day, **about)],
        _THEORY.first(by, day, **about),
    )


_AGREED = Prepared(
    lambda by, _day, *, episode, client: (
        Agreed.objects.filter(
            episode=episode, client=client, latest=True, episode__in=care.episodes(by).values("pk")
        )
        .order_by("since", "thread")
        .values_list(
            *("thread", "version", "what", "words", "whose", "since", "until", "hours_before", "hours_after")
        )
    )
)
_MARKED = Prepared(
    lambda by, _day, *, episode, client: (
        Marked.objects.filter(
            episode=episode, client=client, taken_back=None, episode__in=care.episodes(by).values("pk")
        )
        .order_by("since", "id")
        .values_list("id", "kind", "words", "since", "until", "work")
    )
)
_THEORY = Prepared(
    lambda by, _day, *, episode, client: Theory.objects.filter(
        episode=episode, client=client, episode__in=care.episodes(by).values("pk")
    ).order_by("-version")[:1]
)


def theories_of(by: Actor, episode: Episode, client: UUID) -> QuerySet[Theory]:
    """Every version of the theory of change in a course that the asker may read, the latest first."""
    open_now = care.episodes(by).filter(pk=episode.pk).values("pk")
    found = Theory.objects.filter(episode__in=open_now, client=client)
    return found.select_related("staff").order_by("-version")


def agreed_versions(by: Actor, episode: Episode, client: UUID) -> QuerySet[Agreed]:
    """Every version of everything that was agreed in a course that the asker may read: by thread, newest first."""
    open_now = care.episodes(by).filter(pk=episode.pk).values("pk")
    found = Agreed.objects.filter(episode__in=open_now, client=client)
    return found.select_related("staff").order_by("thread", "-version")


def agreed_in_hand(by: Actor, episode: UUID, key: UUID) -> Agreed | None:
    """What holds of one agreement in a course that the asker works with."""
    courses = care.in_hand(by).filter(pk=episode).values("pk")
    found = Agreed.objects.filter(Q(thread=key), latest=True, episode__in=courses)
    return found.select_related("client").first()


def mark_in_hand(by: Actor, episode: UUID, key: UUID) -> Marked | None:
    """One thing on the curve of a course that the asker works with."""
    courses = care.in_hand(by).filter(pk=episode).values("pk")
    return Marked.objects.filter(pk=key, taken_back=None, episode__in=courses).first()
