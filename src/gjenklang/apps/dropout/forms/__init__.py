"""What may be typed."""

from gjenklang.apps.dropout.forms.measures import LinksForm
from gjenklang.apps.dropout.forms.meetings import DecisionForm, HeldForm, MilestoneForm
from gjenklang.apps.dropout.forms.outreach import (
    AskPeerForm,
    ContactForm,
    OutcomeForm,
    ProlongForm,
    RosterForm,
)
from gjenklang.apps.dropout.forms.plans import (
    PLAN,
    PlanForm,
    RemindersForm,
    TalkForm,
)
from gjenklang.apps.dropout.forms.register import (
    GivenForm,
    NewMeasureForm,
)
from gjenklang.apps.dropout.forms.relatives import RelativeForm
from gjenklang.apps.dropout.forms.transitions import AttendedForm, ClosedForm, TransitionForm

__all__ = [
    "PLAN",
    "AskPeerForm",
    "AttendedForm",
    "ClosedForm",
    "ContactForm",
    "DecisionForm",
    "GivenForm",
    "HeldForm",
    "LinksForm",
    "MilestoneForm",
    "NewMeasureForm",
    "OutcomeForm",
    "PlanForm",
    "ProlongForm",
    "RelativeForm",
    "RemindersForm",
    "RosterForm",
    "TalkForm",
    "TransitionForm",
]
