"""What is kept."""

from gjenklang.apps.dropout.models.register import Fact, MeasureLink

__all__ = ["Fact", "MeasureLink"]
