"""The client's own line, and where its marks were put."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from gjenklang.apps.care.models import Administration, Episode, Invitation, Moment, OwnLine, OwnMark, Standing
from gjenklang.apps.care.queries.record import opening
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["OwnMarked", "line_to_mark", "own_line_of", "own_lines_of", "own_mark_of", "own_marks"]


class OwnMarked(NamedTuple):
    """One mark: on which line, of which answer, in which session, and where in whole tenths."""

    line: UUID
    answer: UUID
    session: UUID | None
    mark: int


def line_to_mark(invitation: Invitation) -> OwnLine | None:
    """The line that the client marks beside a form at the start; nobody else ever sees it on a form."""
    if invitation.moment != Moment.START or invitation.rater_id:
        return None
    return OwnLine.objects.filter(
        episode=invitation.episode_id, client=invitation.client_id, until=None
    ).first()


def own_mark_of(answer: Administration) -> Mapping[str, int]:
    """The mark on the own line that was put with an answer, by the name that it has on the form; or nothing."""
    mark = OwnMark.objects.filter(administration=answer).values_list("mark", flat=True).first()
    return {} if mark is None else {"own": mark}


def own_line_of(by: Actor, episode: Episode, client: UUID) -> OwnLine | None:
    """The line that one client follows now, in a course that the asker may read."""
    return _LINE.first(by, timezone.localdate(), client=client, episode=episode.pk)


_LINE = Prepared(
    lambda by, day, *, client, episode: OwnLine.objects.filter(
        client=client, episode=episode, episode__in=opening(by, day), until=None
    )
)


def own_lines_of(by: Actor, episode: Episode, client: UUID) -> list[OwnLine]:
    """All lines that one client has followed in a course that the asker may read, the newest first."""
    found = OwnLine.objects.filter(client=client, episode=episode, episode__in=opening(by))
    return list(found.select_related("staff").order_by("-since", "-id"))


def own_marks(by: Actor, line: OwnLine) -> list[OwnMarked]:
    """The marks on one line, of the answers that count, oldest first."""
    found = OwnMark.objects.filter(
        line=line,
        administration__episode__in=opening(by),
        administration__standing=Standing.COUNTS,
    ).order_by("administration__finished", "administration")
    names = ("line", "administration", "administration__session", "mark")
    return [OwnMarked._make(row) for row in found.values_list(*names)]
