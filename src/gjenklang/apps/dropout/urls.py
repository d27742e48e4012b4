"""Addresses of the pages about staying, leaving and what is done in time."""

from django.urls import path

from gjenklang.apps.dropout.views import follow, measures

app_name = "dropout"
urlpatterns = [
    path("course/<uuid:episode>/follow/", follow.follow, name="follow"),
    path("measures/", measures.measures, name="measures"),
]
