"""Django's entry for the trail."""

from django.apps import AppConfig

__all__ = ["AuditConfig"]


class AuditConfig(AppConfig):
    """The trail."""

    name = "gjenklang.apps.audit"
    label = "audit"
