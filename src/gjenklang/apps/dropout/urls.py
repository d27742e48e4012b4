"""Addresses of the pages about staying, leaving and what is done in time."""

from django.urls import path

from gjenklang.apps.dropout.views import counted

app_name = "dropout"
urlpatterns = [
    path("counted/", counted.counted, name="counted"),
]
