"""Addresses of the session page; without a namespace, so that care can point to them without knowing feedback."""

from django.urls import path

from gjenklang.apps.feedback.views import (
    agreed,
    brought,
    caseload,
    course,
    ending,
    expected,
    guesses,
    guides,
    marked,
    unit,
    wishes,
)

COURSE = "course/<uuid:episode>/"

urlpatterns = [
    path("caseload/", caseload.caseload, name="caseload"),
    path("course/<uuid:episode>/", course.course, name="course"),
    path("course/<uuid:episode>/signal/<uuid:signal>/", course.handle_signal, name="handle_signal"),
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
    path(COURSE + "agreed/", agreed.agreed, name="agreed"),
    path(COURSE + "agreed/new/", agreed.agreed_new, name="agreed_new"),
    path(COURSE + "agreed/<uuid:agreed>/", agreed.agreed_correct, name="agreed_correct"),
    path(COURSE + "agreed/<uuid:agreed>/close/", agreed.agreed_close, name="agreed_close"),
    path(COURSE + "mark/<slug:kind>/", marked.mark, name="mark"),
    path(COURSE + "mark/<uuid:mark>/back/", agreed.mark_back, name="mark_back"),
    path(COURSE + "theory/", marked.theory, name="theory"),
    path(COURSE + "theory/write/", marked.theory_write, name="theory_write"),
    path(COURSE + "another/", wishes.wish_new, name="wish_new"),
    path("another/", wishes.wishes, name="wishes"),
    path("another/<uuid:wish>/", wishes.wish_answer, name="wish_answer"),
    path(COURSE + "last-look/", ending.last_look, name="last_look"),
    path(COURSE + "last-look/take-back/", ending.consent_back, name="consent_back"),
    path(COURSE + "ask-again/", ending.follow_up_ask, name="follow_up_ask"),
    path("ask-again/", ending.follow_ups, name="follow_ups"),
    path("expected/", expected.expected, name="expected"),
    path("expected/<uuid:model>/", expected.expected_use, name="expected_use"),
]
