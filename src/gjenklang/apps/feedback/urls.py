"""Addresses of the session page; without a namespace, so that care can point to them without knowing feedback."""

from django.urls import path

from gjenklang.apps.feedback.views import (
    brought,
    caseload,
    course,
    guesses,
    guides,
    record,
    rules,
    signals,
    unit,
)

urlpatterns = [
    path("caseload/", caseload.caseload, name="caseload"),
    path("course/<uuid:episode>/", course.course, name="course"),
    path("course/<uuid:episode>/signals/", signals.signals, name="signals"),
    path("course/<uuid:episode>/signal/<uuid:signal>/", signals.handle_signal, name="handle_signal"),
    path("course/<uuid:episode>/signal/<uuid:signal>/back/", signals.take_back, name="take_back_signal"),
    path("course/<uuid:episode>/label/", signals.label, name="put_label"),
    path("course/<uuid:episode>/label/<uuid:label>/off/", signals.label_off, name="take_label_off"),
    path("guesses/", guesses.guesses, name="guesses"),
    path("session/<uuid:session>/guess/", guesses.make_guess, name="make_guess"),
    path("supervision/", brought.supervision, name="supervision"),
    path("supervision/<uuid:brought>/", brought.take_up, name="take_up"),
    path("course/<uuid:episode>/bring/", brought.bring, name="bring"),
    path("guides/", guides.all_guides, name="guides"),
    path("guides/<slug:code>/", guides.guide, name="guide"),
    path("guides/<slug:code>/write/", guides.write_guide, name="write_guide"),
    path("unit/", unit.unit, name="unit"),
    path("session/<uuid:session>/", course.session, name="session"),
    path("session/<uuid:session>/live/", course.live, name="live"),
    path("rules/", rules.rules, name="rules"),
    path("rules/choose/", rules.choose, name="choose_rules"),
    path("rules/tune/", rules.tune, name="tune_rules"),
    path("rules/silence/", rules.silence, name="silence_rule"),
    path("rules/speak/", rules.speak, name="speak_rule"),
    path("rules/follow/", rules.follow, name="follow_rules"),
    path("rules/prediction/", rules.prediction, name="prediction"),
    path("rules/record/", record.record, name="rule_record"),
    path("rules/version/<uuid:version>/", rules.version, name="rule_version"),
]
