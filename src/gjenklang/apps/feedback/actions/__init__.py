"""Everything that is written beside the curve: verbs, each one transaction with its line in the trail."""

from gjenklang.apps.feedback.actions.agenda import make_agenda, tick
from gjenklang.apps.feedback.actions.agreed import close_agreed, correct_agreed, note_agreed
from gjenklang.apps.feedback.actions.brought import bring, take_up
from gjenklang.apps.feedback.actions.expected import NotReady, stop_expected, take_in, use_expected
from gjenklang.apps.feedback.actions.guesses import make_guess, want_guesses
from gjenklang.apps.feedback.actions.guides import write_guide
from gjenklang.apps.feedback.actions.labels import put_label, take_label_off
from gjenklang.apps.feedback.actions.later import (
    begin_follow_up,
    let_us_ask,
    note_not_asked,
    take_back_consent,
)
from gjenklang.apps.feedback.actions.marked import mark, take_back_mark
from gjenklang.apps.feedback.actions.rule_sets import (
    Tuning,
    choose_rules,
    follow_organisation,
    go_back,
    let_speak,
    silence_rule,
    tune_rules,
)
from gjenklang.apps.feedback.actions.signals import (
    note_read,
    put_off,
    show,
    show_caseload,
    take_back,
    talk_about,
)
from gjenklang.apps.feedback.actions.summed import sum_up_alliance
from gjenklang.apps.feedback.actions.theory import write_theory
from gjenklang.apps.feedback.actions.wishes import answer_wish, wish_for_another

__all__ = [
    "NotReady",
    "Tuning",
    "answer_wish",
    "begin_follow_up",
    "bring",
    "choose_rules",
    "close_agreed",
    "correct_agreed",
    "follow_organisation",
    "go_back",
    "let_speak",
    "let_us_ask",
    "make_agenda",
    "make_guess",
    "mark",
    "note_agreed",
    "note_not_asked",
    "note_read",
    "put_label",
    "put_off",
    "show",
    "show_caseload",
    "silence_rule",
    "stop_expected",
    "sum_up_alliance",
    "take_back",
    "take_back_consent",
    "take_back_mark",
    "take_in",
    "take_label_off",
    "take_up",
    "talk_about",
    "tick",
    "tune_rules",
    "use_expected",
    "want_guesses",
    "wish_for_another",
    "write_guide",
    "write_theory",
]
