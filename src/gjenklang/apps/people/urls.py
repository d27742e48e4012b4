"""Addresses of staff and units."""

from django.urls import path

from gjenklang.apps.people import views

app_name = "people"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("organisation/", views.change_organisation, name="change_organisation"),
    path("unit/new/", views.add_unit, name="add_unit"),
    path("unit/<uuid:unit>/", views.change_unit, name="change_unit"),
    path("unit/<uuid:unit>/close/", views.close_unit, name="close_unit"),
    path("unit/<uuid:unit>/move/", views.move_unit, name="move_unit"),
    path("staff/new/", views.add_staff, name="add_staff"),
    path("staff/<uuid:staff>/", views.member, name="member"),
    path("staff/<uuid:staff>/change/", views.change_staff, name="change_staff"),
    path("staff/<uuid:staff>/role/", views.give_role, name="give_role"),
    path("staff/<uuid:staff>/link/", views.password_link, name="password_link"),
    path("staff/<uuid:staff>/switch/", views.switch_staff, name="switch_staff"),
    path("post/<uuid:post>/end/", views.end_role, name="end_role"),
    path("substitution/<uuid:substitution>/end/", views.end_substitution, name="end_substitution"),
    path("substitution/new/", views.appoint_substitute, name="appoint_substitute"),
]
