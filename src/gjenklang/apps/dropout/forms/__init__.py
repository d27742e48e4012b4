"""What may be typed about staying and leaving."""

from gjenklang.apps.dropout.forms.checklist import AgreementForm, ChecklistForm, ScreeningForm, answers_now
from gjenklang.apps.dropout.forms.local import BuildForm, FillForm
from gjenklang.apps.dropout.forms.prints import PRINTED, MatForm
from gjenklang.apps.dropout.forms.service import FactorTextForm, LimitsForm, TriedForm

__all__ = [
    "PRINTED",
    "AgreementForm",
    "BuildForm",
    "ChecklistForm",
    "FactorTextForm",
    "FillForm",
    "LimitsForm",
    "MatForm",
    "ScreeningForm",
    "TriedForm",
    "answers_now",
]
