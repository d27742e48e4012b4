"""Everything that is written about staying and leaving: verbs, each one transaction with its line in the trail."""

from gjenklang.apps.dropout.actions.checklist import (
    agree,
    ask_again,
    fill_checklist,
    record_screening,
    show_course,
    take_back_agreement,
)

__all__ = [
    "agree",
    "ask_again",
    "fill_checklist",
    "record_screening",
    "show_course",
    "take_back_agreement",
]
