"""What is typed."""

from gjenklang.apps.feedback.forms.rules import ChooseForm, SilenceForm, TuneForm, WhyForm
from gjenklang.apps.feedback.forms.signals import BackForm, HandleForm, LabelForm

__all__ = ["BackForm", "ChooseForm", "HandleForm", "LabelForm", "SilenceForm", "TuneForm", "WhyForm"]
