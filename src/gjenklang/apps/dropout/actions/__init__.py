"""Everything that is written about staying and leaving: verbs, each one transaction with its line in the trail."""

from gjenklang.apps.dropout.actions.checklist import (
    agree,
    ask_again,
    fill_checklist,
    record_screening,
    show_course,
    take_back_agreement,
    withdraw_screening,
)
from gjenklang.apps.dropout.actions.counting import NotYours, ask_for_count
from gjenklang.apps.dropout.actions.experiences import take_back_experience, tell_experience
from gjenklang.apps.dropout.actions.forecasting import NotJudged, ask_for_model, switch_off, switch_on
from gjenklang.apps.dropout.actions.leaving import give_up_plan, note_ending, record_death, settle
from gjenklang.apps.dropout.actions.local import Asked, build_local, change_local, close_local, fill_local
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
from gjenklang.apps.dropout.actions.plans import note_talk, want_reminders, write_plan
from gjenklang.apps.dropout.actions.register import close_measure, give_measure, name_measure
from gjenklang.apps.dropout.actions.relatives import change_relative, note_relative, withdraw_consent
from gjenklang.apps.dropout.actions.service import note_tried, set_limits, take_away_tried, write_text
from gjenklang.apps.dropout.actions.team import show_team
from gjenklang.apps.dropout.actions.transitions import (
    attend_transition,
    change_transition,
    close_transition,
    plan_transition,
)

__all__ = [
    "Asked",
    "NotJudged",
    "NotYours",
    "agree",
    "ask_again",
    "ask_for_count",
    "ask_for_model",
    "ask_peer",
    "attend_transition",
    "build_local",
    "change_local",
    "change_milestone",
    "change_relative",
    "change_transition",
    "close_local",
    "close_measure",
    "close_outreach",
    "close_transition",
    "decide",
    "fill_checklist",
    "fill_local",
    "finish_decision",
    "give_measure",
    "give_up_plan",
    "hold_milestone",
    "link_measure",
    "log_contact",
    "name_measure",
    "note_ending",
    "note_relative",
    "note_talk",
    "note_tried",
    "plan_milestone",
    "plan_transition",
    "prolong_outreach",
    "record_death",
    "record_screening",
    "set_limits",
    "settle",
    "show_course",
    "show_team",
    "switch_off",
    "switch_on",
    "take_away_tried",
    "take_back_agreement",
    "take_back_experience",
    "tell_experience",
    "want_reminders",
    "withdraw_consent",
    "withdraw_outreach",
    "withdraw_screening",
    "write_plan",
    "write_roster",
    "write_text",
]
