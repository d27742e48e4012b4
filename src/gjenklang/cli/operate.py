"""Commands for whoever runs the service: demo, serve, migrate, doctor and Django's own."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import click
import django
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

__all__ = ["demo", "doctor", "environment_of_a_worker", "manage", "migrate", "rotate_keys", "serve", "set_up"]

DEMO_SEED = 2026
#: Days that an invented municipality can live on: its courses go some years back, and nobody in it is born later.
EARLIEST, LATEST = date(2015, 1, 1), date(2100, 12, 31)


def set_up(*, database: bool = True) -> None:
    """Make Django ready, and the folder of the embedded database; say in one line what stands in the way."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gjenklang.website.settings")
    data = Path(os.environ.get("GJENKLANG_DATA", "var")).expanduser().absolute()
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        django.setup()
    except OSError as wrong:
        raise click.UsageError(f"GJENKLANG_DATA: {data} cannot be used: {wrong.strerror}.") from None
    except (ValueError, ImproperlyConfigured) as wrong:
        from gjenklang.website import configuration

        said = configuration.problems(configuration.read()) or [str(wrong)]
        raise click.UsageError(" ".join(said)) from None
    if database:
        _reach_database()


def _reach_database() -> None:
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as wrong:
        raise click.UsageError(f"The database does not answer: {str(wrong).splitlines()[0]}") from None


