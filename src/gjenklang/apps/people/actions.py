"""Writes about organisations, staff, clients and raters."""

from datetime import date
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.actions import Who, append, line, write_line, write_lines
from gjenklang.apps.people.models import Client, Organisation, Post, Rater, Staff, Substitution, Unit
from gjenklang.apps.security.models import User

__all__ = [
    "add_rater",
    "appoint_substitute",
    "end_role",
    "give_role",
    "make_organisation",
    "make_staff",
    "make_unit",
    "register_client",
    "register_clients",
]


@transaction.atomic
def make_organisation(*, by: Who, name: str, language: str = "nb") -> Organisation:
    """Store a new organisation."""
    organisation = Organisation.objects.create(name=name, language=language)
    write_line(Who(by.kind, organisation.id, by.key), "organisation.make", subject=organisation.id)
    return organisation


@transaction.atomic
def make_unit(*, by: Who, organisation: UUID, name: str, parent: Unit | None = None, **words: str) -> Unit:
    """Store a new unit; ``words`` may hold ``client_word``, ``therapist_word`` and ``help_line``."""
    unit = Unit.objects.create(organisation_id=organisation, name=name, parent=parent, **words)
    write_line(by, "unit.make", subject=unit.id)
    return unit


@transaction.atomic
def make_staff(*, by: Who, user: User, name: str) -> Staff:
    """Let a user be a member of staff of the writer's organisation."""
    staff = Staff.objects.create(organisation_id=by.house, user=user, name=name)
    write_line(by, "staff.make", subject=staff.id)
    return staff


@transaction.atomic
def give_role(*, by: Who, staff: Staff, unit: Unit, role: str, since: date) -> Post:
    """Give one role in one unit, from a day.

    Raises
    ------
    ValueError
        When staff and unit belong to different organisations.
    """
    if staff.organisation_id != unit.organisation_id:
        raise ValueError("Staff and unit belong to different organisations.")
    post = Post.objects.create(
        organisation_id=staff.organisation_id, staff=staff, unit=unit, role=role, since=since
    )
    write_line(by, "post.give", subject=post.id, detail=role)
    return post


@transaction.atomic
def end_role(*, by: Who, post: Post, until: date) -> None:
    """Let a role end on a day; the row stays."""
    post.until = until
    post.save(update_fields=["until"])
    write_line(by, "post.end", subject=post.id)


@transaction.atomic
def appoint_substitute(
    *, by: Who, absent: Staff, substitute: Staff, since: date, until: date
) -> Substitution:
    """Let someone stand in for someone; clients, sessions and signals follow between the dates.

    Raises
    ------
    ValueError
        When the two belong to different organisations.
    """
    if absent.organisation_id != substitute.organisation_id:
        raise ValueError("A substitute must belong to the same organisation.")
    stand_in = Substitution.objects.create(
        organisation_id=absent.organisation_id, absent=absent, substitute=substitute, since=since, until=until
    )
    write_line(by, "substitute.appoint", subject=stand_in.id)
    return stand_in


@transaction.atomic
def register_client(*, by: Who, client: Client) -> Client:
    """Store one client; ``register_clients`` for many."""
    return register_clients(by=by, clients=[client])[0]


@transaction.atomic
def register_clients(*, by: Who, clients: list[Client]) -> list[Client]:
    """Store new clients of the writer's own organisation, each with its line in the trail.

    Raises
    ------
    django.db.IntegrityError
        When a code is taken.
    """
    for client in clients:
        client.id = client.id or uuid7()
        client.organisation_id = by.house
    if clients:
        append(*clients)
        write_lines([line(by, "client.register", client=client.id, subject=client.id) for client in clients])
    return clients


@transaction.atomic
def add_rater(*, by: Who, client: Client, kind: str, relation: str, name: str = "") -> Rater:
    """Let someone besides the client rate how the client is."""
    rater = Rater.objects.create(
        organisation_id=client.organisation_id, client=client, kind=kind, relation=relation, name=name
    )
    write_line(by, "rater.add", client=client.id, subject=rater.id)
    return rater
