"""What is kept."""

from gjenklang.apps.instruments.models.licences import Licence
from gjenklang.apps.instruments.models.safety import SafetyReceiver
from gjenklang.apps.instruments.models.standards import AgeGroup, EpisodeKind, StandardSet
from gjenklang.apps.instruments.models.uses import InstrumentUse

__all__ = ["AgeGroup", "EpisodeKind", "InstrumentUse", "Licence", "SafetyReceiver", "StandardSet"]
