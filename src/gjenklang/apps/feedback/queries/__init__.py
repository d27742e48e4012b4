"""What the session page, the caseload page and the pages of the rules need to know."""

from gjenklang.apps.feedback.queries.agenda import agenda_in_hand, agenda_of
from gjenklang.apps.feedback.queries.brought import brought, brought_one
from gjenklang.apps.feedback.queries.caseload import Caseload, Row, caseload
from gjenklang.apps.feedback.queries.course import Course, Given, Reading, gather
from gjenklang.apps.feedback.queries.expected import (
    Expected,
    expected_for,
    expected_model,
    expected_models,
    has_expected,
)
from gjenklang.apps.feedback.queries.guesses import (
    GUESS_RULE,
    Record,
    Tally,
    asks_guess,
    my_guesses,
    wants_guesses,
)
from gjenklang.apps.feedback.queries.guides import Guide, guide_for, guide_of, guide_texts, guides
from gjenklang.apps.feedback.queries.history import (
    Past,
    ShownTo,
    days_shown,
    history,
    label_in_hand,
    labels_of,
    shown_on,
)
from gjenklang.apps.feedback.queries.kept import kept, may_handle, signal_in_hand
from gjenklang.apps.feedback.queries.later import Due, consent_of, due_again
from gjenklang.apps.feedback.queries.noted import (
    Noted,
    agreed_in_hand,
    agreed_versions,
    mark_in_hand,
    noted_of,
    theories_of,
)
from gjenklang.apps.feedback.queries.own_line import own_line_shown, own_line_words, own_lines
from gjenklang.apps.feedback.queries.picture import Picture, pictures_of
from gjenklang.apps.feedback.queries.points import Point, Points, points_of
from gjenklang.apps.feedback.queries.record import RuleRecord, record
from gjenklang.apps.feedback.queries.rule_sets import Told, held_by, rule_version, rule_versions
from gjenklang.apps.feedback.queries.rule_words import rule_title
from gjenklang.apps.feedback.queries.said import Said, said
from gjenklang.apps.feedback.queries.since import Since, since
from gjenklang.apps.feedback.queries.summed import alliance_sums
from gjenklang.apps.feedback.queries.talked import Talked, talked_of
from gjenklang.apps.feedback.queries.turned import Turned, turned_of
from gjenklang.apps.feedback.queries.unit import OVERSEERS, UnitUse, Week, overseen, unit_use
from gjenklang.apps.feedback.queries.wishes import wish_to_answer, wishes_here, wishes_of
from gjenklang.apps.feedback.queries.words import Status, status_of

__all__ = [
    "GUESS_RULE",
    "OVERSEERS",
    "Caseload",
    "Course",
    "Due",
    "Expected",
    "Given",
    "Guide",
    "Noted",
    "Past",
    "Picture",
    "Point",
    "Points",
    "Reading",
    "Record",
    "Row",
    "RuleRecord",
    "Said",
    "ShownTo",
    "Since",
    "Status",
    "Talked",
    "Tally",
    "Told",
    "Turned",
    "UnitUse",
    "Week",
    "agenda_in_hand",
    "agenda_of",
    "agreed_in_hand",
    "agreed_versions",
    "alliance_sums",
    "asks_guess",
    "brought",
    "brought_one",
    "caseload",
    "consent_of",
    "days_shown",
    "due_again",
    "expected_for",
    "expected_model",
    "expected_models",
    "gather",
    "guide_for",
    "guide_of",
    "guide_texts",
    "guides",
    "has_expected",
    "held_by",
    "history",
    "kept",
    "label_in_hand",
    "labels_of",
    "mark_in_hand",
    "may_handle",
    "my_guesses",
    "noted_of",
    "overseen",
    "own_line_shown",
    "own_line_words",
    "own_lines",
    "pictures_of",
    "points_of",
    "record",
    "rule_title",
    "rule_version",
    "rule_versions",
    "said",
    "shown_on",
    "signal_in_hand",
    "since",
    "status_of",
    "talked_of",
    "theories_of",
    "turned_of",
    "unit_use",
    "wants_guesses",
    "wish_to_answer",
    "wishes_here",
    "wishes_of",
]
