"""Put the bundled SQLite in the place of the system's own."""

import sys
from importlib import import_module
from importlib.util import find_spec

__all__ = ["FIRST_SAFE", "install", "version"]

#: SQLite 3.7.0 to 3.51.2 can lose commits when a write-ahead log is reset (sqlite.org/changes.html, 3.51.3).
FIRST_SAFE = (3, 51, 3)


def install() -> None:
    """Let every later ``import sqlite3`` find pysqlite3, which bundles a newer SQLite.

    Must run before Django's backend is imported. Where pysqlite3 is not to be had nothing happens, and
    ``gjenklang doctor`` says so.
    """
    found = sys.modules.get("sqlite3")
    if find_spec("pysqlite3") is None or (found is not None and found.__name__ == "pysqlite3"):
        return
    sys.modules["sqlite3"] = import_module("pysqlite3")
    sys.modules["sqlite3.dbapi2"] = import_module("pysqlite3.dbapi2")


def version() -> tuple[int, int, int]:
    """The version of the SQLite in use."""
    module = import_module("sqlite3")
    first, second, third = (int(part) for part in module.sqlite_version.split("."))
    return first, second, third
