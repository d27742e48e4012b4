"""Settings that are unsafe in production are refused, each in its own sentence."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from gjenklang.website.configuration import SETTINGS, problems, read

SAFE = {
    "GJENKLANG_SECRET_KEY": "x" * 60,
    "GJENKLANG_FIELD_KEYS": "5v8Lr1yDdyH3d0T5xq0Yh1m3m1mWm3yqkU0Uj2o0s3E=",
    "GJENKLANG_HOSTS": "fit.example",
    "GJENKLANG_PROXY": "yes",
}


def test_a_safe_production_has_no_problem() -> None:
    assert problems(read(SAFE)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GJENKLANG_SECRET_KEY", "short"),
        ("GJENKLANG_FIELD_KEYS", ""),
        ("GJENKLANG_HTTPS", "no"),
        ("GJENKLANG_PROXY", "no"),
        ("GJENKLANG_HOSTS", "*"),
        ("GJENKLANG_HOSTS", ""),
        ("GJENKLANG_LANGUAGE", "tlh"),
        ("GJENKLANG_DATABASE", "mysql://x"),
        ("GJENKLANG_DATABASE", "postgres://x@host:port/x"),
        ("GJENKLANG_WORKERS", "none"),
        ("GJENKLANG_FIELD_KEYS", "no-key"),
        ("GJENKLANG_TIME_ZONE", "Mars/Base"),
        ("GJENKLANG_EMAIL", "post.example"),
    ],
)
def test_an_unsafe_setting_is_named(name: str, value: str) -> None:
    assert any(name in sentence for sentence in problems(read(SAFE | {name: value})))


def test_names_are_used_once() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(names) == len(set(names))


def test_sqlite_is_durable_and_without_the_bug(db) -> None:
    if connection.vendor != "sqlite":
        return
    from gjenklang.website.embedded import driver

    assert driver.version() >= driver.FIRST_SAFE
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert cursor.execute("PRAGMA foreign_keys").fetchone()[0] == 1


@pytest.mark.parametrize(("house", "backend"), [("production", "dummy"), ("demo", "console")])
def test_without_a_mail_server_no_link_for_a_password_stands_in_a_log(house: str, backend: str) -> None:
    given = {**os.environ, "GJENKLANG_ENV": house, "GJENKLANG_EMAIL": ""}
    code = "from gjenklang.website import settings; print(settings.EMAIL_BACKEND)"
    run = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == f"django.core.mail.backends.{backend}.EmailBackend"
