"""``gjenklang organisation``: the first organisation, its first unit and its first administrator."""

import os
from dataclasses import dataclass
from typing import Any

import click

from gjenklang.apps.shell.languages import HOUSE
from gjenklang.cli.operate import set_up
from gjenklang.cli.table import BadInput, as_json

__all__ = ["organisation"]

PASSWORD = "GJENKLANG_NEW_PASSWORD"  # noqa: S105 - the name of the variable, not a password
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for, trimmed and free to be made."""

    name: str
    unit: str
    username: str
    email: str
    language: str


@click.command()
@click.argument("name")
@click.option("--administrator", "username", required=True, help="User name of the first administrator.")
@click.option("--email", default="", help="The administrator's e-mail address.")
@click.option(
    "--language",
    type=click.Choice(HOUSE),
    default="nb",
    show_default=True,
    help="Language of new clients' forms.",
)
@click.option("--unit", default="", help="Name of the first unit; else the organisation's own.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def organisation(*, json_wanted: bool, **given: str) -> None:
    """Make an organisation, its first unit, and the administrator who makes the rest.

    The password is asked for on the terminal, twice and unseen; a script gives it in GJENKLANG_NEW_PASSWORD. Run
    `gjenklang migrate` first.

    Example: gjenklang organisation "Lundvik kommune" --administrator stein --unit Oppfølgingsteamet
    """
    set_up()
    from django.db import DatabaseError
    from django.utils import translation

    with translation.override("en"):
        try:
            wish = _wish(**given)
            made = _make(wish, _password(wish))
        except DatabaseError as wrong:
            raise BadInput(
                f"The database does not answer ({wrong}): run `gjenklang migrate` first."
            ) from None
    if json_wanted:
        click.echo(as_json(made))
    else:
        click.echo(f"{wish.name} is made, with the unit {wish.unit}. {wish.username} can sign in.")


def _wish(name: str, username: str, email: str, language: str, unit: str) -> Wish:
    from gjenklang.apps.people.models import Organisation
    from gjenklang.apps.security.queries import free_username

    name = _named(name, "The organisation")
    if Organisation.objects.filter(name__iexact=name).exists():
        raise BadInput(f"There is an organisation called {name!r} already.")
    try:
        username = free_username(username)
    except ValueError as wrong:
        raise BadInput(f"--administrator: {wrong}") from None
    return Wish(name, _named(unit or name, "The unit"), username, _email(email), language)


def _named(text: str, what: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise BadInput(f"{what} needs a name.")
    if len(name) > LONGEST:
        raise BadInput(f"{what} has a name of {len(name)} characters; at most {LONGEST} are possible.")
    return name


def _email(text: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    email = text.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise BadInput(f"--email: {email!r} is no e-mail address.") from None
    return email


def _password(wish: Wish) -> str:
    """The password from the environment or the terminal, when Django's validators find it good."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from gjenklang.apps.security.models import User

    password = os.environ.get(PASSWORD) or click.prompt(
        f"Password for {wish.username}", hide_input=True, confirmation_prompt=True, err=True
    )
    try:
        validate_password(password, User(username=wish.username, email=wish.email))
    except ValidationError as wrong:
        raise BadInput(" ".join(wrong.messages)) from None
    return str(password)


def _make(wish: Wish, password: str) -> dict[str, Any]:
    from django.db import transaction
    from django.utils import timezone

    from gjenklang.apps.audit.actions import Who
    from gjenklang.apps.people import actions as people
    from gjenklang.apps.people.models import Role
    from gjenklang.apps.security.actions import make_user

    day = timezone.localdate()
    with transaction.atomic():
        made = people.make_organisation(by=Who("system", None), name=wish.name, language=wish.language)
        by = Who("system", made.id)
        unit = people.make_unit(by=by, organisation=made.id, name=wish.unit, since=day)
        user = make_user(
            by=by, organisation=made.id, username=wish.username, password=password, email=wish.email
        )
        staff = people.make_staff(by=by, user=user, name=wish.username)
        people.give_role(by=by, staff=staff, unit=unit, role=Role.ADMINISTRATOR, since=day)
    return {"organisation": str(made.id), "unit": str(unit.id), "administrator": wish.username}
