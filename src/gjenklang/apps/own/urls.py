"""Addresses of the client's own page, and of staff who give access to it."""

from django.urls import path

from gjenklang.apps.own import views

app_name = "own"

urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/choose/<str:token>/", views.choose, name="choose"),
    path("mine/line/<uuid:pk>/", views.line, name="line"),
    path("mine/out/", views.out, name="out"),
    path("mine/away/", views.away, name="away"),
    path("mine/mine.json", views.as_json, name="as_json"),
    path("mine/mine.pdf", views.as_pdf, name="as_pdf"),
    path("course/<uuid:episode>/client/<uuid:client>/own/", views.access, name="access"),
]
