"""What is kept."""

from gjenklang.apps.feedback.models.guides import GuideText
from gjenklang.apps.feedback.models.signals import Done, Figures, Kind, NotNow, Signal

__all__ = ["Done", "Figures", "GuideText", "Kind", "NotNow", "Signal"]
