"""Open and end a course of help."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.actions import Who, line, write_line, write_lines
from gjenklang.apps.care.models import (
    ChosenBy,
    Episode,
    FormChoice,
    Participant,
    Responsibility,
    Series,
    Session,
    Status,
)
from gjenklang.apps.instruments.queries import age_group
from gjenklang.apps.people.models import Client, Post, Rater, Staff
from gjenklang.apps.people.rules import CARERS, Actor, lasting

__all__ = [
    "change_episode",
    "choose_main_rater",
    "end_episode",
    "end_responsibility",
    "follow_ended_role",
    "join_episode",
    "leave_episode",
    "open_episode",
    "own_forms",
    "reopen_episode",
    "share_responsibility",
    "write_for_each",
]


#: Below this age a child is not asked by forms that are added up.
YOUNGEST_ASKED = 6


def own_forms(age: int) -> tuple[str, str]:
    """The house's own outcome and alliance forms for an age in years.

    Examples
    --------
    >>> own_forms(15)
    ('gjenklang-outcome-youth', 'gjenklang-alliance-youth')
    >>> own_forms(4)  # a conversation with faces, and no form about the work
    ('gjenklang-young', '')
    """
    if age < YOUNGEST_ASKED:
        return "gjenklang-young", ""
    group = age_group(age)
    return f"gjenklang-outcome-{group}", f"gjenklang-alliance-{group}"


def write_for_each(
    by: Actor, verb: str, episode: UUID, *, subject: UUID | None = None, detail: str = ""
) -> None:
    """Write one line for each client of a course: an act about the course is an act about all of them."""
    clients = Participant.objects.filter(episode=episode, until=None).values_list("client", flat=True)
    about = subject or episode
    write_lines([line(by.who, verb, client=client, subject=about, detail=detail) for client in clients])


def _colleague(by: Actor, staff: UUID | None) -> UUID:
    """The one who will be responsible; never someone of another organisation."""
    if staff is None or staff == by.staff:
        return by.staff
    if not Staff.objects.filter(pk=staff, organisation=by.organisation).exists():
        raise ValueError("Whoever is responsible must belong to one's own organisation.")
    return staff


@transaction.atomic
def open_episode(
    *,
    by: Actor,
    episode: Episode,
    clients: Sequence[Client],
    since: date,
    staff: UUID | None = None,
    chosen_by: str = ChosenBy.STAFF,
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
    chosen_by
        Who chose the forms.

    Raises
    ------
    ValueError
        When unit, clients and staff do not all belong to the writer's organisation.
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
        organisation_id=by.organisation, episode=episode, staff_id=_colleague(by, staff), since=since
    )
    _keep_choice(by, episode, chosen_by, "")
    write_lines([line(by.who, "episode.open", client=client.id, subject=episode.id) for client in clients])
    return episode


@transaction.atomic
def change_episode(
    *,
    by: Actor,
    episode: Episode,
    changed: Mapping[str, object],
    chosen_by: str = ChosenBy.STAFF,
    why: str = "",
) -> None:
    """Change dates or forms of a course; what was answered before stays as it was, and so do earlier choices."""
    for name, value in changed.items():
        setattr(episode, name, value)
    if changed:
        episode.save(update_fields=list(changed))
        if {"outcome", "alliance"} & set(changed):
            _keep_choice(by, episode, chosen_by, why)
        write_for_each(by, "episode.change", episode.id, detail=" ".join(sorted(changed)))


def _keep_choice(by: Actor, episode: Episode, chosen_by: str, why: str) -> None:
    FormChoice.objects.create(
        organisation_id=by.organisation,
        episode=episode,
        outcome=episode.outcome,
        alliance=episode.alliance,
        chosen_by=chosen_by,
        why=why,
        staff_id=by.staff,
    )


@transaction.atomic
def choose_main_rater(*, by: Actor, part: Participant, rater: Rater | None) -> None:
    """Choose whose line the words speak of for one who takes part; with none it is the client's own.

    Raises
    ------
    ValueError
        When the rater rates someone else.
    """
    if rater is not None and rater.client_id != part.client_id:
        raise ValueError("The main rater must rate the one who takes part.")
    part.main_rater = rater
    part.save(update_fields=["main_rater"])
    subject, detail = part.episode_id, str(rater.pk) if rater else ""
    write_line(by.who, "episode.main_rater", client=part.client_id, subject=subject, detail=detail)


@transaction.atomic
def join_episode(*, by: Actor, episode: Episode, client: Client) -> None:
    """Let one more client take part: the other of a couple, a member of a family or a group.

    Raises
    ------
    ValueError
        When the client belongs to another organisation.
    """
    if client.organisation_id != by.organisation:
        raise ValueError("The client must belong to one's own organisation.")
    part, new = Participant.objects.get_or_create(
        episode=episode, client=client, defaults={"organisation_id": by.organisation}
    )
    if new or part.until is not None:
        part.until = None
        part.save(update_fields=["until"])
        write_line(by.who, "episode.join", client=client.id, subject=episode.id)


@transaction.atomic
def leave_episode(*, by: Actor, part: Participant, until: date) -> None:
    """Note the last day on which someone took part in a shared course; what was answered is kept.

    Raises
    ------
    ValueError
        When nobody would be left.
    """
    others = Participant.objects.filter(episode=part.episode_id, until=None).exclude(pk=part.pk)
    if not others.exists():
        raise ValueError("Someone must take part: end the course instead.")
    part.until = until
    part.save(update_fields=["until"])
    write_line(by.who, "episode.leave", client=part.client_id, subject=part.episode_id)


@transaction.atomic
def share_responsibility(*, by: Actor, episode: Episode, staff: UUID, since: date) -> None:
    """Let a colleague work with the course too.

    Raises
    ------
    ValueError
        When the colleague belongs to another organisation.
    """
    _one, new = Responsibility.objects.get_or_create(
        organisation_id=episode.organisation_id,
        episode=episode,
        staff_id=_colleague(by, staff),
        until=None,
        defaults={"since": since},
    )
    if new:
        write_for_each(by, "responsibility.share", episode.id, detail=str(staff))


@transaction.atomic
def end_responsibility(*, by: Actor, responsibility: Responsibility, until: date) -> None:
    """Note the last day on which someone works with a course.

    Raises
    ------
    ValueError
        When nobody would be left.
    """
    episode = responsibility.episode_id
    others = Responsibility.objects.filter(episode=episode, until=None).exclude(pk=responsibility.pk)
    if not others.exists():
        raise ValueError("Someone must be responsible: share the course first.")
    responsibility.until = until
    responsibility.save(update_fields=["until"])
    write_for_each(by, "responsibility.end", episode, detail=str(responsibility.staff_id))


@transaction.atomic
def follow_ended_role(*, by: Who, post: Post, **_signal: object) -> None:
    """Let someone work no longer with the courses of a unit when their last role there that meets clients ends.

    A course may then be nobody's: a supervisor of the unit sees it, and shares it with someone.
    """
    until = post.until
    same = Post.objects.filter(staff=post.staff_id, unit=post.unit_id, role__in=CARERS).exclude(pk=post.pk)
    if until is None or post.role not in CARERS or same.filter(lasting(until)).exists():
        return
    working = Responsibility.objects.filter(lasting(until), staff=post.staff_id, episode__unit=post.unit_id)
    for one in working:
        one.until = max(until, one.since)
        one.save(update_fields=["until"])
        clients = Participant.objects.filter(episode=one.episode_id, until=None).values_list(
            "client", flat=True
        )
        subject, detail = one.episode_id, str(one.staff_id)
        write_lines(
            [line(by, "responsibility.end", client=key, subject=subject, detail=detail) for key in clients]
        )


@transaction.atomic
def end_episode(*, by: Actor, episode: Episode, ended: date, ending: str) -> None:
    """Note that the course ended, on which day and how; appointments after that day are taken away."""
    episode.ended, episode.ending = ended, ending
    episode.save(update_fields=["ended", "ending"])
    Series.objects.filter(Q(until=None) | Q(until__gt=ended), episode=episode).update(until=ended)
    coming = Session.objects.filter(episode=episode, status=Status.PLANNED, local_date__gt=ended)
    coming.filter(invitations=None, administrations=None).delete()
    write_for_each(by, "episode.end", episode.id, detail=ending)


@transaction.atomic
def reopen_episode(*, by: Actor, episode: Episode) -> None:
    """Take up a course again that had been noted as ended."""
    episode.ended, episode.ending = None, ""
    episode.save(update_fields=["ended", "ending"])
    write_for_each(by, "episode.reopen", episode.id)
