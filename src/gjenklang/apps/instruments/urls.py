"""Addresses about instruments."""

from django.urls import path

from gjenklang.apps.instruments.views import catalogue, licences, safety, standards, tools

app_name = "instruments"

urlpatterns = [
    path("", catalogue.instruments, name="catalogue"),
    path("compare/", tools.compare, name="compare"),
    path("licences/", licences.licences, name="licences"),
    path("licences/<uuid:licence>/end/", licences.end_licence, name="end_licence"),
    path("licences/<uuid:licence>/document/", licences.document, name="licence_document"),
    path("receivers/", safety.receivers, name="receivers"),
    path("receivers/<uuid:receiver>/end/", safety.end_receiver, name="end_receiver"),
    path("standards/", standards.standards, name="standards"),
    path("rules/<slug:code>/", catalogue.choose_rule_set, name="choose_rule_set"),
]
