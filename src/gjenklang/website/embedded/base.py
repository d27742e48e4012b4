"""Django's SQLite backend, with an operating-system lock in front of every transaction.

SQLite lets a second writer sleep and look again; under load that makes the slowest answers ten times slower than
they need to be. Here writers wait on a file lock instead, which wakes the next one at once. The lock is only a
queue: SQLite's own locks still guard the data, so a writer who does not take it (the shell, a backup) does no harm.
"""

import fcntl
from pathlib import Path
from typing import IO

from django.db.backends.sqlite3 import base

__all__ = ["DatabaseWrapper"]


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions queue on ``<database>.queue``."""

    _queue: IO[bytes] | None = None
    _holds_place = False

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
