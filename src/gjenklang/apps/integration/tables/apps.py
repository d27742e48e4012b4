"""Django's entry for tables."""

from django.apps import AppConfig

__all__ = ["TablesConfig"]


class TablesConfig(AppConfig):
    """Tables of scores and calendar files."""

    name = "gjenklang.apps.integration.tables"
    label = "tables"
