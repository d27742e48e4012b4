"""Addresses of the door for tables and calendars."""

from django.urls import path

from gjenklang.apps.integration.tables import views

app_name = "tables"

urlpatterns = [
    path("", views.upload, name="upload"),
    path("calendar/", views.calendar, name="calendar"),
    path("<uuid:upload>/", views.mapping, name="mapping"),
]
