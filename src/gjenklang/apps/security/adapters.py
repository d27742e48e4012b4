"""What django-allauth may do here."""

from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from gjenklang.apps.security.fields import decrypted, encrypted
from gjenklang.apps.security.models import User
from gjenklang.apps.security.queries import address_of
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["SecondFactorAdapter", "SignIn", "StaffAdapter"]

_USER = Prepared(lambda *, key: User.objects.filter(pk=key))


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """Sign in as allauth does; every request after that finds its user by a statement that is composed once."""

    def get_user(self, user_id: UUID) -> User | None:
        """Return the user of a session, unless switched off."""
        user = _USER.first(key=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff are made by the service, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up from outside."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Use the same address as the lock-out does."""
        return address_of(request)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second factors are of no use to whoever steals only the database."""

    def encrypt(self, text: str) -> str:
        """Encrypt with the first of the field keys."""
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with any of the field keys."""
        return decrypted(encrypted_text)
