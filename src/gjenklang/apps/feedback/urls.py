"""Addresses of the session page; without a namespace, so that care can point to them without knowing feedback."""

from django.urls import path

from gjenklang.apps.feedback.views import brought, caseload, course, guesses, guides, unit

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
]
