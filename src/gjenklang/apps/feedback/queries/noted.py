"""What is noted beside a curve: what was agreed, what stands on the curve, and the client's theory of change."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, DecimalField, Exists, JSONField, OuterRef, Q, QuerySet, Value
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
    words: str
    what: list[str]
    since: date
    until: date | None
    hours_before: Decimal | None
    hours_after: Decimal | None


class MarkedOutline(NamedTuple):
    """What a page needs of one thing on the curve."""

    id: UUID
    words: str
    work: list[str]
    since: date
    until: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Everything that stands beside one curve, each oldest first; the theory as it was written last."""

    agreed: list[AgreedOutline] = field(default_factory=list)
    marked: list[MarkedOutline] = field(default_factory=list)
    theory: dict[str, str] = field(default_factory=dict)


def noted_of(by: Actor, episode: Episode, client: UUID) -> Noted:
    """What is noted beside one client's curve, in a course that the asker may read: one statement."""
    noted = Noted()
    for kind, *row, before, after in _NOTED(by, timezone.localdate(), episode=episode.pk, client=client):
        if kind == AGREED:
            noted.agreed.append(AgreedOutline._make([*row, before, after]))
        elif kind == THEORY:
            noted.theory.update(Theory.read(row[1]))
        else:
            noted.marked.append(MarkedOutline._make([*row, kind]))
    noted.agreed.sort(key=lambda one: (one.since, one.thread))
    noted.marked.sort(key=lambda one: (one.since, one.id))
    return noted


#: Beside the kinds of :class:`MarkKind`, in the first column.
AGREED, THEORY = "agreed", "theory"


def _noted(by: Actor, _day: date, *, episode: Any, client: Any) -> QuerySet[Any, Any]:
    """Rows of three tables under each other: a page that asks each by itself takes its time over every statement."""
    here = {"episode": episode, "client": client, "episode__in": care.episodes(by).values("pk")}
    agreed = Agreed.objects.filter(latest=True, **here).values_list(
        *(Value(AGREED), "thread", "words", "what", "since", "until", "hours_before", "hours_after")
    )
    marked = Marked.objects.filter(taken_back=None, **here).values_list(
        *("kind", "id", "words", "work", "since", "until", NO_HOURS, NO_HOURS)
    )
    later = Theory.objects.filter(
        episode=OuterRef("episode"), client=OuterRef("client"), version__gt=OuterRef("version")
    )
    theory = Theory.objects.filter(~Exists(later), **here).values_list(
        *(Value(THEORY), "id", "said", NOTHING, NO_DAY, NO_DAY, NO_HOURS, NO_HOURS)
    )
    return agreed.union(marked, theory, all=True)


NOTHING = Value(None, output_field=JSONField())
NO_DAY = Value(None, output_field=DateField())
NO_HOURS = Value(None, output_field=DecimalField())
_NOTED = Prepared(_noted)


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
