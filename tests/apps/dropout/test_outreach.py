"""A peer sees what was agreed to share, while it is agreed, and nothing else of the one it is about."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Contact, Outreach
from gjenklang.apps.people import actions as people

MINE = "dropout:outreach"
SHARED = ("Dani", "kan si at jeg er savnet", "400 00 003", "Ring torsdag", "Alice på vakttelefonen")


@pytest.fixture
def asked(cast, today) -> Outreach:
    """Peggy is asked about Dana, for ten days more."""
    row = Outreach(
        episode=cast.here.episode,
        client=cast.here.dana,
        calls=SHARED[0],
        scope=SHARED[1],
        phone=SHARED[2],
        task=SHARED[3],
        when_bad=SHARED[4],
        since=today,
        until=today + timedelta(days=10),
    )
    return actions.ask_peer(by=cast.here.actor("alice"), outreach=row, peer=cast.here.staff["peggy"])


def page(asked: Outreach) -> str:
    return reverse("dropout:task", args=[asked.pk])


def sent(cast, today, **other: str) -> dict[str, str]:
    """What the browser sends when a therapist asks a peer."""
    return {
        "peer": str(cast.here.staff["peggy"].pk),
        "agreed": "on",
        "scope": SHARED[1],
        "since": str(today),
        "until": str(today + timedelta(days=10)),
        "calls": SHARED[0],
        "phone": SHARED[2],
        "task": SHARED[3],
        "when_bad": SHARED[4],
    } | other


def test_a_therapist_asks_and_the_peer_sees_the_consent_before_the_number(
    cast, signed_in, of_dana, today, verbs
) -> None:
    answer = signed_in("alice").post(of_dana("new_outreach"), sent(cast, today))
    assert answer.status_code == 302, answer.content.decode()
    shown = signed_in("peggy").get(page(Outreach.objects.get())).content.decode()
    assert all(words in shown for words in SHARED)
    assert shown.index(SHARED[1]) < shown.index("gjelder til og med") < shown.index(SHARED[2])
    assert verbs()[-1] == "outreach.ask"
    follow = signed_in("alice").get(of_dana("follow")).content.decode()
    assert "Likeperson tar kontakt" in follow
    assert "Peggy" in follow


def test_the_peer_sees_neither_code_nor_course(cast, signed_in, asked) -> None:
    browser = signed_in("peggy")
    for address in (reverse(MINE), page(asked)):
        shown = browser.get(address).content.decode()
        assert "Dani" in shown
        for secret in ("D-204", "Dana", str(cast.here.dana.pk), str(cast.here.episode.pk)):
            assert secret not in shown
    for name in ("course", "dropout:follow", "care:about"):
        assert browser.get(reverse(name, args=[cast.here.episode.pk])).status_code in {403, 404}
    for name in ("care:today", "care:clients", "caseload"):
        assert "D-204" not in browser.get(reverse(name)).content.decode()


def test_each_look_leaves_a_line_about_the_client(cast, signed_in, asked) -> None:
    signed_in("peggy").get(reverse(MINE))
    signed_in("peggy").get(page(asked))
    peggy = Line.objects.filter(by=cast.here.staff["peggy"].pk, client=cast.here.dana.pk)
    assert list(peggy.order_by("id").values_list("verb", flat=True)) == ["outreach.list", "outreach.read"]


@pytest.mark.parametrize(("since", "until"), [(-9, -1), (1, 9)])
def test_outside_the_consent_the_peer_sees_only_whom_to_talk_to(
    cast, signed_in, asked, today, since: int, until: int
) -> None:
    Outreach.objects.update(since=today + timedelta(days=since), until=today + timedelta(days=until))
    for address in (reverse(MINE), page(asked)):
        shown = signed_in("peggy").get(address).content.decode()
        assert not [words for words in SHARED if words in shown]
        assert "Snakk med Alice." in shown
    lines = Line.objects.filter(client=cast.here.dana.pk)
    before = lines.count()
    note = {"do": "contact", "contact-day": str(today), "contact-how": "phone"}
    assert "Snakk med Alice." in signed_in("peggy").post(page(asked), note).content.decode()
    assert not Contact.objects.exists()
    assert lines.count() == before


def test_nobody_is_asked_to_call_someone_who_has_died(cast, signed_in, asked, today) -> None:
    care.end_episode(by=cast.here.actor("alice"), episode=cast.here.episode, ended=today, ending="died")
    assert signed_in("peggy").get(page(asked)).status_code == 404
    assert not queries.tasks(cast.here.actor("peggy"))


def test_taken_back_it_is_gone_for_the_peer(cast, signed_in, asked, of_dana, verbs) -> None:
    assert signed_in("alice").post(of_dana("asked", asked.pk), {"do": "withdraw"}).status_code == 302
    assert signed_in("peggy").get(page(asked)).status_code == 404
    assert "Dani" not in signed_in("peggy").get(reverse(MINE)).content.decode()
    assert verbs()[-1] == "outreach.close"


def test_the_peer_logs_a_try_and_how_it_ended(cast, signed_in, asked, of_dana, today, verbs) -> None:
    browser = signed_in("peggy")
    note = {"do": "contact", "contact-day": str(today), "contact-how": "sms", "contact-reached": "on"}
    key = browser.get(page(asked)).context["forms"]["contact"]["key"].value()
    for _again in range(2):
        browser.post(page(asked), note | {"contact-key": str(key), "contact-note": "kommer torsdag"})
    assert Contact.objects.count() == 1
    shown = signed_in("alice").get(of_dana("asked", asked.pk)).content.decode()
    assert "kommer torsdag" in shown
    assert browser.post(page(asked), {"do": "close", "close-outcome": "back"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.closed, asked.outcome) == (today, "back")
    assert verbs()[-2:] == ["outreach.contact", "outreach.close"]


def test_what_was_agreed_lies_encrypted(cast, asked) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT calls, scope, phone, task, when_bad FROM dropout_outreach")
        assert not set(SHARED) & set(cursor.fetchone())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"agreed": ""}, "har sagt ja til denne likepersonen"),
        ({"until": "2001-01-01"}, "Siste dag kommer før den første."),
        ({"since": "2001-01-01", "until": "2001-01-02"}, "Den dagen har vært."),
    ],
)
def test_without_a_consent_that_lasts_nobody_is_asked(
    cast, signed_in, of_dana, today, wrong: dict, sentence: str
) -> None:
    answer = signed_in("alice").post(of_dana("new_outreach"), sent(cast, today, **wrong))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in shown
    assert SHARED[3] in shown
    assert not Outreach.objects.exists()


def test_a_try_tomorrow_is_refused(cast, signed_in, asked) -> None:
    note = {"do": "contact", "contact-day": "2999-01-01", "contact-how": "sms", "contact-note": "hei"}
    shown = signed_in("peggy").post(page(asked), note).content.decode()
    assert "Den dagen har ikke kommet ennå." in shown
    assert "hei" in shown


def test_only_peers_are_offered_with_what_they_write_of_themselves(cast, signed_in, of_dana, asked) -> None:
    signed_in("peggy").post(reverse(MINE), {"words": "onsdag 10–16"})
    shown = signed_in("alice").get(of_dana("new_outreach")).content.decode()
    assert "Peggy · onsdag 10–16 · åpne oppdrag: 1" in shown
    assert ">Carol" not in shown


def test_the_task_is_one_peers_and_nobody_stands_in(cast, signed_in, asked, today) -> None:
    system = cast.here.actor("heidi").who
    carol = cast.here.staff["carol"]
    people.give_role(by=system, staff=carol, unit=cast.here.ours, role="peer", since=today)
    people.appoint_substitute(
        by=system, absent=cast.here.staff["peggy"], substitute=carol, since=today, until=today
    )
    assert signed_in("carol").get(page(asked)).status_code == 404
    assert not queries.tasks(cast.here.actor("carol"))


def test_a_peer_whose_role_has_ended_sees_nothing(cast, signed_in, asked, today) -> None:
    post = cast.here.staff["peggy"].posts.get()
    post.until = today - timedelta(days=1)
    post.save()
    assert signed_in("peggy").get(page(asked)).status_code == 403
    assert not queries.tasks(cast.here.actor("peggy"))


@pytest.mark.parametrize("who", ["alice", "bob", "carol", "frank", "grace", "heidi", "peggy2"])
def test_nobody_else_opens_the_peers_page(cast, signed_in, asked, who: str) -> None:
    assert signed_in(who).get(page(asked)).status_code in {403, 404}


@pytest.mark.parametrize("who", ["alice2", "bob", "carol", "erin", "frank", "peggy"])
def test_only_those_who_work_with_the_course_ask_and_take_back(
    cast, signed_in, asked, of_dana, today, who: str
) -> None:
    for name, keys, given in (
        ("new_outreach", [], sent(cast, today)),
        ("asked", [asked.pk], {"do": "withdraw"}),
    ):
        assert signed_in(who).post(of_dana(name, *keys), given).status_code in {403, 404}
    asked.refresh_from_db()
    assert asked.closed is None
    assert Outreach.objects.count() == 1


def test_a_peer_next_door_is_not_asked(cast, signed_in, of_dana, today) -> None:
    given = sent(cast, today, peer=str(cast.next_door.staff["peggy"].pk))
    assert signed_in("alice").post(of_dana("new_outreach"), given).status_code == 200
    row = Outreach(episode=cast.here.episode, client=cast.here.dana, since=today, until=timezone.localdate())
    with pytest.raises(ValueError, match="organisation"):
        actions.ask_peer(by=cast.here.actor("alice"), outreach=row, peer=cast.next_door.staff["peggy"])
