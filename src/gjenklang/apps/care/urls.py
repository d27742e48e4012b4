"""Addresses of the client's screens and of the therapist's day."""

from django.urls import path

from gjenklang.apps.care.views import (
    answering,
    apart,
    courses,
    day,
    first,
    news,
    participant,
    people,
    rights,
    safety,
    without,
)

app_name = "care"

urlpatterns = [
    path("f/<str:token>/", answering.form, name="form"),
    path("f/<str:token>/done/", answering.done, name="done"),
    path("f/<str:token>/confirm/", answering.confirm, name="confirm"),
    path("f/<str:token>/undo/", answering.undo, name="undo"),
    path("f/<str:token>/not-today/", answering.decline, name="decline"),
    path("f/<str:token>/later/", answering.later, name="later"),
    path("f/<str:token>/thanks/", answering.thanks, name="thanks"),
    path("f/<str:token>/who-sees-this/", first.who_sees, name="who_sees"),
    path("f/<str:token>/first/", first.first, name="first"),
    path("news/<str:key>/", news.news, name="news"),
    path("sw.js", without.service_worker, name="service_worker"),
    path("manifest.webmanifest", without.manifest, name="manifest"),
    path("without-net/", without.without_net, name="without_net"),
    path("in-need/", rights.in_need, name="in_need"),
    path("today/", day.today, name="today"),
    path("today/ready/", without.ready, name="ready"),
    path("today/leave/", without.leave_with, name="leave_with"),
    path("today/walk-in/", day.walk_in, name="walk_in"),
    path("today/appointment/", day.appointment, name="appointment"),
    path("session/<uuid:session>/begin/", day.begin, name="begin"),
    path("session/<uuid:session>/attendance/", day.attendance, name="attendance"),
    path("session/<uuid:session>/stop-series/", day.stop_series, name="stop_series"),
    path("session/<uuid:session>/hand-over/", day.hand_over, name="hand_over"),
    path("session/<uuid:session>/paper/", day.paper, name="paper"),
    path("talk-today/", safety.safety, name="safety"),
    path("talk-today/<uuid:notice>/", safety.handle_safety, name="handle_safety"),
    path("clients/", people.clients, name="clients"),
    path("clients/new/", people.new_client, name="new_client"),
    path("course/<uuid:episode>/about/", courses.about, name="about"),
    path("course/<uuid:episode>/client/<uuid:client>/", participant.participant, name="participant"),
    path(
        "course/<uuid:episode>/client/<uuid:client>/leave/",
        participant.take_part_no_longer,
        name="take_part_no_longer",
    ),
    path("course/<uuid:episode>/apart/", apart.apart, name="apart"),
    path("course/<uuid:episode>/feedback-on/", courses.feedback_on, name="feedback_on"),
    path("course/<uuid:episode>/reopen/", courses.reopen, name="reopen"),
    path("course/<uuid:episode>/leave/<uuid:responsibility>/", courses.leave, name="leave"),
]
