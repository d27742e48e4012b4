"""Writes about users, and the lock on a device that is handed over."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.apps import apps
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Model, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.audit.models import Line
from gjenklang.apps.security.fields import EncryptedTextField, rotated
from gjenklang.apps.security.models import User
from gjenklang.apps.security.queries import ALSO, BLANKS, LOCK, name_tried

__all__ = [
    "MOST_TRIES",
    "invite_user",
    "lock_device",
    "make_user",
    "note_failed_sign_in",
    "note_sign_in",
    "note_sign_out",
    "rotate_keys",
    "set_pin",
    "switch_user",
    "unlock_device",
]

MOST_TRIES = 5
#: What allauth keeps encrypted of a second factor (TOTP secret, seed and codes for recovery).
FACTOR_SECRETS = ("secret", "seed", "migrated_codes")


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


def rotate_keys(*, by: Who) -> Iterator[tuple[str, int]]:
    """Encrypt anew, with the first key, everything that is stored encrypted; old keys may then be taken away.

    Each row is read and written under its own lock, so that the service may go on meanwhile. Stopping half-way does
    no harm: every row fits some key in the list.

    Yields
    ------
    tuple
        The name of a table, and how many of its rows have been written.
    """
    for model in apps.get_models():
        fields = [
            field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)
        ]
        if fields:
            yield model._meta.label, _rotate_rows(model, fields)
    yield "second factors", _rotate_factors()
    write_line(by, "keys.rotate")


def _note(user: User, verb: str) -> None:
    write_line(Who("staff", user.organisation, user.id), verb, subject=user.id)


def note_sign_in(*, request: HttpRequest, user: User, **_signal: object) -> None:
    """Leave a line, and tell someone who has been here before that a link for their password was made meanwhile."""
    about = Line.objects.filter(organisation=user.organisation, client=None, subject=user.id)
    before = about.filter(verb="user.sign_in").order_by("-at").first()
    links = about.filter(verb="user.invite", at__gt=before.at) if before else about.none()
    if link := links.order_by("-at").first():
        words = _(
            "On %(day)s an administrator made a link by which your password could be chosen anew. "
            "If you did not ask for it, change your password and tell your leader."
        )
        day = date_format(timezone.localtime(link.at), "SHORT_DATETIME_FORMAT")
        messages.warning(request, words % {"day": day}, fail_silently=True)
    _note(user, "user.sign_in")


def note_sign_out(*, user: User | None, **_signal: object) -> None:
    """Leave a line when someone signs out, or is signed out."""
    if isinstance(user, User):
        _note(user, "user.sign_out")


def note_failed_sign_in(
    *, credentials: Mapping[str, str], request: HttpRequest | None = None, **_signal: object
) -> None:
    """Leave a line for a try that failed; what was typed is not kept, for it may be a password."""
    tried = name_tried(request, credentials) if request else credentials.get("username", "")
    known = User.objects.filter(username__iexact=tried).first() if tried else None
    who = Who("system", known.organisation if known else None)
    write_line(who, "user.sign_in_failed", subject=known.id if known else None)


def _rotate_rows(model: type[Model], fields: list[str]) -> int:
    filled = Q()
    for name in fields:
        filled |= ~Q(**{name: ""})
    keys = list(model._default_manager.filter(filled).values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            row = model._default_manager.select_for_update().only("pk", *fields).get(pk=key)
            row.save(update_fields=fields)
    return len(keys)


def _rotate_factors() -> int:
    count = 0
    factors = apps.get_model("mfa", "Authenticator")._default_manager
    for key in list(factors.exclude(type="webauthn").values_list("pk", flat=True)):
        with transaction.atomic():
            factor = factors.select_for_update().get(pk=key)
            factor.data |= {
                name: _anew(value) for name, value in factor.data.items() if name in FACTOR_SECRETS
            }
            factor.save(update_fields=["data"])
        count += 1
    return count


def _anew(value: str | list[str]) -> str | list[str]:
    return rotated(value) if isinstance(value, str) else [rotated(one) for one in value]


def lock_device(
    request: HttpRequest, *, path: str, back: str, also: Sequence[str] = (), blanks: bool = False
) -> None:
    """Let this browser session show one page only, until PIN or password lead ``back``.

    ``also`` are beginnings of addresses that this page leads to; ``blanks`` says that it is nobody's own device, and
    goes back to its page by itself.
    """
    request.session[LOCK] = path
    request.session[ALSO] = list(also)
    request.session[BLANKS] = blanks
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
        _note(user, "device.unlock")
        return True
    if isinstance(user, User):
        _note(user, "device.wrong_secret")
    request.session["tries"] = request.session.get("tries", 0) + 1
    if request.session["tries"] >= MOST_TRIES:
        logout(request)
    return False
