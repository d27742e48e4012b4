"""Any ending, planned or not, opens a list; each item has who and when, and nothing typed is lost."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cast import follow_dana
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.actions import open_episode, reopen_episode, share_responsibility
from gjenklang.apps.care.models import Ending, Episode
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Death, Departure, Item, Leaving, LeavingStep, Outreach, Relative
from gjenklang.apps.dropout.queries.endings import REASONS
from gjenklang.apps.dropout.queries.leaving import SETTLES, State, state_of
from gjenklang.core.dropout import Reason

TODAY = timezone.localdate


def page(cast) -> str:
    return reverse("dropout:leaving", args=[cast.here.episode.pk])


def ending(**changed: object) -> dict[str, object]:
    sent = {"day": TODAY(), "ending": "agreed", "judged": "no"} | changed
    return {"do": "ending"} | {f"ending-{name}": value for name, value in sent.items()}


def settled(**items: str) -> dict[str, str]:
    return {"do": "settle"} | {f"settle-{item}": reply for item, reply in items.items()}


ALL = {item.value: "yes" for item in Item}


def state(cast) -> State | None:
    by, episode = cast.here.actor("alice"), Episode.objects.get(pk=cast.here.episode.pk)
    held = queries.leaving_of(by, episode, cast.here.dana.pk)
    return state_of(held, queries.steps_of(by, held)) if held else None


def test_every_way_to_end_is_one_reason_of_the_core_and_all_are_there() -> None:
    assert set(REASONS) == {*Ending.values, ""}
    assert {Reason(word) for word in REASONS.values()} == set(Reason)
    assert REASONS[Ending.STAYED_AWAY] == Reason.STAYED_AWAY


def test_an_ending_today_ends_the_course_and_opens_the_list(cast, signed_in) -> None:
    sent = ending(ending="client", client_words="Jeg må hjem.", consequences="Mor er redd.", judged="yes")
    assert (
        signed_in("alice").post(page(cast), sent | {"ending-referred_to": "Poliklinikken"}).status_code == 302
    )
    cast.here.episode.refresh_from_db()
    assert (cast.here.episode.ended, cast.here.episode.ending) == (TODAY(), "client")
    noted = Departure.objects.get()
    assert (noted.client_words, noted.judged, noted.referred_to) == ("Jeg må hjem.", "yes", "Poliklinikken")
    assert state(cast).open == tuple(Item)
    verbs = set(Line.objects.filter(client=cast.here.dana.pk).values_list("verb", flat=True))
    assert {"ending.note", "episode.end", "leaving.open"} <= verbs
    with connection.cursor() as cursor:
        cursor.execute("SELECT client_words, consequences FROM dropout_departure")
        assert not {"Jeg må hjem.", "Mor er redd."} & set(cursor.fetchone())


def test_a_planned_ending_opens_the_list_and_leaves_the_course_running(cast, signed_in) -> None:
    browser, day = signed_in("alice"), TODAY() + timedelta(days=10)
    browser.post(page(cast), ending(day=day))
    cast.here.episode.refresh_from_db()
    assert cast.here.episode.ended is None
    assert state(cast).leaving.day == day
    browser.post(page(cast), settled(overdose="yes"))
    browser.post(page(cast), ending())
    assert Episode.objects.get(pk=cast.here.episode.pk).ended == TODAY()
    assert state(cast).leaving.day == TODAY()
    assert Item.OVERDOSE not in state(cast).open
    assert Leaving.objects.count() == 1


def test_a_plan_that_is_given_up_shows_no_list_and_is_kept(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), ending(day=TODAY() + timedelta(days=10)))
    assert browser.post(reverse("dropout:give_up", args=[cast.here.episode.pk])).status_code == 302
    assert state(cast) is None
    assert Leaving.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": "2019-12-31"}, "Det er før"),
        ({"day": "2099-01-01"}, "mer enn et halvt år fram"),
        ({"ending": "bored"}, "Velg en av grunnene i lista"),
        ({"ending": ""}, "Feltet er påkrevet"),
        ({"day": "someday"}, "gyldig dato"),
        ({"day": str(TODAY() + timedelta(days=5)), "ending": "died"}, "Det kan ikke planlegges"),
        ({"day": str(TODAY() + timedelta(days=5)), "ending": "stayed_away"}, "Det kan ikke planlegges"),
    ],
)
def test_a_wrong_ending_is_refused_in_words_and_nothing_typed_is_lost(
    cast, signed_in, changed: dict[str, str], words: str
) -> None:
    sent = ending(client_words="Det hjalp å bli hørt.", referred_to="NAV", **changed)
    content = signed_in("alice").post(page(cast), sent).content.decode()
    assert words in content, re.findall(r"validation-message[^>]*>([^<]+)", content)
    assert "Det hjalp å bli hørt." in content
    assert 'value="NAV"' in content
    assert Episode.objects.get(pk=cast.here.episode.pk).ended is None
    assert not Leaving.objects.exists()


def test_the_verb_refuses_what_the_form_refuses(cast) -> None:
    by = cast.here.actor("alice")
    first = Episode.objects.get(pk=cast.here.episode.pk).first_attended
    for day in (first - timedelta(days=1), TODAY() + timedelta(days=400)):
        episode, departure = Episode.objects.get(pk=cast.here.episode.pk), Departure(day=day, ending="agreed")
        with pytest.raises(ValueError, match="ends after its other days"):
            actions.note_ending(by=by, episode=episode, departure=departure)


def test_an_ending_is_corrected_and_the_list_follows_with_what_was_done(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), ending())
    browser.post(page(cast), settled(naloxone="yes"))
    day = TODAY() - timedelta(days=2)
    browser.post(page(cast), ending(day=day, ending="stayed_away"))
    assert Episode.objects.get(pk=cast.here.episode.pk).ending == "stayed_away"
    assert state(cast).leaving.day == day
    assert Item.NALOXONE not in state(cast).open
    assert (Leaving.objects.count(), Departure.objects.count()) == (1, 2)


def test_nobody_leaves_safely_by_dying(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), ending())
    browser.post(page(cast), ending(ending="died"))
    assert state(cast) is None
    assert Episode.objects.get(pk=cast.here.episode.pk).ending == "died"


def test_a_course_that_is_opened_again_and_ends_anew_gets_a_new_list(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), ending(day=TODAY() - timedelta(days=3)))
    browser.post(page(cast), settled(overdose="yes"))
    reopen_episode(by=cast.here.actor("alice"), episode=Episode.objects.get(pk=cast.here.episode.pk))
    assert state(cast) is None
    browser.post(page(cast), ending())
    assert state(cast).open == tuple(Item)
    assert Leaving.objects.count() == 2


def test_the_same_ending_sent_twice_is_noted_once(cast, signed_in) -> None:
    browser, key = signed_in("alice"), "019aa000-0000-7000-8000-000000000003"
    for _ in range(2):
        browser.post(page(cast), ending() | {"ending-key": key})
    assert (Departure.objects.count(), Leaving.objects.count()) == (1, 1)


def test_each_item_is_answered_with_who_and_when_and_sent_twice_is_stored_once(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), ending())
    for _ in range(2):
        browser.post(
            page(cast), settled(overdose="yes", naloxone="no", way_back="yes", way_back_words="Ring vakta.")
        )
    assert LeavingStep.objects.count() == 3
    assert {step.staff for step in LeavingStep.objects.all()} == {cast.here.staff["alice"]}
    content = browser.get(page(cast)).content.decode()
    assert 'value="Ring vakta."' in content
    assert "Alice, " in content
    assert set(state(cast).open) == {Item.TOLERANCE, Item.SUBSTITUTION, Item.TOLD, Item.CONTACT}


def test_an_answer_is_changed_and_the_earlier_one_is_kept(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), ending())
    browser.post(page(cast), settled(overdose="yes"))
    browser.post(page(cast), settled(overdose="no"))
    assert [step.reply for step in LeavingStep.objects.order_by("at")] == ["yes", "no"]
    assert Item.OVERDOSE in state(cast).open


def test_who_makes_contact_is_named_and_it_stays_open_until_it_is_made(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), ending())
    browser.post(page(cast), settled(responsible=str(cast.here.staff["alice"].pk)))
    assert state(cast).contact.responsible == cast.here.staff["alice"]
    assert Item.CONTACT in state(cast).open
    named = {"responsible": str(cast.here.staff["alice"].pk)}
    browser.post(page(cast), settled(contact="no", **named))
    assert Item.CONTACT in state(cast).open
    browser.post(page(cast), settled(contact="yes", **named))
    assert Item.CONTACT not in state(cast).open


@pytest.mark.parametrize("who", ["carol", "next door"])
def test_only_those_who_work_with_the_course_can_be_named(cast, signed_in, who: str) -> None:
    stranger = cast.here.staff["carol"] if who == "carol" else cast.next_door.staff["alice"]
    browser = signed_in("alice")
    browser.post(page(cast), ending())
    assert browser.post(page(cast), settled(responsible=str(stranger.pk))).status_code == 200
    assert not LeavingStep.objects.exists()


def at(hours: float, item: str = "overdose", reply: str = "yes") -> LeavingStep:
    return LeavingStep(item=item, reply=reply, at=LEFT + timedelta(hours=hours))


LEFT = datetime(2026, 11, 12, 12, tzinfo=timezone.get_fixed_timezone(60))


@pytest.mark.parametrize(
    ("last", "hours", "in_time"), [(48.0, 48.0, True), (48.001, 48.001, False), (-5.0, 0.0, True)]
)
def test_hours_are_counted_from_leaving_to_the_last_item_and_forty_eight_is_in_time(
    last: float, hours: float, in_time: bool
) -> None:
    steps = [at(-9, item) for item in Item if item != Item.CONTACT] + [at(last, Item.CONTACT)]
    found = state_of(Leaving(left_at=LEFT), steps)
    assert found.hours == pytest.approx(hours)
    assert found.in_time is in_time


def test_an_item_counts_from_when_it_was_settled_for_good() -> None:
    others = [at(1, item) for item in Item if item != Item.OVERDOSE]
    steps = sorted([*others, at(2), at(3, reply="no"), at(5), at(9)], key=lambda step: step.at)
    assert state_of(Leaving(left_at=LEFT), steps).hours == pytest.approx(5)


def test_a_talk_that_was_not_held_settles_nothing_and_a_fact_does() -> None:
    assert {item for item, replies in SETTLES.items() if "no" in replies} == {
        Item.NALOXONE,
        Item.SUBSTITUTION,
    }
    assert set(SETTLES) == set(Item)
    assert not any("named" in replies for replies in SETTLES.values())


@pytest.mark.parametrize(
    ("clock", "noted", "hour"), [(None, 9, 9), (None, 15, 12), ("16:30", 9, 16), ("16:30", 18, 16)]
)
def test_without_a_time_the_hours_begin_at_noon_but_not_after_it_was_noted(
    clock, noted: int, hour: int
) -> None:
    moment = datetime(2026, 11, 12, noted, tzinfo=timezone.get_default_timezone())
    departure = Departure(day=moment.date(), clock=time.fromisoformat(clock) if clock else None, at=moment)
    assert timezone.localtime(actions.leaving.left_at(departure)).hour == hour


def test_scope_and_last_day_stand_before_the_telephone(cast, signed_in) -> None:
    follow_dana(cast.here)
    browser = signed_in("alice")
    browser.post(page(cast), ending())
    content = browser.get(page(cast)).content.decode()
    order = [content.index(words) for words in ("At jeg er savnet.", "gjelder til", "900 00 000")]
    assert order == sorted(order)


def test_another_course_of_the_same_kind_at_the_same_time_is_said(cast, signed_in) -> None:
    by = cast.here.actor("alice")
    more = {
        "same": Episode(unit=cast.here.ours, outcome="ors", offered=TODAY()),
        "group": Episode(unit=cast.here.ours, outcome="ors", offered=TODAY(), kind="group"),
        "elsewhere": Episode(unit=cast.here.theirs, outcome="ors", offered=TODAY()),
    }
    for episode in more.values():
        open_episode(by=by, episode=episode, clients=[cast.here.dana], since=TODAY())
    found = queries.overlapping(by, cast.here.episode)
    assert [(one.pk, code) for one, code in found] == [(more["same"].pk, "D-204")]
    for url in (page(cast), reverse("course", args=[cast.here.episode.pk])):
        assert "har et annet forløp av samme slag" in signed_in("alice").get(url).content.decode()
    Episode.objects.filter(pk=cast.here.episode.pk).update(ended=TODAY())
    cast.here.episode.refresh_from_db()
    assert queries.overlapping(by, cast.here.episode) == []  # the day one ends, the next may begin


def test_a_death_that_is_learned_of_is_noted_after_the_ending(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), ending(day=TODAY() - timedelta(days=9)))
    assert (
        browser.post(page(cast), {"do": "death", "death-day": TODAY() + timedelta(days=1)}).status_code == 200
    )
    assert browser.post(page(cast), {"do": "death", "death-day": TODAY()}).status_code == 302
    assert Death.objects.get().client == cast.here.dana
    assert Line.objects.get(verb="death.record").client == cast.here.dana.pk


@pytest.mark.parametrize("who", ["alice2", "carol", "erin", "frank", "grace", "heidi", "peggy"])
def test_those_who_do_not_work_with_the_course_end_nothing(cast, signed_in, who: str) -> None:
    browser = signed_in(who)
    assert browser.get(page(cast)).status_code in (403, 404)
    assert browser.post(page(cast), ending()).status_code in (403, 404)
    assert Episode.objects.get(pk=cast.here.episode.pk).ended is None


def test_a_peer_who_works_with_the_course_ends_it_and_sees_no_agreement(cast, signed_in) -> None:
    follow_dana(cast.here)
    alice, peggy = cast.here.actor("alice"), cast.here.actor("peggy")
    share_responsibility(by=alice, episode=cast.here.episode, staff=peggy.staff, since=TODAY())
    browser = signed_in("peggy")
    assert browser.post(page(cast), ending()).status_code == 302
    content = browser.get(page(cast)).content.decode()
    assert "Er nalokson gitt?" in content
    assert "900 00 000" not in content
    assert "Ring søsteren" not in content
    assert "Ingenting er avtalt på forhånd" not in content  # that would be untrue: she may not see it
    assert "ser behandleren" in content


def test_the_supervisor_reads_and_does_not_write(cast, signed_in) -> None:
    signed_in("alice").post(page(cast), ending())
    assert "Lagre lista" not in signed_in("bob").get(page(cast)).content.decode()
    assert signed_in("bob").post(page(cast), settled(overdose="yes")).status_code == 404


def test_what_relatives_and_peers_may_be_told_stands_on_the_list(cast, signed_in, sister) -> None:
    alice = cast.here.actor("alice")
    row = Outreach(
        episode=cast.here.episode,
        client=cast.here.dana,
        calls="Dani",
        scope="at jeg vil ha en tur",
        task="Ring",
    )
    row.since, row.until = TODAY(), TODAY() + timedelta(days=9)
    actions.ask_peer(by=alice, outreach=row, peer=cast.here.staff["peggy"])
    browser = signed_in("alice")
    browser.post(page(cast), ending())
    content = browser.get(page(cast)).content.decode()
    assert "at jeg vil ha en tur" in content
    assert content.index("kan si at jeg er savnet") < content.index("400 00 001")
    assert "Ingenting er avtalt på forhånd" not in content
    for one in (Relative, Outreach):
        one.objects.update(since=TODAY() - timedelta(days=9), until=TODAY() - timedelta(days=1))
    content = browser.get(page(cast)).content.decode()
    assert "400 00 001" not in content
    assert "at jeg vil ha en tur" not in content
    assert "Ingenting er avtalt på forhånd" in content


def test_a_peer_sees_none_of_what_others_may_be_told(cast, signed_in, sister) -> None:
    alice, peggy = cast.here.actor("alice"), cast.here.actor("peggy")
    share_responsibility(by=alice, episode=cast.here.episode, staff=peggy.staff, since=TODAY())
    browser = signed_in("peggy")
    browser.post(page(cast), ending())
    content = browser.get(page(cast)).content.decode()
    assert "ser behandleren" in content
    assert "400 00 001" not in content
    assert "kan si at jeg er savnet" not in content


def test_a_number_without_a_name_is_shown_after_what_may_be_said(cast, signed_in) -> None:
    browser = signed_in("alice")
    sent = {
        "words": "Ring.",
        "contact": "911 11 111",
        "scope": "at jeg er savnet",
        "agreed": TODAY(),
        "until": TODAY(),
    }
    about = reverse("dropout:staying", args=[cast.here.episode.pk])
    browser.post(about, {"do": "agreement"} | {f"agreement-{name}": value for name, value in sent.items()})
    browser.post(page(cast), ending())
    for address in (about, page(cast)):
        content = browser.get(address).content.decode()
        assert content.index("at jeg er savnet") < content.index("911 11 111")
