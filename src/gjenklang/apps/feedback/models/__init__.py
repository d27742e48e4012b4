"""What is kept."""

from gjenklang.apps.feedback.models.signals import Done, Figures, Kind, NotNow, Signal

__all__ = ["Done", "Figures", "Kind", "NotNow", "Signal"]