def _refuse_unsafe() -> None:
    from gjenklang.website import configuration

    if unsafe := configuration.problems(configuration.read()):
        raise click.UsageError(" ".join(unsafe))


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands, for example `gjenklang manage showmigrations`."""
    set_up(database=False)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["gjenklang manage", *arguments])


@click.command()
def migrate() -> None:
    """Bring the database up to this version; safe to repeat."""
    _refuse_unsafe()
    set_up()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    click.echo("The database is up to date.")


@click.command()
@click.option("--new-key", is_flag=True, help="Print a new key for GJENKLANG_FIELD_KEYS and stop.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def doctor(*, new_key: bool, as_json: bool) -> None:
    """Say in whole sentences whether this installation is safe to run on.

    Ends with status 2 when it is not.
    """
    if new_key:
        click.echo(Fernet.generate_key().decode())
        return
    from gjenklang.cli.health import examine

    set_up(database=False)
    findings = examine()
    wrong = [one for one in findings if not one.well]
    if as_json:
        import json

        rows = [{"well": one.well, "words": one.words} for one in findings]
        click.echo(json.dumps({"well": not wrong, "findings": rows}, ensure_ascii=False))
    else:
        for one in findings:
            mark = " !!  " if not one.well else "  -- " if one.notice else "  ok "
            click.echo(f"{mark} {one.words}")
    if wrong:
        sys.exit(2)


@click.command("rotate-keys")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def rotate_keys(*, as_json: bool) -> None:
    """Encrypt anew, with the first of GJENKLANG_FIELD_KEYS, all that is stored encrypted.

    Put a new key first and keep the old ones behind it, restart, run this, then take the old keys away.
    """
    _refuse_unsafe()
    set_up()
    from gjenklang.apps.audit.actions import Who
    from gjenklang.apps.security import actions

    written: dict[str, int] = {}
    try:
        for table, count in actions.rotate_keys(by=Who("system", None)):
            written[table] = count
            if not as_json:
                click.echo(f"{table}: {count}")
    except ImproperlyConfigured as wrong:
        raise click.UsageError(str(wrong)) from None
    if as_json:
        import json

        click.echo(json.dumps({"rows": written}))


@click.command()
@click.option("--bind", help="Address and port; else GJENKLANG_BIND.")
@click.option("--workers", type=click.IntRange(1, 64), help="Web workers; else GJENKLANG_WORKERS.")
@click.option(
    "--worker/--no-worker", "background", default=True, help="Also run the worker for background tasks."
)
def serve(bind: str | None, workers: int | None, *, background: bool) -> None:
    """Serve the website, with a worker for background tasks beside it."""
    _refuse_unsafe()
    bind = bind or os.environ.get("GJENKLANG_BIND", "127.0.0.1:8000")
    address = _free_address(bind)
    set_up()
    _expect_night()
    _run(address, workers, background=background)


def _free_address(bind: str) -> tuple[str, str]:
    """Return host and port, where nobody answers yet: two servers would share one port and each answer some clicks."""
    host, _, port = bind.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if ":" not in bind or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.UsageError(f"{bind!r} is no address: write it like 127.0.0.1:8000.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, int(port)), family=family).close()
    except OSError as wrong:
        raise click.UsageError(
            f"{bind} cannot be used: {str(wrong.strerror).split(' (')[0]}. Choose another with --bind."
        ) from None
    return host, port


def _expect_night() -> None:
    from django.db import OperationalError, ProgrammingError
    from django.utils import timezone

    from gjenklang.website.nightly import expect_hour, expect_night

    try:
        expect_night(timezone.now())
        expect_hour(timezone.now())
    except (OperationalError, ProgrammingError):
        raise click.UsageError("The database is not up to date: run gjenklang migrate.") from None


def _run(address: tuple[str, str], workers: int | None, *, background: bool) -> None:
    """Run granian and the task worker until one of them ends or a signal comes."""
    host, port = address
    count = workers or int(os.environ.get("GJENKLANG_WORKERS", "2"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gjenklang.website.settings")
    web = [sys.executable, "-m", "gjenklang.website.serving", host, port, str(count)]
    tasks = [
        sys.executable,
        "-m",
        "gjenklang.cli",
        "manage",
        "db_worker",
        "--interval",
        "5",
        "--no-startup-delay",
    ]
    running = [subprocess.Popen(web, env=environment_of_a_worker())]  # noqa: S603
    if background:
        running.append(subprocess.Popen(tasks))  # noqa: S603

    def stop(*_: object) -> None:
        for one in running:
            one.terminate()

    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, stop)
    while all(one.poll() is None for one in running):
        time.sleep(0.2)
    for one in running:
        one.terminate()
    sys.exit(max(0, *(one.wait() for one in running)))


def environment_of_a_worker() -> dict[str, str]:
    """The environment in which a web worker is small."""
    # One thread of a worker answers, so that one heap is enough: each more of glibc's costs it some megabytes. And what
    # a request leaves free is given back, instead of kept for one as large.
    lean = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072", **os.environ}
    # Docstrings and the columns of instructions are for whoever reads the code. A traceback still names its file and
    # line.
    lean |= {"PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1"}
    # Compiled once and kept: a worker that compiles the house at its start is 3 MB larger for as long as it lives.
    lean.pop("PYTHONDONTWRITEBYTECODE", None)
    if not os.access(Path(__file__).parent, os.W_OK):
        data = Path(os.environ.get("GJENKLANG_DATA", "var")).expanduser().absolute()
        lean.setdefault("PYTHONPYCACHEPREFIX", str(data / "bytecode"))
    return lean


@click.command()
@click.option("--seed", type=int, default=DEMO_SEED, show_default=True, help="Which invented municipality.")
@click.option("--date", "today", type=click.DateTime(["%Y-%m-%d"]), help="The day that is today in it.")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder for the demo; else ./var/demo.")
@click.option("--fresh", is_flag=True, help="Throw the demo's data away first.")
@click.option("--no-serve", is_flag=True, help="Fill only.")
def demo(
    seed: int, today: datetime | None, bind: str, data: Path | None, *, fresh: bool, no_serve: bool
) -> None:
    """Fill an invented municipality and serve it, for anyone to look at."""
    if today and not EARLIEST <= today.date() <= LATEST:
        raise click.UsageError(f"--date is a day from {EARLIEST} to {LATEST}.")
    address = ("", "") if no_serve else _free_address(bind)
    folder = (data or Path("var/demo")).absolute()
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    _demo_environment(folder)
    os.environ.setdefault("GJENKLANG_ADDRESS", f"http://{bind}")
    set_up()
    _fill_demo(folder, seed, today.date() if today else datetime.now().astimezone().date())
    if no_serve:
        return
    _expect_night()
    click.echo(f"\n  http://{bind}/\n")
    if address[0] == "127.0.0.1":
        click.echo(f"  Passkeys need a name: http://localhost:{address[1]}/\n")
    _run(address, 2, background=True)


def _demo_environment(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as wrong:
        raise click.UsageError(f"--data: {folder} cannot be used: {wrong.strerror}.") from None
    keys = folder / "keys"
    if not keys.exists():
        keys.write_text(f"{secrets.token_urlsafe(60)}\n{Fernet.generate_key().decode()}\n", "utf-8")
        keys.chmod(0o600)
    secret, field = keys.read_text("utf-8").split()
    os.environ.update(
        GJENKLANG_ENV="demo",
        GJENKLANG_HTTPS="no",
        GJENKLANG_DATA=str(folder),
        GJENKLANG_SECRET_KEY=secret,
        GJENKLANG_FIELD_KEYS=field,
    )


def _fill_demo(folder: Path, seed: int, today: date) -> None:
    """Fill it once; a town of another day or seed stays, for what was tried in it, and says so."""
    from django.core.management import call_command

    from gjenklang.cli.demo_town import fill, who_can_sign_in
    from gjenklang.core.fictional import municipality

    call_command("migrate", interactive=False, verbosity=0)
    wanted, lives = f"{today} (seed {seed})", folder / "town"
    if fill(municipality(seed, today)):
        lives.write_text(wanted, "utf-8")
    elif lives.exists() and (there := lives.read_text("utf-8")) != wanted:
        click.echo(f"  This municipality lives on {there}: --fresh makes one for {wanted}.", err=True)
    click.echo("\n  Sign in as (password gjenklang-demo, PIN 1234):")
    for username, words in who_can_sign_in():
        click.echo(f"    {username:12} {words}")
