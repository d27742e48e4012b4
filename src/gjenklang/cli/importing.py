"""Read a file of scores into the service: ``gjenklang import``."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from gjenklang.cli.operate import set_up
from gjenklang.cli.table import BadInput, as_json

__all__ = ["import_"]


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "username", required=True, help="User name of the one who reads the file in.")
@click.option("--unit", required=True, help="Name of the unit that the courses belong to.")
@click.option("--responsible", help="User name of who helps the new clients; else the one who reads it in.")
@click.option("--instrument", required=True, help="Code of the instrument, see `gjenklang instruments`.")
@click.option("--client", required=True, help="Column with the client's code.")
@click.option("--prefix", default="", help="What to put before every code, so that two files keep apart.")
@click.option("--date", "dates", default="", help="Column with dates (2026-01-31 or 31.01.2026).")
@click.option("--day", default="", help="Column with days since --day-zero.")
@click.option("--day-zero", type=click.DateTime(["%Y-%m-%d"]), help="The date that is day 0.")
@click.option("--session", default="", help="Column with session numbers.")
@click.option(
    "--wide", default="", help="One column for each session, beginning with this, ending with a number."
)
@click.option("--total", default="", help="Column with the total.")
@click.option("--items", default="", help="Columns with the lines or items in order, separated by commas.")
@click.option("--rater", default="", help="Column with who answered; empty is the client.")
@click.option(
    "--duplicates",
    type=click.Choice(["refuse", "first", "last"]),
    default="refuse",
    show_default=True,
    help="When rows contradict each other about one client and time.",
)
@click.option("--write", is_flag=True, help="Store it; without this the file is only tried.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def import_(file: Path, *, write: bool, json_wanted: bool, **options: Any) -> None:
    """Try a file of scores, and with --write store all of it, or nothing.

    Reading the same file again adds nothing. Ends with status 2 when something is wrong.

    Example: gjenklang import bdi.csv --as ingrid --unit Oppfølgingsteamet --instrument bdi --client ID --day time
    --day-zero 2025-01-06 --total BDI
    """
    set_up()
    from django.utils import translation

    from gjenklang.apps.integration.tables.actions import import_scores

    with translation.override("en"):
        made, by = _plan(file, options)
        report = _report(made)
        may = write and not made.problems
        report["stored"] = import_scores(by=by, made=made, track=_shown) if may else None
        click.echo(as_json(report)) if json_wanted else _say(report, wrote=write)
    if made.problems:
        raise SystemExit(2)


def _shown(codes: list[str]) -> Iterator[str]:
    """Go through new courses and show how far it has come, on the side of errors so that JSON stays clean."""
    with click.progressbar(codes, label="Storing courses", file=sys.stderr) as bar:
        yield from bar


def _plan(file: Path, options: dict[str, Any]) -> tuple[Any, Any]:
    from django.db import OperationalError, ProgrammingError

    from gjenklang.apps.integration.tables import queries
    from gjenklang.apps.integration.tables.mapping import Duplicates, Meaning
    from gjenklang.apps.integration.tables.reading import read
    from gjenklang.core.instruments import UnknownInstrument

    try:
        by, target = _target(options)
        zero: datetime | None = options.pop("day_zero")
        items = tuple(name.strip() for name in options.pop("items").split(",") if name.strip())
        choice = Duplicates(options.pop("duplicates"))
        meaning = Meaning(**options, day_zero=zero.date() if zero else None, items=items, duplicates=choice)
        return queries.plan(by, read(file.name, file.read_bytes()), meaning, target), by
    except (ValueError, UnknownInstrument) as wrong:
        raise click.UsageError(str(wrong)) from None
    except (OperationalError, ProgrammingError):
        raise BadInput("The database has no tables of Gjenklang yet: run gjenklang migrate first.") from None


def _target(options: dict[str, Any]) -> tuple[Any, Any]:
    """Who reads, and where it goes; takes what it uses out of the options."""
    from django.utils import timezone

    from gjenklang.apps.integration.tables import queries
    from gjenklang.apps.people.models import Staff
    from gjenklang.apps.people.rules import actor_from
    from gjenklang.core.instruments import instrument as in_catalogue

    username, responsible = options.pop("username"), options.pop("responsible")
    staff = Staff.objects.filter(user__username=username).first()
    if staff is None:
        raise ValueError(f"Nobody here signs in as {username!r}.")
    by = actor_from(staff, timezone.localdate())
    units = {one.name: one for one in queries.writable_units(by)}
    name = options.pop("unit")
    if name not in units:
        names = ", ".join(units) or "none"
        raise ValueError(f"{username} cannot read files into {name!r}; there is: {names}.")
    helpers = {one.user.username: one for one in queries.carers_of(by).select_related("user")}
    if (responsible or username) not in helpers:
        raise ValueError(
            f"{responsible or username} cannot be responsible for a course; name one with --responsible."
        )
    instrument = in_catalogue(options.pop("instrument"))
    return by, queries.Target(units[name], helpers[responsible or username], instrument)


def _report(made: Any) -> dict[str, Any]:
    """The plan before anything is stored."""
    from gjenklang.apps.integration.tables.queries import summary

    return {
        "rows": made.rows,
        "clients": made.new_clients + made.known_clients,
        "new_clients": made.new_clients,
        "new_scores": made.new_scores,
        "known_scores": made.known_scores,
        "summary": summary(made),
        "duplicates": [{"row": one.row, "words": one.words} for one in made.duplicates],
        "problems": [{"row": one.row, "words": one.words} for one in made.problems],
    }


def _say(report: dict[str, Any], *, wrote: bool) -> None:
    for sentence in report["summary"]:
        click.echo(sentence)
    for one in report["duplicates"]:
        click.echo(f"  {one['words']}")
    for one in report["problems"]:
        click.echo(f"Error: {one['words']}", err=True)
    if report["problems"]:
        click.echo("Nothing is stored." if wrote else "Nothing can be stored.")
    else:
        click.echo(
            f"{report['stored']} scores are stored." if wrote else "Nothing is stored: this was a trial."
        )
