"""Open and end a course of help."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.actions import line, write_line, write_lines
from gjenklang.apps.care.models import Episode, Participant, Responsibility
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor

__all__ = ["end_episode", "open_episode", "own_forms", "share_responsibility"]


def own_forms(age: int) -> tuple[str, str]:
    """The house's own outcome and alliance forms for an age in years.

    Examples
    --------
    >>> own_forms(15)
    ('gjenklang-outcome-youth', 'gjenklang-alliance-youth')
    """
    group = "child" if age < 13 else "youth" if age < 18 else "adult"
    return f"gjenklang-outcome-{group}", f"gjenklang-alliance-{group}"


@transaction.atomic
def open_episode(
    *, by: Actor, episode: Episode, clients: Sequence[Client], since: date, staff: UUID | None = None
) -> Episode:
    """Open a course for one or more clients; the writer becomes responsible unless another is named.

    Parameters
    ----------
    by
        Who opens it.
    episode
        The course, not yet stored; its unit must be of the writer's organisation.
    clients
        Who takes part: one, two for a couple, several for a family or a group.
    since
        First day of the responsibility.
    staff
        Who will be responsible, if not the writer.

    Raises
    ------
    ValueError
        When unit and clients do not all belong to the writer's organisation.
    """
    owners = {episode.unit.organisation_id, *(client.organisation_id for client in clients)}
    if owners != {by.organisation}:
        raise ValueError("The unit and every client must belong to one's own organisation.")
    episode.id = episode.id or uuid7()
    episode.organisation_id = by.organisation
    episode.save(force_insert=True)
    for client in clients:
        Participant.objects.create(organisation_id=by.organisation, episode=episode, client=client)
    Responsibility.objects.create(
        organisation_id=by.organisation, episode=episode, staff_id=staff or by.staff, since=since
    )
    write_lines([line(by.who, "episode.open", client=client.id, subject=episode.id) for client in clients])
    return episode


@transaction.atomic
def share_responsibility(*, by: Actor, episode: Episode, staff: UUID, since: date) -> None:
    """Let a colleague work with the course too."""
    Responsibility.objects.get_or_create(
        organisation_id=episode.organisation_id,
        episode=episode,
        staff_id=staff,
        until=None,
        defaults={"since": since},
    )
    write_line(by.who, "responsibility.share", subject=episode.id)


@transaction.atomic
def end_episode(*, by: Actor, episode: Episode, ended: date, ending: str) -> None:
    """Note that the course ended, on which day and how."""
    episode.ended, episode.ending = ended, ending
    episode.save(update_fields=["ended", "ending"])
    write_line(by.who, "episode.end", subject=episode.id, detail=ending)
