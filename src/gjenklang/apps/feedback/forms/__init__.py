"""What is typed."""

from gjenklang.apps.feedback.forms.brought import (
    BringForm,
)
from gjenklang.apps.feedback.forms.guesses import (
    GuessForm,
)
from gjenklang.apps.feedback.forms.guides import (
    GuideForm,
)
from gjenklang.apps.feedback.forms.rules import (
    ChooseForm,
    SilenceForm,
    TuneForm,
    WhyForm,
)
from gjenklang.apps.feedback.forms.signals import (
    BackForm,
    HandleForm,
    LabelForm,
)

__all__ = [
    "BackForm",
    "BringForm",
    "ChooseForm",
    "GuessForm",
    "GuideForm",
    "HandleForm",
    "LabelForm",
    "SilenceForm",
    "TuneForm",
    "WhyForm",
]
