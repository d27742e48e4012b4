"""Addresses of the ways in."""

from django.urls import path

from gjenklang.apps.inviting.views import codes, desk, links, many

app_name = "inviting"

urlpatterns = [
    path("k/", codes.enter, name="enter"),
    path("session/<uuid:session>/own-phone/", codes.own_phone, name="own_phone"),
    path("own-phone/<uuid:ticket>/", codes.show_code, name="show_code"),
    path("own-phone/<uuid:ticket>/state/", codes.state, name="state"),
    path("session/<uuid:session>/desk-code/", desk.at_desk, name="at_desk"),
    path("session/<uuid:session>/codes/", many.codes_for_all, name="codes_for_all"),
    path("round/", many.week_round, name="round"),
    path("kiosk/", codes.kiosk, name="kiosk"),
    path("kiosk/now/", codes.kiosk_now, name="kiosk_now"),
    path("course/<uuid:episode>/links/", links.links, name="links"),
    path("course/<uuid:episode>/links/agree/", links.agree, name="agree"),
    path("course/<uuid:episode>/links/end/", links.end, name="end"),
    path("course/<uuid:episode>/links/withdraw/", links.withdraw, name="withdraw"),
    path("course/<uuid:episode>/links/rhythm/end/", links.end_rhythm, name="end_rhythm"),
    path("l/<str:token>/", links.link, name="link"),
    path("l/<str:token>/stop/", links.stop, name="stop_link"),
    path("texts/", links.texts_in, name="texts_in"),
]
