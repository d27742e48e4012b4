"""Everything that is written beside the curve: verbs, each one transaction with its line in the trail."""

from gjenklang.apps.feedback.actions.brought import bring, take_up
from gjenklang.apps.feedback.actions.guesses import make_guess, want_guesses
from gjenklang.apps.feedback.actions.guides import write_guide
from gjenklang.apps.feedback.actions.signals import put_off, show, show_caseload, talk_about

__all__ = [
    "bring",
    "make_guess",
    "put_off",
    "show",
    "show_caseload",
    "take_up",
    "talk_about",
    "want_guesses",
    "write_guide",
]
