"""What is kept."""

from gjenklang.apps.dropout.models.advice import (
    DUE_WEEK,
    TEXT_LANGUAGES,
    YOUNG_BELOW,
    FactorText,
    Pace,
    Tried,
)
from gjenklang.apps.dropout.models.agreements import Agreement
from gjenklang.apps.dropout.models.checklist import (
    AskedAgain,
    Checklist,
    Factor,
    Occasion,
    Reply,
    Screening,
    Withdrawal,
)
from gjenklang.apps.dropout.models.counted import Count
from gjenklang.apps.dropout.models.experiences import Experience
from gjenklang.apps.dropout.models.forecasting import LANDMARK_DAYS, LocalModel
from gjenklang.apps.dropout.models.leaving import Death, Departure, Done, Item, Judged, Leaving, LeavingStep
from gjenklang.apps.dropout.models.local import AnsweredBy, LocalAnswers, LocalChecklist, LocalVersion
from gjenklang.apps.dropout.models.meetings import Attendee, Decision, Milestone
from gjenklang.apps.dropout.models.outreach import Contact, How, Outcome, Outreach, Roster
from gjenklang.apps.dropout.models.plans import MasteryPlan, Reminders, Talk
from gjenklang.apps.dropout.models.register import Fact, Given, LocalMeasure, MeasureLink
from gjenklang.apps.dropout.models.relatives import Relative
from gjenklang.apps.dropout.models.transitions import Closed, Transition

__all__ = [
    "DUE_WEEK",
    "LANDMARK_DAYS",
    "TEXT_LANGUAGES",
    "YOUNG_BELOW",
    "Agreement",
    "AnsweredBy",
    "AskedAgain",
    "Attendee",
    "Checklist",
    "Closed",
    "Contact",
    "Count",
    "Death",
    "Decision",
    "Departure",
    "Done",
    "Experience",
    "Fact",
    "Factor",
    "FactorText",
    "Given",
    "How",
    "Item",
    "Judged",
    "Leaving",
    "LeavingStep",
    "LocalAnswers",
    "LocalChecklist",
    "LocalMeasure",
    "LocalModel",
    "LocalVersion",
    "MasteryPlan",
    "MeasureLink",
    "Milestone",
    "Occasion",
    "Outcome",
    "Outreach",
    "Pace",
    "Relative",
    "Reminders",
    "Reply",
    "Roster",
    "Screening",
    "Talk",
    "Transition",
    "Tried",
    "Withdrawal",
]
