"""The way in for those who answer: a form opens by its address, and nobody signs in."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

__all__ = ["APART", "Answering", "two_ways_in"]

#: What is about signing in, sessions and static files: of no use to whoever brings no session.
APART = frozenset(
    {
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "axes.middleware.AxesMiddleware",
        "gjenklang.apps.security.middleware.IdleTimeout",
    }
)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Answering(WSGIHandler):
    """Django with the middleware that a form of a client needs: headers, language, the gate."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own
        """Load those of the settings that are not apart."""
        whole = settings.MIDDLEWARE
        settings.MIDDLEWARE = [name for name in whole if name not in APART]
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = whole


def two_ways_in(whole: Application, answering: Application) -> Application:
    """Send a form's address without a session to the short way, and everything else to the whole one.

    A device that a therapist has handed over brings a session, and so goes the whole way past the lock.
    """

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        alone = settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
        path = environ.get("PATH_INFO", "")
        short = path.startswith("/news/") or (alone and path.startswith("/f/"))
        return (answering if short else whole)(environ, start_response)

    return application
