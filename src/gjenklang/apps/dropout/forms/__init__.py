"""What may be typed."""

from gjenklang.apps.dropout.forms.measures import LinksForm

__all__ = ["LinksForm"]
