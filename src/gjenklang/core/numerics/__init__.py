"""Shared and tiny arithmetic."""

from gjenklang.core.numerics.means import Mean, mean_interval
from gjenklang.core.numerics.proportions import Share, wilson

__all__ = ["Mean", "Share", "mean_interval", "wilson"]
