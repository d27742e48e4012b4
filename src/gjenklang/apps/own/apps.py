"""Django's entry for own."""

from django.apps import AppConfig

__all__ = ["OwnConfig"]


class OwnConfig(AppConfig):
    """The client's own page."""

    name = "gjenklang.apps.own"
    label = "own"
