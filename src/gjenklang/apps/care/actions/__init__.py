"""Everything that is written in care: verbs, each one transaction with its line in the trail."""

from gjenklang.apps.care.actions.answering import (
    AlreadyAnswered,
    Expired,
    choose_language,
    confirm,
    decline,
    note_line,
    open_form,
    record_administration,
    undo,
)
from gjenklang.apps.care.actions.asking import NoWords, hand_over, store_answers, type_from_paper
from gjenklang.apps.care.actions.courses import end_episode, open_episode, own_forms, share_responsibility
from gjenklang.apps.care.actions.meetings import (
    begin_session,
    lay_out_series,
    mark_attendance,
    move_session,
    plan_series,
    plan_session,
    store_sessions,
    walk_in,
)

__all__ = [
    "AlreadyAnswered",
    "Expired",
    "NoWords",
    "begin_session",
    "choose_language",
    "confirm",
    "decline",
    "end_episode",
    "hand_over",
    "lay_out_series",
    "mark_attendance",
    "move_session",
    "note_line",
    "open_episode",
    "open_form",
    "own_forms",
    "plan_series",
    "plan_session",
    "record_administration",
    "share_responsibility",
    "store_answers",
    "store_sessions",
    "type_from_paper",
    "undo",
    "walk_in",
]
