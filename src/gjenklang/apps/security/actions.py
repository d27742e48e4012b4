"""Writes about users, and the lock on a device that is handed over."""

from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.security.models import User
from gjenklang.apps.security.queries import LOCK

__all__ = ["MOST_TRIES", "lock_device", "make_user", "set_pin", "unlock_device"]

MOST_TRIES = 5


@transaction.atomic
def make_user(
    *, by: Who, organisation: UUID | None, username: str, password: str | None, email: str = "", pin: str = ""
) -> User:
    """Store a user who can sign in; the password and the PIN are hashed with argon2.

    With no password nobody can sign in until one is set.
    """
    user = User(username=username, email=email, organisation=organisation)
    user.set_password(password)
    user.pin = make_password(pin) if pin else ""
    user.save()
    write_line(by, "user.make", subject=user.id)
    return user


@transaction.atomic
def set_pin(*, by: Who, user: User, pin: str) -> None:
    """Choose the PIN that brings a handed-over device back."""
    user.pin = make_password(pin)
    user.save(update_fields=["pin"])
    write_line(by, "user.set_pin", subject=user.id)


def lock_device(request: HttpRequest, *, path: str, back: str) -> None:
    """Let this browser session show one page only, until PIN or password lead ``back``."""
    request.session[LOCK] = path
    request.session["unlock_to"] = back
    request.session["tries"] = 0


def unlock_device(request: HttpRequest, *, secret: str) -> bool:
    """Bring the device back with the PIN or the password of the one who handed it over.

    Returns
    -------
    bool
        Whether it is unlocked. After ``MOST_TRIES`` wrong tries the user is signed out, so that the device holds
        nothing but the client's own form.
    """
    user = request.user
    if isinstance(user, User) and (check_password(secret, user.pin) or user.check_password(secret)):
        request.session.pop(LOCK, None)
        request.session.pop("tries", None)
        return True
    request.session["tries"] = request.session.get("tries", 0) + 1
    if request.session["tries"] >= MOST_TRIES:
        logout(request)
    return False
