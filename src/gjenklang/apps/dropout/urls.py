"""Addresses of the pages about staying, leaving and what is done in time."""

from django.urls import path

from gjenklang.apps.dropout.views import (
    follow,
    measures,
    meetings,
    outreach,
    plans,
    register,
    relatives,
    team,
    transitions,
)

FOLLOW = "course/<uuid:episode>/follow/"

app_name = "dropout"
urlpatterns = [
    path(FOLLOW, follow.follow, name="follow"),
    path(FOLLOW + "milestone/", meetings.new_milestone, name="new_milestone"),
    path(FOLLOW + "milestone/<uuid:milestone>/", meetings.milestone, name="milestone"),
    path(FOLLOW + "decision/<uuid:decision>/", meetings.decision_done, name="decision_done"),
    path(FOLLOW + "move/", transitions.new_transition, name="new_transition"),
    path(FOLLOW + "move/<uuid:transition>/", transitions.transition, name="transition"),
    path(FOLLOW + "relative/", relatives.new_relative, name="new_relative"),
    path(FOLLOW + "relative/<uuid:relative>/", relatives.relative, name="relative"),
    path(FOLLOW + "relative/<uuid:relative>/withdraw/", relatives.withdraw, name="withdraw"),
    path(FOLLOW + "outreach/", outreach.new_outreach, name="new_outreach"),
    path(FOLLOW + "outreach/<uuid:outreach>/", outreach.asked, name="asked"),
    path(FOLLOW + "plan/", plans.plan, name="plan"),
    path(FOLLOW + "plan/write/", plans.write_plan, name="write_plan"),
    path(FOLLOW + "talk/", plans.new_talk, name="new_talk"),
    path(FOLLOW + "reminders/", plans.reminders, name="reminders"),
    path(FOLLOW + "measure/", register.new_given, name="new_given"),
    path("outreach/", outreach.outreach, name="outreach"),
    path("outreach/<uuid:outreach>/", outreach.task, name="task"),
    path("team/", team.team, name="team"),
    path("register/", register.register, name="register"),
    path("measures/", measures.measures, name="measures"),
    path("measures/new/", measures.new_measure, name="new_measure"),
    path("measures/<uuid:measure>/close/", measures.close_measure, name="close_measure"),
]
