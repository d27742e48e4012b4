"""Who reads the table of sessions cannot use what it holds."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client as Browser
from django.urls import reverse

from gjenklang.apps.security.sessions import SessionStore


def test_the_database_does_not_hold_the_key_of_the_cookie(cast, signed_in) -> None:
    browser = signed_in("alice")
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    kept = list(Session.objects.values_list("session_key", flat=True))
    assert kept
    assert key not in kept
    thief = Browser()
    for one in kept:
        thief.cookies[settings.SESSION_COOKIE_NAME] = one
        assert thief.get(reverse("care:today")).status_code == 302
    assert browser.get(reverse("care:today")).status_code == 200


def test_a_session_is_found_changed_renewed_and_forgotten(db) -> None:
    first = SessionStore()
    first["seen"] = 1
    first.save()
    again = SessionStore(first.session_key)
    assert again["seen"] == 1
    again["seen"] = 2
    again.save()
    assert Session.objects.count() == 1
    old = first.session_key
    again.cycle_key()
    assert SessionStore(old).load() == {}
    assert SessionStore(again.session_key)["seen"] == 2
    again.flush()
    assert not Session.objects.exists()


def test_a_key_that_nobody_made_opens_nothing(db) -> None:
    unknown = SessionStore("x" * 32)
    assert unknown.load() == {}
    assert unknown.session_key is None
