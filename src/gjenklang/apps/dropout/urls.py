"""Addresses of the pages about staying, leaving and what is done in time."""

from django.urls import URLPattern

app_name = "dropout"
urlpatterns: list[URLPattern] = []
