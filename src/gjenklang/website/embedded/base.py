"""Django's SQLite backend, with an operating-system lock in front of every transaction.

SQLite lets a second writer sleep and look again; under load that makes the slowest answers ten times slower than
they need to be. Here writers wait on a file lock instead, which wakes the next one at once. The lock is only a
queue: SQLite's own locks still guard the data, so a writer who does not take it (the shell, a backup) does no harm.
"""

import fcntl
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from django.db.backends.sqlite3 import base

__all__ = ["Cursor", "DatabaseWrapper"]


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that remembers how a statement reads in SQLite's own style: the house asks few, and each many times."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        """Turn ``%s`` into ``?``, once for each statement."""
        if param_names is None:
            return _question_marks(query)
        return str(super().convert_query(query, param_names=param_names))


@lru_cache(maxsize=512)
def _question_marks(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query)).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions queue on ``<database>.queue``."""

    _queue: IO[bytes] | None = None
    _holds_place = False

    def create_cursor(self, _name: str | None = None) -> Any:
        """Open a cursor of our own."""
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_place()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._give_place()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # not in the stubs
        finally:
            self._give_place()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._give_place()

    def _close(self) -> None:
        self._give_place()
        if self._queue is not None:
            self._queue.close()
            self._queue = None
        super()._close()  # type: ignore[misc]  # not in the stubs

    def _take_place(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self._holds_place or self.is_in_memory_db():
            return
        if self._queue is None:
            self._queue = Path(f"{name}.queue").open("ab")  # noqa: SIM115 - held open as long as the connection
        fcntl.flock(self._queue, fcntl.LOCK_EX)
        self._holds_place = True

    def _give_place(self) -> None:
        if self._holds_place and self._queue is not None:
            self._holds_place = False
            fcntl.flock(self._queue, fcntl.LOCK_UN)
