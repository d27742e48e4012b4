"""Addresses of the session page; without a namespace, so that care can point to them without knowing feedback."""

from django.urls import path

from gjenklang.apps.feedback import views

urlpatterns = [
    path("course/<uuid:episode>/", views.course, name="course"),
    path("session/<uuid:session>/", views.session, name="session"),
    path("session/<uuid:session>/live/", views.live, name="live"),
]
