"""A second step at signing in: an authenticator app, a code for when it is lost, and a passkey; set up and used."""

import base64
import hmac
import re
import struct
import time
from dataclasses import replace

import pytest
from playwright.sync_api import expect

#: A code lasts so many seconds.
STEP = 30


def code_now(secret: str) -> str:
    """Six digits after RFC 6238, worked out here and not by the library that checks them."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // STEP), "sha1").digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def confirm(person) -> None:
    """The password once more, where it is asked for."""
    if "/reauthenticate/" in person.page.url:
        person.page.fill("[name=password]", "gjenklang-demo")
        person.press("main button[type=submit]")


def sign_out(person) -> None:
    person.page.context.clear_cookies()


def enter(person, username: str) -> None:
    person.open("/account/login/")
    person.page.fill("[name=login]", username)
    person.page.fill("[name=password]", "gjenklang-demo")
    person.press("main button[type=submit]")


def set_up(person) -> str:
    person.open("/account/2fa/totp/activate/")
    confirm(person)
    if "activate" not in person.page.url:
        person.open("/account/2fa/totp/activate/")
    person.check("set up the app", "nb")
    found = re.search(r"\b[A-Z2-7]{32}\b", person.page.content())
    assert found
    person.page.fill("[name=code]", "000000")
    person.press("main button[type=submit]")
    assert "activate" in person.page.url
    person.check("a wrong code at the set-up", "nb")
    person.page.fill("[name=code]", code_now(found.group()))
    person.press("main button[type=submit]")
    return found.group()


def test_the_app_is_set_up_and_asked_for_and_a_recovery_code_works_once(person) -> None:
    marte = person().sign_in("marte")
    page = marte.page
    secret = set_up(marte)
    marte.open("/account/2fa/recovery-codes/")
    confirm(marte)
    marte.check("recovery codes", "nb")
    spare = re.findall(r"\b[0-9a-f]{8}\b|\b\d{8}\b", page.inner_text("main"))
    assert len(spare) >= 8
    sign_out(marte)
    enter(marte, "marte")
    assert "/2fa/authenticate/" in page.url
    marte.check("the second step", "nb")
    page.fill("[name=code]", "000000")
    marte.press("main button[type=submit]")
    assert "/2fa/authenticate/" in page.url
    page.wait_for_timeout(
        1000 * (STEP - time.time() % STEP) + 500
    )  # a code that was used opens nothing twice
    page.fill("[name=code]", code_now(secret))
    marte.press("main button[type=submit]")
    assert "/today/" in page.url
    for opens in (True, False):
        sign_out(marte)
        enter(marte, "marte")
        page.fill("[name=code]", spare[0])
        marte.press("main button[type=submit]")
        assert ("/today/" in page.url) is opens


OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def at_a_name(someone) -> None:
    """A passkey belongs to a name, and an address of numbers is none."""
    address = someone.house.address.replace("127.0.0.1", "localhost")
    someone.house = replace(someone.house, address=address)


def add_passkey(someone) -> None:
    someone.open("/account/2fa/webauthn/add/")
    confirm(someone)
    someone.check("add a passkey", "nb")
    someone.page.fill("[name=name]", "Telefonen min")
    if someone.page.locator("[name=passwordless]").count():
        someone.page.check("[name=passwordless]")
    someone.press("main form button[type=submit], main form button[type=button]")
    someone.open("/account/2fa/webauthn/")
    confirm(someone)
    assert "Telefonen min" in someone.page.inner_text("main")


@pytest.mark.parametrize("again", [False, True], ids=["the right device", "another device"])
def test_a_passkey_is_added_and_opens_by_itself(person, again: bool) -> None:
    someone = person()
    at_a_name(someone)
    someone.sign_in("emil" if again else "geir")
    page = someone.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    add_passkey(someone)
    sign_out(someone)
    if again:
        device.send("WebAuthn.removeVirtualAuthenticator", made)
        device.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    someone.open("/account/login/")
    page.click("main button:has-text('nøkkel')")
    if again:
        page.wait_for_timeout(1500)
        assert "/account/login/" in page.url
    else:
        page.wait_for_url("**/today/")


def test_an_address_of_numbers_is_said_to_be_none_for_a_passkey(person) -> None:
    someone = person()
    page = someone.open("/account/login/")
    page.click("main button:has-text('nøkkel')")
    expect(page.locator("[data-passkey-numbers]")).to_be_visible()
    assert "localhost" in page.inner_text("[data-passkey-numbers]")
    assert someone.axe() == []
