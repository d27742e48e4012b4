"""Everything that is written about staying and leaving: verbs, each one transaction with its line in the trail."""

from gjenklang.apps.dropout.actions.checklist import (
    agree,
    ask_again,
    fill_checklist,
    record_screening,
    show_course,
    take_back_agreement,
    withdraw_screening,
)
from gjenklang.apps.dropout.actions.leaving import give_up_plan, note_ending, record_death, settle
from gjenklang.apps.dropout.actions.local import Asked, build_local, change_local, close_local, fill_local
from gjenklang.apps.dropout.actions.service import note_tried, set_limits, take_away_tried, write_text

__all__ = [
    "Asked",
    "agree",
    "ask_again",
    "build_local",
    "change_local",
    "close_local",
    "fill_checklist",
    "fill_local",
    "give_up_plan",
    "note_ending",
    "note_tried",
    "record_death",
    "record_screening",
    "set_limits",
    "settle",
    "show_course",
    "take_away_tried",
    "take_back_agreement",
    "withdraw_screening",
    "write_text",
]
