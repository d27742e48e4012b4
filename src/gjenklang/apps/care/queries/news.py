"""What is new about a session's forms, asked many times a second: two small questions, and nobody is named."""

import hashlib
from uuid import UUID

from django.core import signing

from gjenklang.apps.care.models import Administration, Invitation
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["news_key", "news_of"]

#: An address for news works as long as a working day.
WORKS_FOR = 12 * 60 * 60
SALT = "gjenklang.news"


def news_key(session: UUID) -> str:
    """The secret part of the address where the news of a session is asked; for whoever may open the session."""
    return signing.dumps(session.hex, salt=SALT)


def news_of(key: str) -> str | None:
    """A short mark that changes whenever something about the forms of a session changes; ``None`` for a wrong key."""
    try:
        session = UUID(signing.loads(key, salt=SALT, max_age=WORKS_FOR))
    except (signing.BadSignature, ValueError):
        return None
    state = repr((sorted(map(str, _ASKED(session=session))), sorted(map(str, _GIVEN(session=session)))))
    return hashlib.sha256(state.encode()).hexdigest()[:16]


_ASKED = Prepared(
    lambda *, session: Invitation.objects.filter(session=session).values_list(
        "id", "opened", "declined", "put_off"
    )
)
_GIVEN = Prepared(
    lambda *, session: Administration.objects.filter(invitation__session=session).values_list(
        "id", "standing", "confirmed"
    )
)
