"""Whom a client has barred finds nothing, until it is taken back or there is need; and the client is shown the need."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.models import Barred, Unbarred
from gjenklang.apps.people.models import Substitution

REASON = "Hun ringte og sa at hun ikke orker mer i natt."


@pytest.fixture
def course(cast) -> str:
    return reverse("course", args=[cast.here.episode.pk])


def bar(cast, name: str | None) -> Barred:
    staff = cast.here.staff[name].pk if name else None
    return actions.bar(by=cast.here.actor("alice").who, client=cast.here.dana, staff=staff)


def test_a_supervisor_who_is_barred_finds_what_a_stranger_finds(cast, signed_in, course) -> None:
    bob = signed_in("bob")
    assert bob.get(course).status_code == 200
    bar(cast, "bob")
    mine, strangers = bob.get(course), signed_in("carol").get(course)
    assert mine.status_code == strangers.status_code == 404
    assert b"D-204" not in mine.content
    assert b"D-204" not in bob.get(reverse("supervision")).content
    assert signed_in("alice").get(course).status_code == 200


def test_everyone_is_everyone_but_those_who_have_the_course(cast, signed_in, course) -> None:
    here, day = cast.here, timezone.localdate()
    Substitution.objects.create(
        organisation=here.organisation,
        absent=here.staff["alice"],
        substitute=here.staff["carol"],
        since=day,
        until=day,
    )
    assert signed_in("carol").get(course).status_code == 200
    bar(cast, None)
    assert [signed_in(who).get(course).status_code for who in ("alice", "bob", "carol")] == [200, 404, 404]


def test_it_is_taken_back(cast, signed_in, course) -> None:
    barred = bar(cast, "bob")
    assert bar(cast, "bob") == barred
    actions.lift_bar(by=cast.here.actor("alice").who, barred=barred)
    assert signed_in("bob").get(course).status_code == 200
    verbs = Line.objects.filter(client=cast.here.dana.pk, verb__startswith="reading.").order_by("at")
    assert list(verbs.values_list("verb", flat=True)) == ["reading.bar", "reading.lift"]


def test_in_need_a_reason_opens_the_day_and_leaves_a_line(cast, signed_in, course) -> None:
    bar(cast, "bob")
    bob = signed_in("bob")
    page = bob.post(reverse("care:in_need"), {"code": "D-204", "reason": "haster"})
    assert page.status_code == 200
    assert not Unbarred.objects.exists()
    page = bob.post(reverse("care:in_need"), {"code": "D-204", "reason": REASON})
    assert page.headers["Location"] == course
    assert bob.get(course).status_code == 200
    assert (
        signed_in("alice")
        .get(reverse("own:rights", args=[cast.here.episode.pk, cast.here.dana.pk]))
        .text.count(REASON)
    )
    line = Line.objects.get(verb="reading.in_need")
    assert (line.by, line.client, line.detail) == (cast.here.staff["bob"].pk, cast.here.dana.pk, "")
    Unbarred.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert bob.get(course).status_code == 404


@pytest.mark.parametrize("who", ["carol", "erin", "peggy", "alice2", "alice"])
def test_need_opens_nothing_that_was_not_the_askers_to_read(cast, signed_in, course, who: str) -> None:
    """A stranger learns nothing, not even that somebody is barred."""
    bar(cast, "bob")
    before = signed_in(who).get(course).status_code
    pages = [
        signed_in(who)
        .post(reverse("care:in_need"), {"code": code, "reason": REASON})
        .text.count("ingenting å åpne")
        for code in ("D-204", "X-000")
    ]
    assert pages[0] == pages[1] > 0
    assert signed_in(who).get(course).status_code == before
    assert not Unbarred.objects.exists()


def test_the_one_who_has_the_course_cannot_be_chosen(cast) -> None:
    names = [one.name for one in queries.may_be_barred(cast.here.dana.pk)]
    assert names == ["Bob", "Carol", "Peggy"]


def test_staff_note_it_and_take_it_back_on_the_clients_behalf(cast, signed_in, course) -> None:
    path = reverse("own:rights", args=[cast.here.episode.pk, cast.here.dana.pk])
    alice = signed_in("alice")
    alice.post(path, {"do": "bar", "staff": str(cast.here.staff["alice"].pk)})
    alice.post(path, {"do": "bar", "staff": "nonsense"})
    assert not Barred.objects.exists()
    alice.post(path, {"do": "bar", "staff": str(cast.here.staff["bob"].pk)})
    assert "Bob er sperret ute" in alice.get(path).text
    alice.post(path, {"do": "lift", "bar": str(Barred.objects.get().pk)})
    assert signed_in("bob").get(course).status_code == 200
