"""Addresses of the client's own page, and of staff who give access to it."""

from django.urls import path

from gjenklang.apps.own.views import access, close, deletions, experiences, mine, raising, rights

app_name = "own"

urlpatterns = [
    path("mine/", mine.mine, name="mine"),
    path("mine/choose/<str:token>/", mine.choose, name="choose"),
    path("mine/reads/", close.reads, name="reads"),
    path("mine/line/<uuid:pk>/", mine.line, name="line"),
    path("mine/answering/", rights.answering, name="answering"),
    path("mine/blocking/", rights.blocking, name="blocking"),
    path("mine/delete/", deletions.ask, name="ask_deletion"),
    path("mine/say/", raising.say, name="say"),
    path("mine/take-back/", raising.take_back, name="take_back"),
    path("mine/out/", mine.out, name="out"),
    path("mine/away/", mine.away, name="away"),
    path("mine/mine.json", mine.as_json, name="as_json"),
    path("mine/mine.pdf", mine.as_pdf, name="as_pdf"),
    path("coming-here/", experiences.experiences, name="experiences"),
    path("deletions/", deletions.deletions, name="deletions"),
    path("deletions/<uuid:deletion>/", deletions.decide, name="decide"),
    path("course/<uuid:episode>/client/<uuid:client>/own/", access.access, name="access"),
    path(
        "course/<uuid:episode>/client/<uuid:client>/close/<uuid:rater>/",
        close.close_access,
        name="close_access",
    ),
    path("course/<uuid:episode>/client/<uuid:client>/rights/", rights.rights, name="rights"),
]
