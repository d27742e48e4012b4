"""What may be typed."""

from gjenklang.apps.dropout.forms.checklist import AgreementForm, ChecklistForm, ScreeningForm, answers_now
from gjenklang.apps.dropout.forms.leaving import DeathForm, EndingForm, SettleForm
from gjenklang.apps.dropout.forms.local import BuildForm, FillForm
from gjenklang.apps.dropout.forms.measures import LinksForm
from gjenklang.apps.dropout.forms.meetings import DecisionForm, HeldForm, MilestoneForm
from gjenklang.apps.dropout.forms.outreach import (
    AskPeerForm,
    ContactForm,
    OutcomeForm,
    ProlongForm,
    RosterForm,
)
from gjenklang.apps.dropout.forms.plans import PLAN, PlanForm, RemindersForm, TalkForm
from gjenklang.apps.dropout.forms.prints import PRINTED, MatForm
from gjenklang.apps.dropout.forms.register import GivenForm, NewMeasureForm
from gjenklang.apps.dropout.forms.relatives import RelativeForm
from gjenklang.apps.dropout.forms.service import FactorTextForm, LimitsForm, TriedForm
from gjenklang.apps.dropout.forms.transitions import AttendedForm, ClosedForm, TransitionForm

__all__ = [
    "PLAN",
    "PRINTED",
    "AgreementForm",
    "AskPeerForm",
    "AttendedForm",
    "BuildForm",
    "ChecklistForm",
    "ClosedForm",
    "ContactForm",
    "DeathForm",
    "DecisionForm",
    "EndingForm",
    "FactorTextForm",
    "FillForm",
    "GivenForm",
    "HeldForm",
    "LimitsForm",
    "LinksForm",
    "MatForm",
    "MilestoneForm",
    "NewMeasureForm",
    "OutcomeForm",
    "PlanForm",
    "ProlongForm",
    "RelativeForm",
    "RemindersForm",
    "RosterForm",
    "ScreeningForm",
    "SettleForm",
    "TalkForm",
    "TransitionForm",
    "TriedForm",
    "answers_now",
]
