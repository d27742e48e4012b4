"""Who signs in and out, who tries in vain, and who brings a device back, leaves a line."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from cast import PASSWORD
from gjenklang.apps.audit.models import Line
from gjenklang.apps.security.actions import invite_user


def handed_over(cast, browser) -> str:
    data = {"client": cast.here.dana.pk, "moment": "start"}
    answer = browser.post(reverse("care:hand_over", args=[cast.here.session.pk]), data)
    return answer.headers["Location"]


def verbs(cast, prefix: str) -> list[str]:
    alice = cast.here.staff["alice"].user
    found = Line.objects.filter(subject=alice.pk, verb__startswith=prefix).order_by("id")
    assert {one.organisation for one in found} <= {cast.here.organisation.pk}
    return list(found.values_list("verb", flat=True))


@pytest.fixture(autouse=True)
def no_counts() -> None:
    cache.clear()  # allauth counts each address by the minute beside axes


def sign_in(client, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": "alice", "password": password})


def test_signing_in_and_out_and_a_wrong_password_leave_a_line_each(cast, client) -> None:
    sign_in(client, "wrong")
    sign_in(client)
    client.post(reverse("account_logout"))
    assert verbs(cast, "user.sign") == ["user.sign_in_failed", "user.sign_in", "user.sign_out"]


def test_what_a_stranger_typed_is_not_kept(cast, client) -> None:
    client.post(reverse("account_login"), {"login": "my secret password", "password": "x"})
    line = Line.objects.get(verb="user.sign_in_failed")
    assert (line.subject, line.organisation, line.detail) == (None, None, "")


def test_a_wrong_pin_and_the_right_one_leave_a_line_each(cast, signed_in) -> None:
    browser = signed_in("alice")
    handed_over(cast, browser)
    for secret in ("0000", "4711"):
        browser.post(reverse("security:unlock"), {"secret": secret})
    assert verbs(cast, "device.") == ["device.wrong_secret", "device.unlock"]


def test_five_wrong_pins_leave_a_line_of_signing_out(cast, signed_in) -> None:
    browser = signed_in("alice")
    handed_over(cast, browser)
    for _ in range(5):
        browser.post(reverse("security:unlock"), {"secret": "0000"})
    assert verbs(cast, "device.") == ["device.wrong_secret"] * 5
    assert verbs(cast, "user.sign_out") == ["user.sign_out"]


def test_who_has_been_here_is_told_that_a_link_for_the_password_was_made(cast, client) -> None:
    heidi, alice = cast.here.actor("heidi").who, cast.here.staff["alice"].user
    invite_user(by=heidi, user=alice)
    sign_in(client)
    assert "en lenke som kunne gi deg nytt passord" not in client.get("/today/").content.decode(), (
        "the first time"
    )
    client.post(reverse("account_logout"))
    invite_user(by=heidi, user=alice)
    sign_in(client)
    assert "en lenke som kunne gi deg nytt passord" in client.get("/today/").content.decode()


def test_another_tab_lets_its_whole_page_go_when_the_device_is_handed_over(cast, signed_in) -> None:
    browser = signed_in("alice")
    assert browser.get(reverse("security:here")).status_code == 204
    page = handed_over(cast, browser)
    assert browser.get(reverse("security:here")).headers["Location"] == page
    live = browser.get(reverse("live", args=[cast.here.session.pk]), headers={"HX-Request": "true"})
    assert (live.status_code, live.headers["HX-Refresh"]) == (204, "true")


def test_no_page_may_be_kept_by_a_browser(cast, signed_in) -> None:
    for path in ("/today/", "/clients/", reverse("session", args=[cast.here.session.pk])):
        assert signed_in("alice").get(path).headers["Cache-Control"] == "no-store"
