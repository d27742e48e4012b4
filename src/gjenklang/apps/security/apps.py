"""Django's entry for users and the gate."""

from django.apps import AppConfig

__all__ = ["SecurityConfig"]


class SecurityConfig(AppConfig):
    """Users and the gate."""

    name = "gjenklang.apps.security"
    label = "security"
