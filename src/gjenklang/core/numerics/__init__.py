"""Shared and tiny arithmetic."""

from gjenklang.core.numerics.proportions import Share, wilson

__all__ = ["Share", "wilson"]
