"""Writes about organisations, staff, clients and raters."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.actions import Who, append, line, write_line, write_lines
from gjenklang.apps.people.events import post_ended
from gjenklang.apps.people.models import Client, Organisation, Post, Rater, Role, Staff, Substitution, Unit
from gjenklang.apps.people.rules import lasting, on_day
from gjenklang.apps.security.actions import make_user, switch_user
from gjenklang.apps.security.models import User

__all__ = [
    "Refused",
    "add_rater",
    "appoint_substitute",
    "change_client",
    "change_organisation",
    "change_staff",
    "change_unit",
    "close_unit",
    "employ",
    "end_role",
    "end_substitution",
    "give_role",
    "make_organisation",
    "make_staff",
    "make_unit",
    "register_client",
    "register_clients",
    "switch_staff",
]

#: What may be corrected of a client; the code stays, for papers and files name it.
CHANGEABLE = frozenset({"name", "contact", "birth_year", "language", "easy"})


class Refused(ValueError):  # noqa: N818 - the house names what went wrong
    """What was asked for cannot be; the words say why to the one who asked."""


@transaction.atomic
def make_organisation(*, by: Who, name: str, language: str = "nb") -> Organisation:
    """Store a new organisation."""
    organisation = Organisation.objects.create(name=name, language=language)
    write_line(Who(by.kind, organisation.id, by.key), "organisation.make", subject=organisation.id)
    return organisation


@transaction.atomic
def change_organisation(*, by: Who, organisation: Organisation, language: str) -> None:
    """Choose the language that new clients get; a client's own may be another."""
    organisation.language = language
    organisation.save(update_fields=["language"])
    write_line(by, "organisation.change", subject=organisation.id, detail=language)


@transaction.atomic
def make_unit(
    *,
    by: Who,
    organisation: UUID,
    name: str,
    parent: Unit | None = None,
    since: date = date(2000, 1, 1),
    **words: str | bool,
) -> Unit:
    """Store a new unit; ``words`` are those of its form: for people, for what clients are told and may choose."""
    _keep_to_one_house(organisation, parent)
    unit = Unit.objects.create(organisation_id=organisation, name=name, parent=parent, since=since, **words)
    write_line(by, "unit.make", subject=unit.id)
    return unit


@transaction.atomic
def change_unit(*, by: Who, unit: Unit, name: str, parent: Unit | None, **words: str | bool | int) -> None:
    """Rename a unit, move it under another or to the top, and choose its words (as for ``make_unit``).

    Raises
    ------
    Refused
        When it would stand under itself.
    """
    _keep_to_one_house(by.house, unit, parent)
    above = parent
    while above is not None:
        if above.pk == unit.pk:
            raise Refused(_("A unit cannot stand under itself or under one of its own."))
        above = above.parent
    unit.name, unit.parent = name, parent
    for field, word in words.items():
        setattr(unit, field, word)
    unit.save(update_fields=["name", "parent", *words])
    write_line(by, "unit.change", subject=unit.id)


@transaction.atomic
def close_unit(*, by: Who, unit: Unit, until: date | None, end_roles: bool = False) -> None:
    """Let a unit close after a day; with no day it is open again. The row stays, and so do its courses.

    Raises
    ------
    Refused
        When the day is before its first, when a unit under it stays open, or when roles in it last beyond the day
        and ``end_roles`` does not let them end with it.
    """
    _keep_to_one_house(by.house, unit)
    if until:
        _may_close(unit, until)
        _end_roles_of(by, unit, until, end_roles=end_roles)
    unit.until = until
    unit.save(update_fields=["until"])
    write_line(by, "unit.close" if until else "unit.reopen", subject=unit.id)


def _may_close(unit: Unit, until: date) -> None:
    if until < unit.since:
        raise Refused(_("A unit cannot close before its first day."))
    if Unit.objects.filter(lasting(until), parent=unit).exists():
        raise Refused(_("Units under this one are still open. Close or move them first."))


def _end_roles_of(by: Who, unit: Unit, until: date, *, end_roles: bool) -> None:
    posts = list(Post.objects.filter(lasting(until), unit=unit).order_by("since"))
    if posts and not end_roles:
        words = ngettext(
            "%(n)s role here lasts beyond that day. End it first, or let it end with the unit.",
            "%(n)s roles here last beyond that day. End them first, or let them end with the unit.",
            len(posts),
        )
        raise Refused(words % {"n": len(posts)})
    for post in posts:
        end_role(by=by, post=post, until=max(until, post.since))


def _keep_to_one_house(organisation: UUID, *units: Unit | None) -> None:
    if {unit.organisation_id for unit in units if unit} - {organisation}:
        raise ValueError("The unit belongs to another organisation.")


@transaction.atomic
def make_staff(*, by: Who, user: User, name: str) -> Staff:
    """Let a user be a member of staff of the writer's organisation."""
    staff = Staff.objects.create(organisation_id=by.house, user=user, name=name)
    write_line(by, "staff.make", subject=staff.id)
    return staff


