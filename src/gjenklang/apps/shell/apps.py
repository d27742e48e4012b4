"""The shell as Django knows it."""

from django.apps import AppConfig

__all__ = ["ShellConfig"]


class ShellConfig(AppConfig):
    """Templates, template tags and built front-end files; no models, no views."""

    name = "gjenklang.apps.shell"
    label = "shell"
