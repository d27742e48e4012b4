"""Who is behind a request to the own page: a client, by a cookie that is wholly apart from staff's."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from gjenklang.apps.own.models import OwnSession

__all__ = ["COOKIE_PATH", "IDLE", "MOST", "cookie_name", "hash_of", "own_session"]

#: So long may nothing be touched, and so long may it last.
IDLE, MOST = timedelta(minutes=15), timedelta(hours=2)
COOKIE_PATH = "/mine/"


def cookie_name() -> str:
    """The cookie of the own page; under https its name holds it to https."""
    return "__Secure-mine" if settings.SESSION_COOKIE_SECURE else "mine"


def hash_of(key: str) -> str:
    """What is stored instead of a key of 256 random bits."""
    return hashlib.sha256(key.encode()).hexdigest()


def own_session(request: HttpRequest) -> OwnSession | None:
    """The client's session, while it is used and its access is open."""
    key = request.COOKIES.get(cookie_name(), "")
    if not key:
        return None
    now = timezone.now()
    found = OwnSession.objects.filter(
        key_hash=hash_of(key), seen__gt=now - IDLE, since__gt=now - MOST, access__closed__isnull=True
    )
    return found.select_related("access__client", "access__organisation").first()
