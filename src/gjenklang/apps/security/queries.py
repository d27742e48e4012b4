"""Questions about the one who asks."""

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest

__all__ = ["address_of", "has_second_factor", "locked_path"]

LOCK = "locked_to"


def address_of(request: HttpRequest) -> str:
    """The network address of the caller; the proxy's word counts only where an operator said that there is one."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.TRUST_PROXY and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in user has a second factor."""
    factors = apps.get_model("mfa", "Authenticator")._default_manager.filter(user=request.user)
    return bool(factors.exists())


def locked_path(request: HttpRequest) -> str | None:
    """The one page that a handed-over device may show, or ``None``."""
    path = request.session.get(LOCK) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    return str(path) if path else None
