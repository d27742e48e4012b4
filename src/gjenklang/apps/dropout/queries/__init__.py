"""Read, the asker first."""

from gjenklang.apps.dropout.queries.advice import Advice, Limits, advice_for, limits_of, texts_of, tried_here
from gjenklang.apps.dropout.queries.beside import beside
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
from gjenklang.apps.dropout.queries.engagement import engagement
from gjenklang.apps.dropout.queries.experiences import experiences_of, told_here
from gjenklang.apps.dropout.queries.follow_up import Waiting, What, to_follow_up
from gjenklang.apps.dropout.queries.indicators import Deaths, LeavingTimes, deaths_after, leaving_times
from gjenklang.apps.dropout.queries.landmarks import Landmark, landmark_of, landmarks, latest_model, model_on
from gjenklang.apps.dropout.queries.local import (
    LocalState,
    local_answers_of,
    local_in_words,
    local_states,
    local_versions,
)
from gjenklang.apps.dropout.queries.measures import links_of, local_measures
from gjenklang.apps.dropout.queries.meetings import decisions_of, milestones_of
from gjenklang.apps.dropout.queries.model_said import JudgedInWords, factors_weighed, judged_in_words
from gjenklang.apps.dropout.queries.opening import followed, followed_in_hand
from gjenklang.apps.dropout.queries.outreach import outreach_of, own_roster, own_tasks, peers, task_of, tasks
from gjenklang.apps.dropout.queries.plans import plans_of, reminders_of, talks_of
from gjenklang.apps.dropout.queries.register import others_here, register
from gjenklang.apps.dropout.queries.relatives import close_to, relatives_of, welcome
from gjenklang.apps.dropout.queries.said import counted_in_words
from gjenklang.apps.dropout.queries.sources import Beside, screening_words, sources_of
from gjenklang.apps.dropout.queries.team import counted, team
from gjenklang.apps.dropout.queries.transitions import transitions_of

__all__ = [
    "Advice",
    "Beside",
    "Deaths",
    "Due",
    "JudgedInWords",
    "Known",
    "Landmark",
    "LeavingTimes",
    "Limits",
    "LocalState",
    "Waiting",
    "What",
    "advice_for",
    "agreements_of",
    "beside",
    "checklists_of",
    "close_to",
    "counted",
    "counted_courses",
    "counted_in_words",
    "deaths_after",
    "decisions_of",
    "departures_of",
    "due_on",
    "engagement",
    "experiences_of",
    "factors_for_meeting",
    "factors_weighed",
    "followed",
    "followed_in_hand",
    "judged_in_words",
    "landmark_of",
    "landmarks",
    "latest_count",
    "latest_model",
    "leaving_of",
    "leaving_times",
    "leavings_of",
    "limits_of",
    "links_of",
    "local_answers_of",
    "local_in_words",
    "local_measures",
    "local_states",
    "local_versions",
    "milestones_of",
    "model_on",
    "others_here",
    "outreach_of",
    "overlapping",
    "own_roster",
    "own_tasks",
    "peers",
    "plans_of",
    "register",
    "relatives_of",
    "reminders_of",
    "screening_words",
    "screenings_of",
    "sources_of",
    "steps_of",
    "talks_of",
    "task_of",
    "tasks",
    "team",
    "texts_of",
    "to_follow_up",
    "told_here",
    "transitions_of",
    "tried_here",
    "units_to_count",
    "week_of",
    "welcome",
]
