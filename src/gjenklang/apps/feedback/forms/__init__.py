"""What is typed."""

from gjenklang.apps.feedback.forms.brought import BringForm
from gjenklang.apps.feedback.forms.guesses import GuessForm
from gjenklang.apps.feedback.forms.guides import GuideForm
from gjenklang.apps.feedback.forms.signals import HandleForm

__all__ = ["BringForm", "GuessForm", "GuideForm", "HandleForm"]
