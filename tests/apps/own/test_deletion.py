"""A request for deletion: who asks, who decides and never does, by when, and what becomes of the answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import IN_FORCE, Administration, LineNote, Responsibility
from gjenklang.apps.own import actions
from gjenklang.apps.own.models import Access, Deletion
from gjenklang.apps.people.models import Post

MINE, PIN = "/mine/", "471142"


@pytest.fixture
def client(cast) -> Browser:
    given, _token = actions.give_access(by=cast.here.actor("alice"), client=cast.here.dana)
    actions.choose_pin(access=given, pin=PIN)
    browser = Browser()
    browser.post(MINE, {"code": Access.objects.get().code, "pin": PIN})
    return browser


@pytest.fixture
def asked(cast, client) -> Deletion:
    client.post("/mine/delete/", {"words": "Slett det jeg skrev i mai."})
    return Deletion.objects.get()


def decide(browser: Browser, asked: Deletion, decided: str, answers: list) -> int:
    given = {
        "decided": decided,
        "reason": "Det var feil person.",
        "answers": [str(one.pk) for one in answers],
    }
    return browser.post(reverse("own:decide", args=[asked.pk]), given).status_code


def test_a_client_asks_and_is_told_by_when(cast, client, asked) -> None:
    assert asked.due == timezone.localdate() + timedelta(days=30)
    assert asked.staff_id is None
    page = client.get(MINE).text
    assert "Slett det jeg skrev i mai." in page
    assert "Statsforvalteren" in page
    client.post("/mine/delete/", {"words": "  "})
    assert Deletion.objects.count() == 1


def test_words_are_encrypted(asked) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM own_deletion")
        assert "mai" not in str(cursor.fetchone()[0])


@pytest.mark.parametrize("who", ["alice", "bob", "carol", "grace", "peggy", "heidi", "frank2", "heidi2"])
def test_nobody_but_the_units_leader_decides(signed_in, asked, who: str) -> None:
    """Heidi administers, and decides only where there is no leader who is free to."""
    assert signed_in(who).get(reverse("own:decide", args=[asked.pk])).status_code in {403, 404}
    assert "D-204" not in signed_in(who).get(reverse("own:deletions")).text


def test_a_leader_who_helps_the_client_does_not_decide_and_an_administrator_does(
    cast, signed_in, asked
) -> None:
    here = cast.here
    Responsibility.objects.create(
        organisation=here.organisation,
        episode=here.episode,
        staff=here.staff["frank"],
        since=timezone.localdate(),
    )
    path = reverse("own:decide", args=[asked.pk])
    assert signed_in("frank").get(path).status_code == 404
    assert signed_in("heidi").get(path).status_code == 200


def test_an_administrator_decides_where_there_is_no_leader(cast, signed_in, asked) -> None:
    Post.objects.filter(staff=cast.here.staff["frank"]).update(until=timezone.localdate() - timedelta(days=1))
    assert signed_in("heidi").get(reverse("own:decide", args=[asked.pk])).status_code == 200


def test_the_one_who_decides_reads_no_marks(cast, signed_in, asked) -> None:
    Administration.objects.filter(client=cast.here.dana).update(stated_total=397)
    page = signed_in("frank").get(reverse("own:decide", args=[asked.pk])).text
    assert page.count('type="checkbox"') == 6
    assert "39,7" not in page
    assert "397" not in page


def test_what_is_taken_out_of_use_is_kept_and_stands_nowhere(cast, signed_in, client, asked) -> None:
    gone = Administration.objects.filter(client=cast.here.dana).first()
    assert decide(signed_in("frank"), asked, "out_of_use", [gone]) == 302
    gone.refresh_from_db()
    assert gone.standing == "removed"
    assert gone.answers
    assert len(client.get("/mine/mine.json").json()["courses"][0]["answers"]) == 5
    page = client.get(MINE).text
    assert "Tatt ut av bruk" in page
    assert "Det var feil person." in page
    assert "Frank" in page
    assert Line.objects.filter(verb="administration.out_of_use", subject=gone.pk).exists()


def test_what_is_deleted_is_gone_with_the_words_beside_it(cast, signed_in, client, asked) -> None:
    gone = Administration.objects.filter(client=cast.here.dana).first()
    LineNote.objects.create(organisation=gone.organisation, administration=gone, line="body", text="Vondt.")
    assert decide(signed_in("frank"), asked, "deleted", [gone]) == 302
    gone.refresh_from_db()
    assert (gone.answers, gone.stated_total, gone.reason, gone.standing) == ({}, None, "", "removed")
    assert not LineNote.objects.exists()
    kept = Administration.objects.filter(client=cast.here.dana, standing__in=IN_FORCE)
    assert kept.count() == 5
    assert all(one.answers for one in kept)
    assert signed_in("alice").get(reverse("course", args=[cast.here.episode.pk])).status_code == 200
    assert Line.objects.filter(verb="administration.delete", subject=gone.pk).exists()


def test_a_no_has_a_reason_and_touches_nothing_and_a_decision_stands(cast, signed_in, client, asked) -> None:
    one = Administration.objects.filter(client=cast.here.dana).first()
    frank = signed_in("frank")
    path = reverse("own:decide", args=[asked.pk])
    assert frank.post(path, {"decided": "refused", "reason": ""}).status_code == 200
    assert frank.post(path, {"decided": "deleted", "reason": "Ja."}).status_code == 200
    assert decide(frank, asked, "refused", []) == 302
    assert decide(frank, asked, "deleted", [one]) == 404
    assert Administration.objects.filter(standing="removed").count() == 0
    assert "Ikke slettet" in client.get(MINE).text


def test_answers_of_another_are_not_to_be_chosen(cast, signed_in, asked) -> None:
    other = Administration.objects.filter(client=cast.next_door.dana).first()
    assert decide(signed_in("frank"), asked, "deleted", [other]) == 200
    other.refresh_from_db()
    assert other.answers


def test_a_therapist_passes_the_request_on(cast, signed_in) -> None:
    path = reverse("own:rights", args=[cast.here.episode.pk, cast.here.dana.pk])
    alice = signed_in("alice")
    alice.post(path, {"do": "delete", "words": "Alt fra i fjor."})
    assert Deletion.objects.get().staff_id == cast.here.staff["alice"].pk
    assert "Alt fra i fjor." in alice.get(path).text
    assert "Alt fra i fjor." in signed_in("frank").get(reverse("own:deletions")).text
