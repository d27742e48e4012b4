"""The trail only grows, and a look at a client leaves a line."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from gjenklang.apps.audit.models import Line
from gjenklang.apps.audit.queries import lines_about
from gjenklang.apps.people.actions import give_role


def test_the_database_refuses_to_change_or_remove_a_line(cast) -> None:
    for act in (lambda: Line.objects.update(verb="x"), lambda: Line.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_postgresql_refuses_to_empty_the_trail(cast) -> None:
    if connection.vendor != "postgresql":
        return
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_line")


def test_a_line_is_not_put_in_the_place_of_another(cast) -> None:
    """SQLite's REPLACE deletes what stands in the way, and without a word unless its triggers are told to listen."""
    if connection.vendor != "sqlite":
        return
    one = Line.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO audit_line SELECT * FROM audit_line WHERE id = %s",
            [Line._meta.pk.get_db_prep_value(one.pk, connection)],
        )


@pytest.mark.parametrize("name", ["session", "live", "course", "care:about", "care:paper"])
def test_every_page_that_shows_a_client_leaves_a_line(cast, signed_in, name: str) -> None:
    town = cast.here
    before = (
        lines_about(organisation=town.organisation.pk, client=town.dana.pk).filter(verb="client.read").count()
    )
    about = town.episode.pk if name in ("course", "care:about") else town.session.pk
    signed_in("alice").get(reverse(name, args=[about]), {"client": town.dana.pk})
    after = lines_about(organisation=town.organisation.pk, client=town.dana.pk).filter(verb="client.read")
    assert after.count() == before + 1
    assert after.first().by == town.staff["alice"].pk


def test_a_live_page_with_nothing_new_reads_nobody(cast, signed_in) -> None:
    browser = signed_in("alice")
    page = browser.get(reverse("session", args=[cast.here.session.pk]))
    before = Line.objects.filter(verb="client.read").count()
    live = browser.get(reverse("live", args=[cast.here.session.pk]), {"seen": page.context["seen"]})
    assert live.status_code == 204
    assert Line.objects.filter(verb="client.read").count() == before


def test_a_write_that_fails_leaves_no_line(cast) -> None:
    count = Line.objects.count()
    with pytest.raises(ValueError, match="different organisations"):
        give_role(
            by=cast.here.actor("heidi").who,
            staff=cast.here.staff["carol"],
            unit=cast.next_door.ours,
            role="therapist",
            since=cast.here.session.local_date,
        )
    assert Line.objects.count() == count
