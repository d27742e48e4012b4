"""A name can be read only with a key that is not in the database."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from gjenklang.apps.audit.actions import Who
from gjenklang.apps.audit.models import Line
from gjenklang.apps.people.models import Client
from gjenklang.apps.security.actions import rotate_keys
from gjenklang.apps.security.fields import new_key, rotated
from gjenklang.apps.security.queries import unreadable


def raw_name() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM people_client WHERE name <> ''")
        return cursor.fetchone()[0]


def test_the_database_holds_no_name_in_the_clear(cast) -> None:
    assert "Dana" not in raw_name()
    assert Client.objects.get(pk=cast.here.dana.pk).name == "Dana"


def test_an_old_key_still_reads_and_rotation_writes_with_the_new(cast, settings) -> None:
    token, old, new = raw_name(), settings.FIELD_KEYS[0], new_key()
    settings.FIELD_KEYS = [new, old]
    fresh = rotated(token)
    settings.FIELD_KEYS = [new]
    Client.objects.filter(pk=cast.here.dana.pk).update(code="D-204")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_client SET name = %s", [fresh])
    assert Client.objects.get(pk=cast.here.dana.pk).name == "Dana"


def test_a_lost_key_is_said_and_not_shown_as_nonsense(cast, settings) -> None:
    settings.FIELD_KEYS = [new_key()]
    with pytest.raises(ImproperlyConfigured, match="old key"):
        Client.objects.get(pk=cast.here.dana.pk)


def test_rotation_writes_everything_with_the_new_key_so_that_the_old_one_may_go(cast, settings) -> None:
    user, old, new = cast.here.staff["alice"].user, settings.FIELD_KEYS[0], new_key()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    codes = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).generate_codes()
    settings.FIELD_KEYS = [new, old]
    told = dict(rotate_keys(by=Who("system", None)))
    assert told["people.Client"] == 2
    assert told["second factors"] == 2
    settings.FIELD_KEYS = [new]
    assert Client.objects.get(pk=cast.here.dana.pk).name == "Dana"
    factors = {one.type: one for one in Authenticator.objects.filter(user=user)}
    assert "JBSWY3DPEHPK3PXP" not in factors["totp"].data["secret"]
    assert decrypt(factors["totp"].data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert RecoveryCodes(factors["recovery_codes"]).generate_codes() == codes
    assert Line.objects.filter(verb="keys.rotate").count() == 1


def test_a_key_that_opens_nothing_is_found_before_anyone_needs_a_name(cast, settings) -> None:
    old = settings.FIELD_KEYS[0]
    assert unreadable() == []
    settings.FIELD_KEYS = [new_key()]
    assert "people.Client.name" in unreadable()
    settings.FIELD_KEYS = [new_key(), old]
    assert unreadable() == []


@pytest.mark.parametrize("keys", [[], [new_key()]])
def test_rotation_without_the_right_key_says_so_in_one_line(cast, settings, keys: list[str]) -> None:
    settings.FIELD_KEYS = keys
    with pytest.raises(ImproperlyConfigured):
        dict(rotate_keys(by=Who("system", None)))


def test_rotation_of_a_second_factor_that_fits_no_key_says_the_same(cast, settings) -> None:
    TOTP.activate(cast.here.staff["alice"].user, "JBSWY3DPEHPK3PXP")
    Client.objects.update(name="", contact="")
    settings.FIELD_KEYS = [new_key()]
    with pytest.raises(ImproperlyConfigured, match="old key"):
        dict(rotate_keys(by=Who("system", None)))
