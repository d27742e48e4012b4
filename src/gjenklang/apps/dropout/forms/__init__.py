"""What may be typed."""

from gjenklang.apps.dropout.forms.measures import LinksForm
from gjenklang.apps.dropout.forms.meetings import DecisionForm, HeldForm, MilestoneForm
from gjenklang.apps.dropout.forms.relatives import RelativeForm
from gjenklang.apps.dropout.forms.transitions import AttendedForm, ClosedForm, TransitionForm

__all__ = [
    "AttendedForm",
    "ClosedForm",
    "DecisionForm",
    "HeldForm",
    "LinksForm",
    "MilestoneForm",
    "RelativeForm",
    "TransitionForm",
]
