"""Someone close is reached only while what was agreed lasts, and what was agreed stands before the number."""

from datetime import timedelta

import pytest
from django.db import connection

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Relative

PHONE = "400 00 001"


def sent(today, **other: str) -> dict[str, str]:
    return {
        "relation": "Far",
        "name": "Finn",
        "scope": "kan få vite at jeg er her",
        "since": str(today),
        "until": str(today + timedelta(days=30)),
        "phone": "400 00 002",
        "knows": "",
    } | other


def test_what_is_agreed_stands_before_the_number(cast, signed_in, sister, of_dana) -> None:
    page = signed_in("alice").get(of_dana("follow")).content.decode()
    assert page.index("kan si at jeg er savnet") < page.index(PHONE)
    assert "gjelder til og med" in page[: page.index(PHONE)]


@pytest.mark.parametrize("days", [0, 1])
def test_the_number_is_hidden_from_the_day_after(cast, signed_in, sister, of_dana, today, days: int) -> None:
    Relative.objects.update(until=today - timedelta(days=days))
    page = signed_in("alice").get(of_dana("follow")).content.decode()
    assert (PHONE in page) is (days == 0)
    change = signed_in("alice").get(of_dana("relative", sister.pk)).content.decode()
    assert (PHONE in change) is (days == 0)
    (close,) = queries.close_to(cast.here.actor("alice"), cast.here.episode, cast.here.dana.pk)
    assert (close.phone == PHONE) is (days == 0)


def test_a_hidden_number_is_kept_when_the_rest_is_changed(cast, signed_in, sister, of_dana, today) -> None:
    Relative.objects.update(until=today - timedelta(days=1))
    given = sent(today, relation="Søster")
    del given["phone"]
    assert signed_in("alice").post(of_dana("relative", sister.pk), given).status_code == 302
    sister.refresh_from_db()
    assert (sister.phone, sister.scope) == (PHONE, "kan få vite at jeg er her")


def test_taken_back_it_is_over_at_once(cast, signed_in, sister, of_dana, verbs) -> None:
    assert signed_in("alice").post(of_dana("withdraw", sister.pk)).status_code == 302
    assert PHONE not in signed_in("alice").get(of_dana("follow")).content.decode()
    assert verbs()[-1] == "relative.withdraw"


def test_name_and_number_and_words_lie_encrypted(cast, sister) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, scope, knows FROM dropout_relative")
        row = " ".join(cursor.fetchone())
    assert not [word for word in ("Siv", PHONE, "savnet") if word in row]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"until": ""}, "Skriv hva samtykket gjelder"),
        ({"scope": ""}, "Skriv hva samtykket gjelder"),
        ({"since": "", "until": ""}, "krever et samtykke med datoer"),
        ({"until": "2001-01-01"}, "Siste dag kommer før den første."),
    ],
)
def test_what_is_half_agreed_is_refused_and_nothing_typed_is_lost(
    cast, signed_in, of_dana, today, wrong: dict, sentence: str
) -> None:
    answer = signed_in("alice").post(of_dana("new_relative"), sent(today, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "Finn" in page
    assert not Relative.objects.exists()


def test_sent_twice_it_is_kept_once(cast, signed_in, of_dana, today, verbs) -> None:
    browser = signed_in("alice")
    key = browser.get(of_dana("new_relative")).context["form"]["key"].value()
    for _again in range(2):
        browser.post(of_dana("new_relative"), sent(today, key=str(key)))
    assert Relative.objects.count() == 1
    assert verbs().count("relative.note") == 1


@pytest.mark.parametrize("who", ["alice2", "carol", "erin", "frank", "peggy"])
def test_strangers_learn_of_nobody_close(cast, signed_in, sister, of_dana, who: str) -> None:
    town = cast.next_door if who.endswith("2") else cast.here
    assert not queries.close_to(town.actor(who.rstrip("2")), cast.here.episode, cast.here.dana.pk)
    for name, keys in (("relative", [sister.pk]), ("withdraw", [sister.pk])):
        assert signed_in(who).post(of_dana(name, *keys)).status_code in {403, 404}
    sister.refresh_from_db()
    assert sister.agreed_on(sister.since)


def test_a_supervisor_reads_and_does_not_write(cast, signed_in, sister, of_dana) -> None:
    assert PHONE in signed_in("bob").get(of_dana("follow")).content.decode()
    assert signed_in("bob").get(of_dana("relative", sister.pk)).status_code == 404


def test_a_relative_of_another_course_is_not_taken(cast, sister, today) -> None:
    """A key that is known elsewhere is replaced, and the row there stays as it is."""
    other = Relative(
        pk=sister.pk, episode=cast.next_door.episode, client=cast.next_door.dana, relation="Bror"
    )
    kept = actions.note_relative(by=cast.next_door.actor("alice"), relative=other)
    assert kept.pk != sister.pk
    sister.refresh_from_db()
    assert sister.relation == "Søster"
