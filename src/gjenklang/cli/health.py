"""What the doctor looks at."""

import io
import shutil
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from gjenklang.apps.instruments.wording import broken_packs
from gjenklang.website import configuration
from gjenklang.website.embedded import driver

__all__ = ["Finding", "examine"]

LEAST_FREE = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence, and whether it is as it should be."""

    well: bool
    words: str
    #: As it should be, and still worth knowing.
    notice: bool = False


def examine() -> list[Finding]:
    """Look at settings, database, keys, disk and migrations."""
    unsafe = configuration.problems(configuration.read())
    findings = [Finding(well=False, words=sentence) for sentence in unsafe] or [
        Finding(well=True, words="The settings are safe.")
    ]
    return [*findings, *_database(), *_keys(), *_disk(), *_packs(), *_mail(), *_django()]


def _keys() -> list[Finding]:
    from gjenklang.apps.security.queries import unreadable  # models, which are there when Django is set up

    count = len(settings.FIELD_KEYS)
    found = [Finding(well=bool(count), words=f"{count} key(s) for encrypted columns; the first one writes.")]
    try:
        closed = unreadable()
    except (DatabaseError, ImproperlyConfigured):  # no database, or one without our tables: said already
        return found
    if not closed:
        return [*found, Finding(well=True, words="What is stored encrypted opens with them.")]
    words = f"GJENKLANG_FIELD_KEYS does not open what is stored ({', '.join(closed)}): put the old key back."
    return [*found, Finding(well=False, words=words)]


def _database() -> list[Finding]:
    try:
        connection.ensure_connection()
    except (OperationalError, ImproperlyConfigured) as wrong:
        return [Finding(well=False, words=f"The database does not answer: {str(wrong).splitlines()[0]}")]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            row = cursor.fetchone()
        durable = row is not None and row[0] in {"on", "remote_apply", "remote_write", "local"}
        words = "on: nothing acknowledged is lost" if durable else "off: an answer can be lost after thanks"
        return [Finding(well=durable, words=f"PostgreSQL, synchronous_commit {words}."), *_migrations()]
    version = driver.version()
    number = ".".join(map(str, version))
    safe = version >= driver.FIRST_SAFE
    words = "without the WAL-reset bug" if safe else "has the WAL-reset bug: install pysqlite3"
    return [Finding(well=safe, words=f"SQLite {number}, {words}."), *_migrations()]


def _migrations() -> list[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return [Finding(well=False, words=f"{len(waiting)} migration(s) wait: run gjenklang migrate.")]
    return [Finding(well=True, words="The database is up to date.")]


def _disk() -> list[Finding]:
    free = shutil.disk_usage(configuration.read().data).free
    return [Finding(well=free > LEAST_FREE, words=f"{free // 1_000_000} MB free where the data lie.")]


def _packs() -> list[Finding]:
    broken = broken_packs(settings.WORDING_PACKS)
    wrong = [Finding(well=False, words=f"The wording pack {name}: {why}") for name, why in broken.items()]
    return wrong or [Finding(well=True, words="The wording packs can be read.")]


def _mail() -> list[Finding]:
    if configuration.read().url("GJENKLANG_EMAIL").hostname:
        return [Finding(well=True, words="Mail about sign-in is sent.")]
    words = (
        "GJENKLANG_EMAIL is empty: no mail is sent; an administrator makes links for a forgotten password."
    )
    return [Finding(well=True, words=words, notice=True)]


def _django() -> list[Finding]:
    try:
        call_command("check", stdout=io.StringIO(), stderr=io.StringIO())
    except SystemCheckError as wrong:
        return [Finding(well=False, words=str(wrong).strip().splitlines()[0])]
    return [Finding(well=True, words="Django's own checks are content.")]
