"""Read, the asker first."""

from gjenklang.apps.dropout.queries.beside import beside
from gjenklang.apps.dropout.queries.engagement import engagement, factors_for_meeting
from gjenklang.apps.dropout.queries.measures import links_of, local_measures
from gjenklang.apps.dropout.queries.meetings import decisions_of, milestones_of
from gjenklang.apps.dropout.queries.outreach import outreach_of, own_roster, own_tasks, peers, task_of, tasks
from gjenklang.apps.dropout.queries.plans import (
    plans_of,
    reminders_of,
    talks_of,
)
from gjenklang.apps.dropout.queries.register import (
    others_here,
    register,
)
from gjenklang.apps.dropout.queries.relatives import close_to, relatives_of, welcome
from gjenklang.apps.dropout.queries.team import (
    counted,
    team,
)
from gjenklang.apps.dropout.queries.transitions import transitions_of

__all__ = [
    "beside",
    "close_to",
    "counted",
    "decisions_of",
    "engagement",
    "factors_for_meeting",
    "links_of",
    "local_measures",
    "milestones_of",
    "others_here",
    "outreach_of",
    "own_roster",
    "own_tasks",
    "peers",
    "plans_of",
    "register",
    "relatives_of",
    "reminders_of",
    "talks_of",
    "task_of",
    "tasks",
    "team",
    "transitions_of",
    "welcome",
]
