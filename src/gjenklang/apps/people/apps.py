"""Django's entry for people."""

from django.apps import AppConfig

__all__ = ["PeopleConfig"]


class PeopleConfig(AppConfig):
    """People and units."""

    name = "gjenklang.apps.people"
    label = "people"
