"""Writes about users, and the lock on a device that is handed over."""

from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.security.models import User
from gjenklang.apps.security.queries import LOCK

__all__ = ["MOST_TRIES", "invite_user", "lock_device", "make_user", "set_pin", "switch_user", "unlock_device"]

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


@transaction.atomic
def invite_user(*, by: Who, user: User) -> str:
    """Make the path of a page where this user, and whoever holds the path, may choose a new password.

    Returns
    -------
    str
        A path that works once, until ``PASSWORD_RESET_TIMEOUT`` has gone. It is nowhere stored: its key is signed
        over the password of now, so choosing a password ends every such path.
    """
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    write_line(by, "user.invite", subject=user.id)
    empty = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return empty.replace("UID-KEY", key)


@transaction.atomic
def switch_user(*, by: Who, user: User, on: bool) -> None:
    """Let a user sign in, or no more; whoever is signed in is out at the next click."""
    user.is_active = on
    user.save(update_fields=["is_active"])
    write_line(by, "user.switch_on" if on else "user.switch_off", subject=user.id)


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
