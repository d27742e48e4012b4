"""What the session page, the caseload page and the pages of the rules need to know."""

from gjenklang.apps.feedback.queries.brought import (
    brought,
    brought_one,
)
from gjenklang.apps.feedback.queries.caseload import (
    Caseload,
    Row,
    caseload,
)
from gjenklang.apps.feedback.queries.course import (
    Course,
    Given,
    Reading,
    gather,
)
from gjenklang.apps.feedback.queries.guesses import (
    GUESS_RULE,
    Record,
    Tally,
    asks_guess,
    my_guesses,
    wants_guesses,
)
from gjenklang.apps.feedback.queries.guides import (
    Guide,
    guide_for,
    guide_of,
    guide_texts,
    guides,
)
from gjenklang.apps.feedback.queries.history import (
    Past,
    ShownTo,
    days_shown,
    history,
    label_in_hand,
    labels_of,
    shown_on,
)
from gjenklang.apps.feedback.queries.kept import (
    kept,
    may_handle,
    signal_in_hand,
)
from gjenklang.apps.feedback.queries.picture import (
    Picture,
    pictures_of,
)
from gjenklang.apps.feedback.queries.record import (
    RuleRecord,
    record,
)
from gjenklang.apps.feedback.queries.rule_sets import (
    Told,
    held_by,
    rule_version,
    rule_versions,
)
from gjenklang.apps.feedback.queries.rule_words import (
    rule_title,
)
from gjenklang.apps.feedback.queries.said import (
    Said,
    said,
)
from gjenklang.apps.feedback.queries.unit import (
    OVERSEERS,
    UnitUse,
    Week,
    overseen,
    unit_use,
)
from gjenklang.apps.feedback.queries.words import (
    Status,
    status_of,
)

__all__ = [
    "GUESS_RULE",
    "OVERSEERS",
    "Caseload",
    "Course",
    "Given",
    "Guide",
    "Past",
    "Picture",
    "Reading",
    "Record",
    "Row",
    "RuleRecord",
    "Said",
    "ShownTo",
    "Status",
    "Tally",
    "Told",
    "UnitUse",
    "Week",
    "asks_guess",
    "brought",
    "brought_one",
    "caseload",
    "days_shown",
    "gather",
    "guide_for",
    "guide_of",
    "guide_texts",
    "guides",
    "held_by",
    "history",
    "kept",
    "label_in_hand",
    "labels_of",
    "may_handle",
    "my_guesses",
    "overseen",
    "pictures_of",
    "record",
    "rule_title",
    "rule_version",
    "rule_versions",
    "said",
    "shown_on",
    "signal_in_hand",
    "status_of",
    "unit_use",
    "wants_guesses",
]
