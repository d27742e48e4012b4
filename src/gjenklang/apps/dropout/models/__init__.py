"""What is kept about staying and leaving."""

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
from gjenklang.apps.dropout.models.leaving import Death, Departure, Done, Item, Judged, Leaving, LeavingStep
from gjenklang.apps.dropout.models.local import AnsweredBy, LocalAnswers, LocalChecklist, LocalVersion

__all__ = [
    "DUE_WEEK",
    "TEXT_LANGUAGES",
    "YOUNG_BELOW",
    "Agreement",
    "AnsweredBy",
    "AskedAgain",
    "Checklist",
    "Count",
    "Death",
    "Departure",
    "Done",
    "Factor",
    "FactorText",
    "Item",
    "Judged",
    "Leaving",
    "LeavingStep",
    "LocalAnswers",
    "LocalChecklist",
    "LocalVersion",
    "Occasion",
    "Pace",
    "Reply",
    "Screening",
    "Tried",
    "Withdrawal",
]
