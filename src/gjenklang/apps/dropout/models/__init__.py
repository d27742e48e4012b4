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

__all__ = [
    "DUE_WEEK",
    "TEXT_LANGUAGES",
    "YOUNG_BELOW",
    "Agreement",
    "AskedAgain",
    "Checklist",
    "Factor",
    "FactorText",
    "Occasion",
    "Pace",
    "Reply",
    "Screening",
    "Tried",
    "Withdrawal",
]
