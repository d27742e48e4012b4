"""Django's entry for instruments in use."""

from django.apps import AppConfig

__all__ = ["InstrumentsConfig"]


class InstrumentsConfig(AppConfig):
    """Instruments in use."""

    name = "gjenklang.apps.instruments"
    label = "instruments"
