"""What may be typed about staying and leaving."""

from gjenklang.apps.dropout.forms.checklist import AgreementForm, ChecklistForm, ScreeningForm, answers_now
from gjenklang.apps.dropout.forms.leaving import DeathForm, EndingForm, SettleForm
from gjenklang.apps.dropout.forms.local import BuildForm, FillForm
from gjenklang.apps.dropout.forms.prints import PRINTED, MatForm
from gjenklang.apps.dropout.forms.service import FactorTextForm, LimitsForm, TriedForm

__all__ = [
    "PRINTED",
    "AgreementForm",
    "BuildForm",
    "ChecklistForm",
    "DeathForm",
    "EndingForm",
    "FactorTextForm",
    "FillForm",
    "LimitsForm",
    "MatForm",
    "ScreeningForm",
    "SettleForm",
    "TriedForm",
    "answers_now",
]
