"""What is typed."""

from gjenklang.apps.feedback.forms.agenda import AgendaForm
from gjenklang.apps.feedback.forms.agreed import AgreedForm, CloseForm
from gjenklang.apps.feedback.forms.brought import BringForm
from gjenklang.apps.feedback.forms.ending import LastLookForm
from gjenklang.apps.feedback.forms.expected import ExpectedForm
from gjenklang.apps.feedback.forms.guesses import GuessForm
from gjenklang.apps.feedback.forms.guides import GuideForm
from gjenklang.apps.feedback.forms.marked import MARKS
from gjenklang.apps.feedback.forms.own_line import OwnLineForm
from gjenklang.apps.feedback.forms.rules import ChooseForm, SilenceForm, TuneForm, WhyForm
from gjenklang.apps.feedback.forms.signals import BackForm, HandleForm, LabelForm
from gjenklang.apps.feedback.forms.theory import TheoryForm, theory_in_words
from gjenklang.apps.feedback.forms.wishes import AnswerForm, WishForm

__all__ = [
    "MARKS",
    "AgendaForm",
    "AgreedForm",
    "AnswerForm",
    "BackForm",
    "BringForm",
    "ChooseForm",
    "CloseForm",
    "ExpectedForm",
    "GuessForm",
    "GuideForm",
    "HandleForm",
    "LabelForm",
    "LastLookForm",
    "OwnLineForm",
    "SilenceForm",
    "TheoryForm",
    "TuneForm",
    "WhyForm",
    "WishForm",
    "theory_in_words",
]
