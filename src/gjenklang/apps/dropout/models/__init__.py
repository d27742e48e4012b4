"""What is kept."""

from gjenklang.apps.dropout.models.meetings import Attendee, Decision, Milestone
from gjenklang.apps.dropout.models.outreach import Contact, How, Outcome, Outreach, Roster
from gjenklang.apps.dropout.models.plans import (
    MasteryPlan,
    Reminders,
    Talk,
)
from gjenklang.apps.dropout.models.register import Fact, Given, LocalMeasure, MeasureLink
from gjenklang.apps.dropout.models.relatives import Relative
from gjenklang.apps.dropout.models.transitions import Closed, Transition

__all__ = [
    "Attendee",
    "Closed",
    "Contact",
    "Decision",
    "Fact",
    "Given",
    "How",
    "LocalMeasure",
    "MasteryPlan",
    "MeasureLink",
    "Milestone",
    "Outcome",
    "Outreach",
    "Relative",
    "Reminders",
    "Roster",
    "Talk",
    "Transition",
]
