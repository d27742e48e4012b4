"""Addresses of the pages about staying, leaving and what is done in time."""

from django.urls import path

from gjenklang.apps.dropout.views import checklist, service

app_name = "dropout"

urlpatterns = [
    path("course/<uuid:episode>/staying/", checklist.staying, name="staying"),
    path("staying/service/", service.service, name="service"),
    path("staying/service/<uuid:tried>/take-away/", service.take_away, name="take_away"),
    path("course/<uuid:episode>/staying/<uuid:agreement>/take-back/", checklist.take_back, name="take_back"),
]
