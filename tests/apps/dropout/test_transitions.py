"""A move is followed until the first appointment there is attended, or until someone says why not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gjenklang.apps.care import actions as care
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Closed, Fact, Transition


def fact(cast, today) -> dict | None:
    found = queries.engagement(cast.here.actor("alice"), today)
    return next((one.figures for part in found for one in part.seen if one.fact == Fact.TRANSITION), None)


def change(cast, move, **changed: object) -> None:
    actions.change_transition(by=cast.here.actor("alice"), transition=move, changed=changed)


def test_it_is_a_fact_until_it_has_an_appointment_and_someone_who_goes_along(cast, move, today) -> None:
    assert fact(cast, today)["appointment"] is None
    change(cast, move, appointment=today + timedelta(days=8))
    assert fact(cast, today)["along"] == ""
    change(cast, move, along=cast.here.staff["carol"])
    assert fact(cast, today) is None
    change(cast, move, appointment=today - timedelta(days=1))
    assert fact(cast, today)["overdue"]


def test_nobody_attended_before_they_were_referred(cast, signed_in, move, of_dana, today) -> None:
    change(cast, move, referred=today)
    sent = {"do": "attend", "attend-day": str(today - timedelta(days=1))}
    answer = signed_in("alice").post(of_dana("transition", move.pk), sent)
    assert "Den dagen kommer før henvisningen." in answer.content.decode()
    assert Transition.objects.get().open


def test_it_stays_when_the_course_here_has_ended(cast, signed_in, move, of_dana, today) -> None:
    care.end_episode(by=cast.here.actor("alice"), episode=cast.here.episode, ended=today, ending="moved")
    assert fact(cast, today)
    assert "første avtale der er ikke satt" in signed_in("alice").get(of_dana("follow")).content.decode()
    actions.attend_transition(by=cast.here.actor("alice"), transition=move, day=today)
    assert fact(cast, today) is None


def test_a_move_of_someone_who_died_is_nobodys_to_follow(cast, move, today) -> None:
    care.end_episode(by=cast.here.actor("alice"), episode=cast.here.episode, ended=today, ending="died")
    assert not queries.engagement(cast.here.actor("alice"), today)


def test_attended_and_closed_are_one_or_the_other(cast, move, today, verbs) -> None:
    alice = cast.here.actor("alice")
    actions.close_transition(
        by=alice, transition=move, day=today, reason=Closed.LOST, words="ringte tre ganger"
    )
    assert not move.open
    actions.attend_transition(by=alice, transition=move, day=today)
    move.refresh_from_db()
    assert (move.closed, move.reason, move.words) == (None, "", "")
    assert verbs()[-2:] == ["transition.close", "transition.attend"]


def test_the_page_follows_it_from_referred_to_attended(cast, signed_in, move, of_dana, today) -> None:
    browser, page = signed_in("alice"), of_dana("transition", move.pk)
    sent = {"do": "change", "place": move.place, "moves": str(move.moves), "referred": str(today)}
    sent |= {"appointment": str(today + timedelta(days=9)), "along": str(cast.here.staff["carol"].pk)}
    assert browser.post(page, sent).status_code == 302
    assert "Carol" in browser.get(of_dana("follow")).content.decode()
    assert browser.post(page, {"do": "attend", "attend-day": str(today)}).status_code == 302
    move.refresh_from_db()
    assert move.attended == today


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"do": "attend", "attend-day": "2999-01-01"}, "Den dagen har ikke kommet ennå."),
        ({"do": "close", "close-reason": "bored"}, "bored"),
        (
            {"do": "change", "place": "X", "moves": "2026-01-01", "referred": "2026-02-01"}
            | {"appointment": "2026-01-05"},
            "Første avtale kommer før henvisningen.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    cast, signed_in, move, of_dana, sent, sentence: str
) -> None:
    answer = signed_in("alice").post(of_dana("transition", move.pk), sent)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Transition.objects.get().open


@pytest.mark.parametrize("who", ["alice2", "bob", "carol", "erin", "frank", "peggy"])
def test_only_those_who_work_with_the_course_write(cast, signed_in, move, of_dana, who: str) -> None:
    answer = signed_in(who).post(of_dana("transition", move.pk), {"do": "attend", "attend-day": "2026-01-01"})
    assert answer.status_code in {403, 404}
    assert Transition.objects.get().open


def test_a_move_of_another_course_is_not_found(cast, signed_in, move) -> None:
    theirs = reverse("dropout:transition", args=[cast.next_door.episode.pk, move.pk])
    assert signed_in("alice2").get(theirs).status_code == 404
