"""Django's entry for care."""

from django.apps import AppConfig

__all__ = ["CareConfig"]


class CareConfig(AppConfig):
    """Episodes, sessions and answers."""

    name = "gjenklang.apps.care"
    label = "care"
