"""What is kept."""

from gjenklang.apps.feedback.models.brought import Brought
from gjenklang.apps.feedback.models.guesses import Expects, Guess, GuessWish
from gjenklang.apps.feedback.models.guides import GuideText
from gjenklang.apps.feedback.models.signals import Done, Figures, Kind, NotNow, Signal

__all__ = [
    "Brought",
    "Done",
    "Expects",
    "Figures",
    "Guess",
    "GuessWish",
    "GuideText",
    "Kind",
    "NotNow",
    "Signal",
]
