"""The screens of the ways in."""

from gjenklang.apps.inviting.views import codes, links, many

__all__ = ["codes", "links", "many"]
