"""Everything that is written beside the curve: verbs, each one transaction with its line in the trail."""

from gjenklang.apps.feedback.actions.brought import (
    bring,
    take_up,
)
from gjenklang.apps.feedback.actions.guesses import (
    make_guess,
    want_guesses,
)
from gjenklang.apps.feedback.actions.guides import (
    write_guide,
)
from gjenklang.apps.feedback.actions.labels import (
    put_label,
    take_label_off,
)
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

__all__ = [
    "Tuning",
    "bring",
    "choose_rules",
    "follow_organisation",
    "go_back",
    "let_speak",
    "make_guess",
    "note_read",
    "put_label",
    "put_off",
    "show",
    "show_caseload",
    "silence_rule",
    "take_back",
    "take_label_off",
    "take_up",
    "talk_about",
    "tune_rules",
    "want_guesses",
    "write_guide",
]
