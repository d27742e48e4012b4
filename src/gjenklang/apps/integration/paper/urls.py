"""Addresses of the door for paper."""

from django.urls import path

from gjenklang.apps.integration.paper import views

app_name = "paper"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("pile/", views.pile, name="pile"),
    path("sheet/<uuid:sheet>/", views.type_one, name="type_one"),
    path("sheet/<uuid:sheet>/aside/", views.aside, name="aside"),
    path("session/<uuid:session>/sheet/", views.sheet, name="sheet"),
    path("session/<uuid:session>/script/", views.script, name="script"),
]
