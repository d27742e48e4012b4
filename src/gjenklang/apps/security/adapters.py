"""What django-allauth may do here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from gjenklang.apps.security.queries import address_of

__all__ = ["StaffAdapter"]


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff are made by the service, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up from outside."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Use the same address as the lock-out does."""
        return address_of(request)
