"""What the answers add up to; whole tables of answers are in :mod:`gjenklang.core.scoring.tables` (numpy)."""

from gjenklang.core.scoring.answers import AnswerOutOfRange, UnknownItem, check_answers
from gjenklang.core.scoring.bands import band, below_cut_off, on_clinical_side, to_steps
from gjenklang.core.scoring.responses import Doubt, NotAResponse, ResponseScore, score_response
from gjenklang.core.scoring.totals import (
    ScaleScore,
    Score,
    UnknownRule,
    missing_rule,
    score,
    sentinel_set,
    total_steps,
)

__all__ = [
    "AnswerOutOfRange",
    "Doubt",
    "NotAResponse",
    "ResponseScore",
    "ScaleScore",
    "Score",
    "UnknownItem",
    "UnknownRule",
    "band",
    "below_cut_off",
    "check_answers",
    "missing_rule",
    "on_clinical_side",
    "score",
    "score_response",
    "sentinel_set",
    "to_steps",
    "total_steps",
]
