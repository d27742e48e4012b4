"""Sessions of browsers, kept in the database by a hash of their key: who reads the table cannot use what it holds."""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from gjenklang.apps.shell.prepared import Prepared

__all__ = ["SessionStore", "kept_as"]


def kept_as(key: str) -> str:
    """What is stored instead of a session's key. The key has 165 random bits, so no salt is needed."""
    return hashlib.blake2b(key.encode(), digest_size=20).hexdigest()


_RUNNING = Prepared(lambda model, *, kept, now: model.objects.filter(session_key=kept, expire_date__gt=now))


class SessionStore(InDatabase):
    """Django's sessions in the database, found by the hash of the key that only the browser holds."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        kept = kept_as(self.session_key or "")
        found = _RUNNING.first(self.model, kept=kept, now=timezone.now())
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether a key is taken."""
        return super().exists(kept_as(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row, under the hash."""
        row = super().create_model_instance(data)
        row.session_key = kept_as(str(row.session_key))
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Forget a session; without a key, this one."""
        key = session_key or self.session_key
        if key:
            super().delete(kept_as(key))
