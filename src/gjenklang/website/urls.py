"""Every address of the house; each view carries its own rule (see ``apps.security.gate``)."""

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.i18n import set_language

from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.rules import anyone
from gjenklang.website import views

urlpatterns = [
    path("", include("gjenklang.apps.care.urls")),
    path("", views.front, name="front"),
    path("more/", views.more, name="more"),
    path("alive/", views.alive, name="alive"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("language/", gate(anyone)(set_language), name="set_language"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/reset/", views.forgotten, name="account_reset_password"),
    path("account/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    # Not path(): its <str> would take the key's own hyphen for the one between the two.
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("gjenklang.apps.feedback.urls")),
    path("", include("gjenklang.apps.own.urls")),
    path("", include("gjenklang.apps.dropout.urls")),
    path("", include("gjenklang.apps.inviting.urls")),
    path("", include("gjenklang.apps.security.urls")),
    path("people/", include("gjenklang.apps.people.urls")),
    path("instruments/", include("gjenklang.apps.instruments.urls")),
    path("paper/", include("gjenklang.apps.integration.paper.urls")),
    path("tables/", include("gjenklang.apps.integration.tables.urls")),
]

handler403 = "gjenklang.website.views.closed"
handler404 = "gjenklang.website.views.not_found"
handler500 = "gjenklang.website.views.failed"
