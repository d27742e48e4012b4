"""Django's entry for dropout."""

from django.apps import AppConfig

__all__ = ["DropoutConfig"]


class DropoutConfig(AppConfig):
    """Who may leave unhelped, what is done about it, and how it is counted."""

    name = "gjenklang.apps.dropout"
    label = "dropout"
