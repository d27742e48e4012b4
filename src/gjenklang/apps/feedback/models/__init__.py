"""What is kept."""

from gjenklang.apps.feedback.models.agenda import AgendaItem, From
from gjenklang.apps.feedback.models.agreed import Agreed, What, Whose
from gjenklang.apps.feedback.models.brought import Brought
from gjenklang.apps.feedback.models.expected import ExpectedBands, ExpectedModel
from gjenklang.apps.feedback.models.guesses import Expects, Guess, GuessWish
from gjenklang.apps.feedback.models.guides import GuideText
from gjenklang.apps.feedback.models.handling import Handling, Showing, Step
from gjenklang.apps.feedback.models.labels import MOST_LABELS, CourseLabel
from gjenklang.apps.feedback.models.later import MONTHS, Came, FollowUp, MayAsk
from gjenklang.apps.feedback.models.marked import EVENTS, Marked, MarkKind, Work
from gjenklang.apps.feedback.models.rule_sets import Change, RuleVersion
from gjenklang.apps.feedback.models.signals import Done, Figures, Kind, NotNow, Signal
from gjenklang.apps.feedback.models.summed import AllianceSum
from gjenklang.apps.feedback.models.theory import QUESTIONS, Theory
from gjenklang.apps.feedback.models.wishes import Given, Wish

__all__ = [
    "EVENTS",
    "MONTHS",
    "MOST_LABELS",
    "QUESTIONS",
    "AgendaItem",
    "Agreed",
    "AllianceSum",
    "Brought",
    "Came",
    "Change",
    "CourseLabel",
    "Done",
    "ExpectedBands",
    "ExpectedModel",
    "Expects",
    "Figures",
    "FollowUp",
    "From",
    "Given",
    "Guess",
    "GuessWish",
    "GuideText",
    "Handling",
    "Kind",
    "MarkKind",
    "Marked",
    "MayAsk",
    "NotNow",
    "RuleVersion",
    "Showing",
    "Signal",
    "Step",
    "Theory",
    "What",
    "Whose",
    "Wish",
    "Work",
]
