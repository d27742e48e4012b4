"""A handed-over device shows one page, until PIN or password; and who idles is signed out."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from cast import PASSWORD
from gjenklang.apps.security.models import User


def handed_over(cast, browser) -> str:
    data = {"client": cast.here.dana.pk, "moment": "start"}
    answer = browser.post(reverse("care:hand_over", args=[cast.here.session.pk]), data)
    return answer.headers["Location"]


@pytest.mark.parametrize("name", ["care:today", "care:clients", "front", "mfa_index", "account_logout"])
def test_every_other_address_leads_back_to_the_form(cast, signed_in, name: str) -> None:
    browser = signed_in("alice")
    page = handed_over(cast, browser)
    assert browser.get(reverse(name)).headers["Location"] == page


def test_the_pin_brings_the_session_page_back(cast, signed_in) -> None:
    browser = signed_in("alice")
    handed_over(cast, browser)
    answer = browser.post(reverse("security:unlock"), {"secret": "4711"})
    assert str(cast.here.session.pk) in answer.headers["Location"]
    assert browser.get(reverse("care:today")).status_code == 200


def test_five_wrong_tries_sign_the_therapist_out(cast, signed_in) -> None:
    browser = signed_in("alice")
    handed_over(cast, browser)
    for _ in range(5):
        browser.post(reverse("security:unlock"), {"secret": "0000"})
    assert browser.get(reverse("care:today")).headers["Location"].startswith(reverse("account_login"))


def test_who_idles_is_signed_out(cast, signed_in, settings) -> None:
    browser = signed_in("alice")
    browser.get(reverse("care:today"))
    session = browser.session
    session["seen"] -= settings.IDLE_MINUTES * 60 + 5
    session.save()
    browser.get(reverse("care:today"))
    assert "_auth_user_id" not in browser.session


def test_a_password_is_stored_with_argon2_in_the_real_settings() -> None:
    from gjenklang.website import settings

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_too_many_wrong_passwords_lock_for_a_while(cast, client) -> None:
    cache.clear()  # allauth counts each address by the minute beside axes
    for _ in range(5):
        answer = client.post(reverse("account_login"), {"login": "alice", "password": "wrong"})
    assert answer.status_code == 429
    for name in ("alice", "ALICE"):
        cache.clear()
        right = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
        assert right.status_code == 429, "the right password must not open while the door is locked"
    assert "_auth_user_id" not in client.session
    cache.clear()
    bob = client.post(reverse("account_login"), {"login": "bob", "password": PASSWORD})
    assert bob.status_code == 302, "a colleague at the same address is not locked out"
    assert User.objects.filter(username="alice").exists()


def test_the_policy_allows_nothing_inline(client, db) -> None:
    policy = client.get(reverse("account_login")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_reset_link_is_promised_alike_to_known_and_unknown(cast, client) -> None:
    for email in ("alice@example.no", "nobody@example.no"):
        answer = client.post(reverse("account_reset_password"), {"email": email})
        assert answer.status_code == 302
        assert answer.headers["Location"] == reverse("account_reset_password_done")
