"""Write: one verb, one transaction, one line in the trail."""

from gjenklang.apps.dropout.actions.measures import link_measure
from gjenklang.apps.dropout.actions.meetings import (
    change_milestone,
    decide,
    finish_decision,
    hold_milestone,
    plan_milestone,
)
from gjenklang.apps.dropout.actions.outreach import (
    ask_peer,
    close_outreach,
    log_contact,
    prolong_outreach,
    withdraw_outreach,
    write_roster,
)
from gjenklang.apps.dropout.actions.plans import (
    note_talk,
    want_reminders,
    write_plan,
)
from gjenklang.apps.dropout.actions.register import (
    close_measure,
    give_measure,
    name_measure,
)
from gjenklang.apps.dropout.actions.relatives import change_relative, note_relative, withdraw_consent
from gjenklang.apps.dropout.actions.team import (
    show_team,
)
from gjenklang.apps.dropout.actions.transitions import (
    attend_transition,
    change_transition,
    close_transition,
    plan_transition,
)

__all__ = [
    "ask_peer",
    "attend_transition",
    "change_milestone",
    "change_relative",
    "change_transition",
    "close_measure",
    "close_outreach",
    "close_transition",
    "decide",
    "finish_decision",
    "give_measure",
    "hold_milestone",
    "link_measure",
    "log_contact",
    "name_measure",
    "note_relative",
    "note_talk",
    "plan_milestone",
    "plan_transition",
    "prolong_outreach",
    "show_team",
    "want_reminders",
    "withdraw_consent",
    "withdraw_outreach",
    "write_plan",
    "write_roster",
]
