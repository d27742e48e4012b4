"""What is kept."""

from gjenklang.apps.dropout.models.meetings import Attendee, Decision, Milestone
from gjenklang.apps.dropout.models.register import Fact, MeasureLink
from gjenklang.apps.dropout.models.relatives import Relative
from gjenklang.apps.dropout.models.transitions import Closed, Transition

__all__ = [
    "Attendee",
    "Closed",
    "Decision",
    "Fact",
    "MeasureLink",
    "Milestone",
    "Relative",
    "Transition",
]