@transaction.atomic
def employ(*, by: Who, name: str, username: str, email: str, post: Post) -> Staff:
    """Make a user without a password, a member of staff and the first role, together.

    Parameters
    ----------
    by
        Who does it; the new one belongs to the same organisation.
    name, username, email
        As the member of staff; ``username`` must be free.
    post
        Role, unit and first day, not yet stored.

    Raises
    ------
    Refused
        When someone took the user name at the same moment, or as ``give_role`` does.
    """
    try:
        user = make_user(by=by, organisation=by.house, username=username, password=None, email=email)
    except IntegrityError:
        raise Refused(_("This user name is taken. Choose another.")) from None
    staff = make_staff(by=by, user=user, name=name)
    give_role(by=by, staff=staff, unit=post.unit, role=post.role, since=post.since)
    return staff


@transaction.atomic
def change_staff(*, by: Who, staff: Staff, name: str, email: str) -> None:
    """Correct the name and the e-mail address of a member of staff."""
    staff.name, staff.user.email = name, email
    staff.save(update_fields=["name"])
    staff.user.save(update_fields=["email"])
    write_line(by, "staff.change", subject=staff.id)


@transaction.atomic
def switch_staff(*, by: Who, staff: Staff, on: bool) -> None:
    """Let a member of staff sign in, or no more.

    Raises
    ------
    Refused
        When one would switch off oneself.
    """
    if staff.id == by.key and not on:
        raise Refused(_("You cannot switch off yourself. Ask another administrator."))
    switch_user(by=by, user=staff.user, on=on)


@transaction.atomic
def give_role(*, by: Who, staff: Staff, unit: Unit, role: str, since: date) -> Post:
    """Give one role in one unit, from a day.

    Raises
    ------
    ValueError
        When staff and unit belong to different organisations.
    Refused
        When one would give it to oneself, when the unit is closed on that day, or not yet open, or the role is held
        there already.
    """
    if staff.organisation_id != unit.organisation_id:
        raise ValueError("Staff and unit belong to different organisations.")
    if staff.pk == by.key:
        raise Refused(_("You cannot give yourself a role. Ask another administrator."))
    if not Unit.objects.filter(on_day(since), pk=unit.pk).exists():
        raise Refused(_("The unit is not open on that day."))
    if Post.objects.filter(lasting(since, counted=True), staff=staff, unit=unit, role=role).exists():
        raise Refused(_("This role is held in that unit already."))
    post = Post.objects.create(
        organisation_id=staff.organisation_id, staff=staff, unit=unit, role=role, since=since
    )
    write_line(by, "post.give", subject=post.id, detail=role)
    return post


@transaction.atomic
def end_role(*, by: Who, post: Post, until: date) -> None:
    """Let a role end on a day; the row stays.

    Raises
    ------
    Refused
        When the day is before its first, or nobody would be administrator any more.
    """
    if until < post.since:
        raise Refused(_("A role cannot end before its first day."))
    if post.role == Role.ADMINISTRATOR and not _other_administrators(post, until):
        raise Refused(_("This is the last administrator. Give someone else the role first."))
    post.until = until
    post.save(update_fields=["until"])
    write_line(by, "post.end", subject=post.id)
    post_ended.send(sender=Post, by=by, post=post)


def _other_administrators(post: Post, until: date) -> bool:
    """Whether someone who can sign in is administrator today and after the day, by another post."""
    others = Post.objects.exclude(pk=post.pk).filter(
        Q(since__lte=until) & Q(lasting(until)),
        organisation=post.organisation_id,
        role=Role.ADMINISTRATOR,
        staff__user__is_active=True,
    )
    return others.exists()


@transaction.atomic
def appoint_substitute(
    *, by: Who, absent: Staff, substitute: Staff, since: date, until: date
) -> Substitution:
    """Let someone stand in for someone; clients, sessions and signals follow between the dates.

    Raises
    ------
    ValueError
        When the two belong to different organisations.
    Refused
        When the two are one, when one would appoint oneself, or the last day is before the first.
    """
    if absent.organisation_id != substitute.organisation_id:
        raise ValueError("A substitute must belong to the same organisation.")
    if absent.pk == substitute.pk:
        raise Refused(_("Nobody stands in for themselves. Choose two people."))
    if substitute.pk == by.key:
        raise Refused(_("You cannot appoint yourself. Ask another administrator."))
    if until < since:
        raise Refused(_("The last day cannot be before the first."))
    stand_in = Substitution.objects.create(
        organisation_id=absent.organisation_id, absent=absent, substitute=substitute, since=since, until=until
    )
    write_line(by, "substitute.appoint", subject=stand_in.id)
    return stand_in


@transaction.atomic
def end_substitution(*, by: Who, stand_in: Substitution, today: date) -> None:
    """Let someone stand in no longer, from this moment; one that began today or later is taken away."""
    key = stand_in.pk
    if stand_in.since < today:
        stand_in.until = today - timedelta(days=1)
        stand_in.save(update_fields=["until"])
    else:
        stand_in.delete()
    write_line(by, "substitute.end", subject=key, detail=f"since {stand_in.since}")


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
