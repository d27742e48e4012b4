"""What the session page and the caseload page need to know."""

from gjenklang.apps.feedback.queries.brought import brought, brought_one
from gjenklang.apps.feedback.queries.caseload import Row, caseload
from gjenklang.apps.feedback.queries.course import Course, Given, Reading, gather
from gjenklang.apps.feedback.queries.guesses import (
    GUESS_RULE,
    Record,
    Tally,
    asks_guess,
    my_guesses,
    wants_guesses,
)
from gjenklang.apps.feedback.queries.guides import Guide, guide_for, guide_of, guide_texts, guides
from gjenklang.apps.feedback.queries.kept import kept, may_handle, signal_in_hand
from gjenklang.apps.feedback.queries.picture import Picture, pictures_of
from gjenklang.apps.feedback.queries.said import Said, said
from gjenklang.apps.feedback.queries.unit import OVERSEERS, UnitUse, Week, overseen, unit_use
from gjenklang.apps.feedback.queries.words import Status, status_of

__all__ = [
    "GUESS_RULE",
    "OVERSEERS",
    "Course",
    "Given",
    "Guide",
    "Picture",
    "Reading",
    "Record",
    "Row",
    "Said",
    "Status",
    "Tally",
    "UnitUse",
    "Week",
    "asks_guess",
    "brought",
    "brought_one",
    "caseload",
    "gather",
    "guide_for",
    "guide_of",
    "guide_texts",
    "guides",
    "kept",
    "may_handle",
    "my_guesses",
    "overseen",
    "pictures_of",
    "said",
    "signal_in_hand",
    "status_of",
    "unit_use",
    "wants_guesses",
]
