"""A name can be read only with a key that is not in the database."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from gjenklang.apps.people.models import Client
from gjenklang.apps.security.fields import new_key, rotated


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
