"""Read who may be about to leave, and what is arranged for them."""

from gjenklang.apps.dropout.queries.advice import Advice, Limits, advice_for, limits_of, texts_of, tried_here
from gjenklang.apps.dropout.queries.checklist import (
    Due,
    Known,
    agreements_of,
    checklists_of,
    due_on,
    factors_for_meeting,
    screenings_of,
    week_of,
)
from gjenklang.apps.dropout.queries.counted import counted_courses, latest_count, units_to_count
from gjenklang.apps.dropout.queries.endings import (
    departures_of,
    leaving_of,
    leavings_of,
    overlapping,
    steps_of,
)
from gjenklang.apps.dropout.queries.follow_up import Waiting, What, to_follow_up
from gjenklang.apps.dropout.queries.indicators import Deaths, LeavingTimes, deaths_after, leaving_times
from gjenklang.apps.dropout.queries.local import (
    LocalState,
    local_answers_of,
    local_in_words,
    local_states,
    local_versions,
)
from gjenklang.apps.dropout.queries.opening import followed, followed_in_hand
from gjenklang.apps.dropout.queries.said import counted_in_words
from gjenklang.apps.dropout.queries.sources import Beside, screening_words, sources_of

__all__ = [
    "Advice",
    "Beside",
    "Deaths",
    "Due",
    "Known",
    "LeavingTimes",
    "Limits",
    "LocalState",
    "Waiting",
    "What",
    "advice_for",
    "agreements_of",
    "checklists_of",
    "counted_courses",
    "counted_in_words",
    "deaths_after",
    "departures_of",
    "due_on",
    "factors_for_meeting",
    "followed",
    "followed_in_hand",
    "latest_count",
    "leaving_of",
    "leaving_times",
    "leavings_of",
    "limits_of",
    "local_answers_of",
    "local_in_words",
    "local_states",
    "local_versions",
    "overlapping",
    "screening_words",
    "screenings_of",
    "sources_of",
    "steps_of",
    "texts_of",
    "to_follow_up",
    "tried_here",
    "units_to_count",
    "week_of",
]
