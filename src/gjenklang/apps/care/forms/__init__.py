"""What clients send and what staff type."""

from gjenklang.apps.care.forms.answering import (
    PaperForm,
    key_from,
    marks_from,
    own_from,
    rater_choices,
    seconds_from,
    shown_from,
    waited_from,
)
from gjenklang.apps.care.forms.apart import ApartForm, TogetherForm
from gjenklang.apps.care.forms.close import MayReadForm, ShieldForm, UnshieldForm
from gjenklang.apps.care.forms.courses import (
    ClientForm,
    CourseForm,
    JoinForm,
    MainRaterForm,
    NewClientForm,
    RaterForm,
    ShareForm,
)
from gjenklang.apps.care.forms.day import AppointmentForm, AttendanceForm
from gjenklang.apps.care.forms.raised import AnswerForm, ConsentForm, MatterForm
from gjenklang.apps.care.forms.safety import SafetyForm
from gjenklang.apps.care.forms.studies import StudyForm

__all__ = [
    "AnswerForm",
    "ApartForm",
    "AppointmentForm",
    "AttendanceForm",
    "ClientForm",
    "ConsentForm",
    "CourseForm",
    "JoinForm",
    "MainRaterForm",
    "MatterForm",
    "MayReadForm",
    "NewClientForm",
    "PaperForm",
    "RaterForm",
    "SafetyForm",
    "ShareForm",
    "ShieldForm",
    "StudyForm",
    "TogetherForm",
    "UnshieldForm",
    "key_from",
    "marks_from",
    "own_from",
    "rater_choices",
    "seconds_from",
    "shown_from",
    "waited_from",
]
