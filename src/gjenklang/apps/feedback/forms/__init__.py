"""What is typed."""

from gjenklang.apps.feedback.forms.agreed import AgreedForm, CloseForm
from gjenklang.apps.feedback.forms.brought import BringForm
from gjenklang.apps.feedback.forms.ending import LastLookForm
from gjenklang.apps.feedback.forms.expected import ExpectedForm
from gjenklang.apps.feedback.forms.guesses import GuessForm
from gjenklang.apps.feedback.forms.guides import GuideForm
from gjenklang.apps.feedback.forms.marked import MARKS
from gjenklang.apps.feedback.forms.signals import HandleForm
from gjenklang.apps.feedback.forms.theory import TheoryForm, theory_in_words
from gjenklang.apps.feedback.forms.wishes import AnswerForm, WishForm

__all__ = [
    "MARKS",
    "AgreedForm",
    "AnswerForm",
    "BringForm",
    "CloseForm",
    "ExpectedForm",
    "GuessForm",
    "GuideForm",
    "HandleForm",
    "LastLookForm",
    "TheoryForm",
    "WishForm",
    "theory_in_words",
]
