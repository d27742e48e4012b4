"""What django-allauth may do here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from gjenklang.apps.security.fields import decrypted, encrypted
from gjenklang.apps.security.queries import address_of

__all__ = ["SecondFactorAdapter", "StaffAdapter"]


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
