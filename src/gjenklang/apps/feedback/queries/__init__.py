"""What the session page, the caseload page and the pages of the rules need to know."""

from gjenklang.apps.feedback.queries.caseload import Caseload, Row, caseload
from gjenklang.apps.feedback.queries.course import Course, Given, Reading, gather
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
from gjenklang.apps.feedback.queries.picture import Picture, pictures_of
from gjenklang.apps.feedback.queries.record import RuleRecord, record
from gjenklang.apps.feedback.queries.rule_sets import Told, held_by, rule_version, rule_versions
from gjenklang.apps.feedback.queries.rule_words import rule_title
from gjenklang.apps.feedback.queries.said import Said, said
from gjenklang.apps.feedback.queries.words import Status, status_of

__all__ = [
    "Caseload",
    "Course",
    "Given",
    "Past",
    "Picture",
    "Reading",
    "Row",
    "RuleRecord",
    "Said",
    "ShownTo",
    "Status",
    "Told",
    "caseload",
    "days_shown",
    "gather",
    "held_by",
    "history",
    "kept",
    "label_in_hand",
    "labels_of",
    "may_handle",
    "pictures_of",
    "record",
    "rule_title",
    "rule_version",
    "rule_versions",
    "said",
    "shown_on",
    "signal_in_hand",
    "status_of",
]
