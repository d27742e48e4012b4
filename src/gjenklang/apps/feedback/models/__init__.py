"""What is kept."""

from gjenklang.apps.feedback.models.brought import (
    Brought,
)
from gjenklang.apps.feedback.models.guesses import (
    Expects,
    Guess,
    GuessWish,
)
from gjenklang.apps.feedback.models.guides import (
    GuideText,
)
from gjenklang.apps.feedback.models.handling import (
    Handling,
    Showing,
    Step,
)
from gjenklang.apps.feedback.models.labels import (
    MOST_LABELS,
    CourseLabel,
)
from gjenklang.apps.feedback.models.rule_sets import (
    Change,
    RuleVersion,
)
from gjenklang.apps.feedback.models.signals import (
    Done,
    Figures,
    Kind,
    NotNow,
    Signal,
)

__all__ = [
    "MOST_LABELS",
    "Brought",
    "Change",
    "CourseLabel",
    "Done",
    "Expects",
    "Figures",
    "Guess",
    "GuessWish",
    "GuideText",
    "Handling",
    "Kind",
    "NotNow",
    "RuleVersion",
    "Showing",
    "Signal",
    "Step",
]
