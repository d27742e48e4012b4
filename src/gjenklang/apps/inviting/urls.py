"""Addresses of the ways in."""

from django.urls import path

from gjenklang.apps.inviting import views

app_name = "inviting"

urlpatterns = [
    path("k/", views.enter, name="enter"),
    path("session/<uuid:session>/own-phone/", views.own_phone, name="own_phone"),
    path("own-phone/<uuid:ticket>/", views.show_code, name="show_code"),
    path("own-phone/<uuid:ticket>/state/", views.state, name="state"),
    path("kiosk/", views.kiosk, name="kiosk"),
    path("kiosk/now/", views.kiosk_now, name="kiosk_now"),
]
