"""Who is behind a request to the own page: a client, by a cookie that is wholly apart from staff's."""

import hashlib
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from gjenklang.apps.care.models import Responsibility
from gjenklang.apps.care.queries import may_read
from gjenklang.apps.own.models import OwnSession
from gjenklang.apps.people.models import Post, Role
from gjenklang.apps.people.rules import Actor, holds, on_day

__all__ = [
    "COOKIE_PATH",
    "DECIDERS",
    "IDLE",
    "MOST",
    "close_session",
    "cookie_name",
    "hash_of",
    "may_decide",
    "may_read_experiences",
    "own_session",
    "session_of",
    "to_decide",
]

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
    """The client's session, while it is used and its access is open; never that of someone who rates."""
    found = session_of(request)
    return found if found is not None and found.access.rater_id is None else None


def close_session(request: HttpRequest) -> OwnSession | None:
    """The session of one who rates, while it is used and it is decided that they may read."""
    found = session_of(request)
    if found is None or found.access.rater_id is None:
        return None
    allowed = may_read(found.access.client_id, found.access.rater_id, timezone.localdate())
    return found if allowed else None


def session_of(request: HttpRequest) -> OwnSession | None:
    """The session of whoever has signed in with code and PIN; what it opens is for the two above to say."""
    key = request.COOKIES.get(cookie_name(), "")
    if not key:
        return None
    now = timezone.now()
    found = OwnSession.objects.filter(
        key_hash=hash_of(key), seen__gt=now - IDLE, since__gt=now - MOST, access__closed__isnull=True
    )
    return found.select_related("access__client", "access__organisation", "access__rater").first()


#: Who decides on a request for deletion: the unit's leader, or where there is none who is free to, an administrator.
DECIDERS = (Role.LEADER, Role.ADMINISTRATOR)
may_decide = holds(*DECIDERS)
may_read_experiences = holds(Role.LEADER)


def to_decide(by: Actor, day: date) -> Q:
    """Requests that this person decides: never in a course that they, or someone they stand in for, have had."""
    had = Responsibility.objects.filter(staff__in=by.selves).values("episode")
    helping = Responsibility.objects.filter(episode=OuterRef(OuterRef("episode"))).values("staff")
    free_leader = Post.objects.filter(on_day(day), unit=OuterRef("episode__unit"), role=Role.LEADER).exclude(
        staff__in=helping
    )
    mine = Q(episode__unit__in=by.units(Role.LEADER))
    if by.holds(Role.ADMINISTRATOR):
        mine |= ~Q(Exists(free_leader))
    return Q(organisation=by.organisation) & mine & ~Q(episode__in=had)
