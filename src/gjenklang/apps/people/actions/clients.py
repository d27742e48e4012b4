"""Writes about clients and those who rate them."""

from collections.abc import Mapping

from django.db import transaction
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.actions import Who, append, line, write_line, write_lines
from gjenklang.apps.people.models import Client, Rater

__all__ = ["add_rater", "change_client", "register_client", "register_clients"]

#: What may be corrected of a client; the code stays, for papers and files name it.
CHANGEABLE = frozenset({"name", "contact", "birth_year", "language", "easy"})


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
def change_client(*, by: Who, client: Client, changed: Mapping[str, object]) -> None:
    """Correct what is known of a client: name, contact, year of birth, language, words. The trail names which.

    Raises
    ------
    ValueError
        When the client belongs to another organisation, or something else would be changed.
    """
    if client.organisation_id != by.house or not set(changed) <= CHANGEABLE:
        raise ValueError(
            "Only name, contact, year of birth, language and easy words, and of one's own clients."
        )
    for name, value in changed.items():
        setattr(client, name, value)
    if changed:
        client.save(update_fields=list(changed))
        write_line(by, "client.change", client=client.id, subject=client.id, detail=" ".join(sorted(changed)))


@transaction.atomic
def add_rater(*, by: Who, client: Client, kind: str, relation: str, name: str = "") -> Rater:
    """Let someone besides the client rate how the client is."""
    rater = Rater.objects.create(
        organisation_id=client.organisation_id, client=client, kind=kind, relation=relation, name=name
    )
    write_line(by, "rater.add", client=client.id, subject=rater.id)
    return rater
