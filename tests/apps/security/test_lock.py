"""A handed-over device shows one page, until PIN or password; and who idles is signed out."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from uuid_utils.compat import uuid7

from cast import PASSWORD
from gjenklang.apps.care.models import Administration
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


@pytest.fixture
def idle(cast, signed_in, settings):
    """Alice's browser, which nobody has touched for longer than the service allows."""
    browser = signed_in("alice")
    browser.get(reverse("care:today"))

    def pass_time() -> None:
        session = browser.session
        session["seen"] -= settings.IDLE_MINUTES * 60 + 5
        session.save()

    browser.idle = pass_time
    return browser


def test_who_idles_is_signed_out_told_why_and_comes_back_to_the_same_page(cast, idle) -> None:
    idle.idle()
    page = idle.get(reverse("care:clients"), follow=True)
    assert "_auth_user_id" not in idle.session
    assert page.redirect_chain[0][0] == f"{reverse('account_login')}?next={reverse('care:clients')}"
    assert "ingen hadde brukt siden" in page.content.decode()


def test_who_is_switched_off_is_not_told_that_nobody_used_the_page(cast, idle) -> None:
    User.objects.filter(username="alice").update(is_active=False)
    page = idle.get(reverse("care:clients"), follow=True)
    assert page.redirect_chain[0][0].startswith(reverse("account_login"))
    assert "ingen hadde brukt siden" not in page.content.decode()


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(cast, idle, settings) -> None:
    session = idle.session
    session["seen"] -= settings.IDLE_MINUTES * 60 - 5
    session.save()
    before = idle.session["seen"]
    assert idle.get(reverse("security:here"), headers={"X-By-Itself": "1"}).status_code == 204
    assert idle.session["seen"] == before
    idle.idle()
    assert idle.get(reverse("security:here"), headers={"X-By-Itself": "1"}).status_code == 302


def test_a_part_of_a_page_lets_the_whole_of_it_go(cast, idle) -> None:
    idle.idle()
    part = idle.get(reverse("care:today"), headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Refresh"]) == (204, "true")


def test_a_client_who_fills_in_while_the_time_runs_out_keeps_the_marks(cast, idle) -> None:
    page = handed_over(cast, idle)
    idle.get(page, follow=True)
    idle.idle()
    marks = {"line-body": 1, "line-everyday": 2, "line-people": 3, "line-hope": 4}
    sent = idle.post(page, {"submission": str(uuid7()), **marks})
    assert sent.headers["Location"] == f"{page}done/"
    assert "_auth_user_id" not in idle.session
    assert Administration.objects.filter(invitation__session=cast.here.session).count() == 1


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


def test_where_no_mail_is_sent_nobody_is_told_that_one_was(cast, client, settings) -> None:
    settings.SENDS_MAIL = False
    for answer in (
        client.get(reverse("account_reset_password")),
        client.post(reverse("account_reset_password"), {"email": "alice@example.no"}),
    ):
        assert answer.status_code == 200
        assert "Herfra sendes ingen e-post" in answer.content.decode()
