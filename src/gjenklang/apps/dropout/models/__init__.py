"""What is kept."""

from gjenklang.apps.dropout.models.counted import Count

__all__ = ["Count"]
