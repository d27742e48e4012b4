"""Addresses of the lock and the PIN."""

from django.urls import path

from gjenklang.apps.security import views

app_name = "security"

urlpatterns = [
    path("unlock/", views.unlock, name="unlock"),
    path("here/", views.here, name="here"),
    path("account/pin/", views.choose_pin, name="pin"),
]
