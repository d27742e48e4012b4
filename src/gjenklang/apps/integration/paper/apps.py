"""Django's entry for paper."""

from django.apps import AppConfig

__all__ = ["PaperConfig"]


class PaperConfig(AppConfig):
    """Forms on paper and by telephone."""

    name = "gjenklang.apps.integration.paper"
    label = "paper"
