"""Django's entry for inviting."""

from django.apps import AppConfig

__all__ = ["InvitingConfig"]


class InvitingConfig(AppConfig):
    """How someone who is asked comes to the form."""

    name = "gjenklang.apps.inviting"
    label = "inviting"
