"""Addresses of the pages about staying, leaving and what is done in time."""

from django.urls import path

from gjenklang.apps.dropout.views import checklist, follow_up, leaving, local, prints, service

app_name = "dropout"

urlpatterns = [
    path("course/<uuid:episode>/staying/", checklist.staying, name="staying"),
    path("course/<uuid:episode>/leaving/", leaving.leaving, name="leaving"),
    path("course/<uuid:episode>/leaving/give-up/", leaving.give_up, name="give_up"),
    path(
        "course/<uuid:episode>/screening/<uuid:screening>/withdraw/",
        checklist.withdraw,
        name="withdraw_screening",
    ),
    path("course/<uuid:episode>/local/<uuid:checklist>/", local.fill, name="local_fill"),
    path("course/<uuid:episode>/staying/checklist.pdf", prints.course_sheet, name="course_sheet"),
    path("staying/", follow_up.follow_up, name="follow_up"),
    path("staying/leaving/", follow_up.safe_leaving, name="safe_leaving"),
    path("staying/paper/", prints.mat, name="mat"),
    path("staying/mat.pdf", prints.mat_print, name="mat_print"),
    path("staying/checklist.pdf", prints.sheet, name="sheet"),
    path("staying/local/", local.local_list, name="local_list"),
    path("staying/local/new/", local.build, name="local_build"),
    path("staying/local/<uuid:checklist>/", local.change, name="local_change"),
    path("staying/local/<uuid:checklist>/close/", local.close, name="local_close"),
    path("staying/service/", service.service, name="service"),
    path("staying/service/<uuid:tried>/take-away/", service.take_away, name="take_away"),
    path("course/<uuid:episode>/staying/<uuid:agreement>/take-back/", checklist.take_back, name="take_back"),
]
