"""Questions about the one who asks, and about user names."""

import re
from collections.abc import Mapping

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, Model, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gjenklang.apps.security.fields import EncryptedTextField
from gjenklang.apps.security.models import User

__all__ = [
    "address_of",
    "also_open",
    "blanks_to",
    "free_username",
    "has_second_factor",
    "locked_path",
    "name_tried",
    "unreadable",
]

LOCK = "locked_to"
ALSO = "locked_also"
BLANKS = "locked_blanks"


def address_of(request: HttpRequest) -> str:
    """The network address of the caller; the proxy's word counts only where an operator said that there is one."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.TRUST_PROXY and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def name_tried(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Whom someone tries to be, so that wrong tries are counted for that person however the name was written.

    The form's field, allauth's credentials (user name or e-mail) and a signed-in user who proves themself again all
    lead to the same user name.
    """
    given = credentials or {}
    typed = given.get("username") or given.get("email") or request.POST.get("login", "")
    if not typed:
        return str(getattr(request.user, "username", "")).lower()
    named = Q(username__iexact=typed.strip()) | Q(email__iexact=typed.strip())
    known = User.objects.filter(named).values_list("username", flat=True).first()
    return (known or typed.strip()).lower()


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in user has a second factor."""
    factors = apps.get_model("mfa", "Authenticator")._default_manager.filter(user=request.user)
    return bool(factors.exists())


def locked_path(request: HttpRequest) -> str | None:
    """The one page that a handed-over device may show, or ``None``."""
    path = request.session.get(LOCK) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    return str(path) if path else None


def also_open(request: HttpRequest) -> tuple[str, ...]:
    """What a handed-over device may show besides its one page: the beginnings of addresses."""
    return tuple(request.session.get(ALSO, ()))


def blanks_to(request: HttpRequest) -> str | None:
    """The page that a screen in a waiting room goes back to by itself; ``None`` on every other device."""
    page = locked_path(request)
    return page if page and request.session.get(BLANKS) else None


def free_username(text: str) -> str:
    """A user name without spaces around it, when nobody in any organisation has it.

    Raises
    ------
    ValueError
        When it is empty or odd, or taken; large and small letters are the same, as at sign-in.
    """
    username = text.strip()
    if not re.fullmatch(r"[\w.+@-]{1,80}", username):
        raise ValueError(
            _("A user name has letters, digits and . + - _ @, at most 80 of them, and no space.")
        )
    if User.objects.filter(username__iexact=username).exists():
        raise ValueError(_("This user name is taken. Choose another."))
    return username


def unreadable() -> list[str]:
    """The columns of which the oldest or the newest row opens with no key of the settings."""
    encrypted = [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    ]
    return [f"{model._meta.label}.{field.name}" for model, field in encrypted if not _opens(model, field)]


def _opens(model: type[Model], field: "Field[str, str]") -> bool:
    rows = (
        model._default_manager.exclude(**{field.name: ""}).order_by("pk").values_list(field.name, flat=True)
    )
    try:
        rows.first(), rows.last()
    except ImproperlyConfigured:
        return False
    return True
