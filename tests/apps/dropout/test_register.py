"""Who got which measure, and did they stay: counts with n and Wilson's interval, never small ones, never a trial."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import Episode, Session, Status
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Given, LocalMeasure, Milestone, Transition
from gjenklang.apps.dropout.queries.register import given_to
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.models import Client
from gjenklang.core.numerics import wilson

LONG_AGO = date(2020, 1, 1)
AGO = 100
REGISTER = "dropout:register"


def got(town, today: date, code: str, *, came: bool = True, ended: tuple[int, str] | None = None) -> Episode:
    """A course with a milestone meeting a hundred days ago, and whether they came to the next session."""
    alice = town.actor("alice")
    client = register_client(by=alice.who, client=Client(code=code, birth_year=1990))
    forms = {"outcome": "gjenklang-outcome-adult", "alliance": "gjenklang-alliance-adult"}
    episode = care.open_episode(
        by=alice, episode=Episode(unit=town.ours, **forms), clients=[client], since=LONG_AGO
    )
    held = today - timedelta(days=AGO)
    row = Milestone(episode=episode, client=client, day=held, held=held)
    actions.plan_milestone(by=alice, milestone=row)
    after = held + timedelta(days=7)
    session = Session(organisation=town.organisation, episode=episode, staff_id=alice.staff, local_date=after)
    session.status = Status.HELD if came else Status.NO_SHOW
    care.store_sessions(by=alice, sessions=[session])
    if ended:
        day, how = ended
        care.end_episode(by=alice, episode=episode, ended=held + timedelta(days=day), ending=how)
    return episode


def measures(cast, today: date, who: str = "alice") -> dict[str, object]:
    (unit,) = queries.register(cast.here.actor(who), today)
    return {one.name: one for one in unit.measures}


def shares(measure) -> list[tuple[int, int] | None]:
    return [(one.share.count, one.n) if one.share else None for one in measure.tallies]


def test_came_to_the_next_and_still_there_after_30_and_90_days(cast, today) -> None:
    for number in range(6):
        got(cast.here, today, f"S-{number}", came=number < 5)
    got(cast.here, today, "L-1", came=False, ended=(20, "client"))
    got(cast.here, today, "L-2", ended=(60, "service"))
    one = measures(cast, today)["Milepælsmøte"]
    assert one.n == 8
    assert shares(one) == [(6, 8), (7, 8), (6, 8)]
    assert one.tallies[0].share == wilson(6, 8)


@pytest.mark.parametrize("how", ["agreed", "moved", "died", ""])
def test_who_ended_as_agreed_moved_or_died_neither_stayed_nor_left(cast, today, how: str) -> None:
    for number in range(5):
        got(cast.here, today, f"S-{number}")
    got(cast.here, today, "A-1", ended=(20, how))
    one = measures(cast, today)["Milepælsmøte"]
    assert (one.n, [tally.n for tally in one.tallies]) == (6, [6, 5, 5])


def test_what_is_not_known_yet_is_not_counted(cast, today) -> None:
    for number in range(5):
        got(cast.here, today, f"S-{number}")
    one = measures(cast, today - timedelta(days=AGO - 29))["Milepælsmøte"]
    assert [tally.n for tally in one.tallies] == [5, 0, 0]
    assert [tally.share is None for tally in one.tallies] == [False, True, True]


def test_each_counts_once_from_the_first_time(cast, today) -> None:
    for number in range(5):
        episode = got(cast.here, today, f"S-{number}")
        again = Milestone(episode=episode, client=episode.participants.get().client, day=today, held=today)
        actions.plan_milestone(by=cast.here.actor("alice"), milestone=again)
    assert shares(measures(cast, today)["Milepælsmøte"]) == [(5, 5)] * 3


def test_fewer_than_five_are_too_few(cast, signed_in, today, of_dana) -> None:
    for number in range(4):
        got(cast.here, today, f"S-{number}")
    page = signed_in("frank").get(reverse(REGISTER)).content.decode()
    assert "Færre enn 5 fikk det: for få til å si noe." in page
    assert "Slik har det gått for andre her" not in signed_in("alice").get(of_dana("follow")).content.decode()
    got(cast.here, today, "S-5")
    page = signed_in("frank").get(reverse(REGISTER)).content.decode()
    assert "5 av 5" in page
    assert "100 % (57–100)" in page
    assert "Dette er ikke et forsøk." in page
    page = signed_in("alice").get(of_dana("follow")).content.decode()
    for words in ("«Milepælsmøte» er brukt for 5 det siste året.", "5 av 5 kom til neste samtale"):
        assert words in page
    assert "100 %, 95 % usikkerhet 57–100, Wilson" in page
    assert "Dette er ikke et forsøk." in page


def test_going_along_is_counted_by_who_attended_at_the_new_place(cast, today) -> None:
    alice = cast.here.actor("alice")
    for number in range(6):
        episode = got(cast.here, today, f"S-{number}")
        row = Transition(
            episode=episode,
            client=episode.participants.get().client,
            place="Elvebakken",
            moves=today - timedelta(days=9),
            appointment=today - timedelta(days=5),
            along_words="søster" if number < 5 else "",
        )
        move = actions.plan_transition(by=alice, transition=row)
        if number != 1:
            actions.attend_transition(by=alice, transition=move, day=today)
    one = measures(cast, today)["Følge ved overgang"]
    assert (one.n, shares(one)) == (5, [(4, 5)])  # the sixth went alone; the second never came


def test_a_measure_of_ones_own_is_named_given_and_closed(cast, signed_in, of_dana, today, verbs) -> None:
    leader, browser = signed_in("frank"), signed_in("alice")
    assert leader.post(reverse("dropout:new_measure"), {"name": ""}).status_code == 200
    assert leader.post(reverse("dropout:new_measure"), {"name": "Ringerunde"}).status_code == 302
    measure = LocalMeasure.objects.get()
    given = {"measure": str(measure.pk), "day": str(today)}
    assert browser.post(of_dana("new_given"), given).status_code == 302
    assert verbs()[-1] == "measure.give"
    assert measures(cast, today)["Ringerunde"].n == 1
    leader.post(reverse("dropout:close_measure", args=[measure.pk]))
    assert browser.post(of_dana("new_given"), given).status_code == 200
    assert Given.objects.count() == 1
    assert browser.post(of_dana("new_given"), given | {"day": "2999-01-01"}).status_code == 200
    assert signed_in("heidi2").post(reverse("dropout:close_measure", args=[measure.pk])).status_code == 404


def test_one_sees_only_ones_own_units(cast, today) -> None:
    for number in range(5):
        got(cast.here, today, f"S-{number}")
    assert not queries.register(cast.here.actor("erin"), today)[0].measures
    assert not queries.register(cast.next_door.actor("alice"), today)[0].measures
    assert not queries.register(cast.here.actor("peggy"), today)
    assert not queries.others_here(cast.here.actor("carol"), cast.here.episode)


@pytest.mark.parametrize("who", ["grace", "heidi", "peggy"])
def test_others_do_not_get_in(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(reverse(REGISTER)).status_code == 403


@pytest.mark.parametrize("who", ["alice2", "bob", "carol", "frank", "peggy"])
def test_only_those_who_work_with_the_course_note_it(cast, signed_in, of_dana, today, who: str) -> None:
    measure = actions.name_measure(by=cast.here.actor("frank"), name="Ringerunde")
    given = {"measure": str(measure.pk), "day": str(today)}
    assert signed_in(who).post(of_dana("new_given"), given).status_code in {403, 404}
    assert not Given.objects.exists()


def test_what_was_given_stands_with_its_day_beside_the_course(cast, signed_in, of_dana, today) -> None:
    alice = cast.here.actor("alice")
    measure = LocalMeasure.objects.create(organisation_id=cast.here.organisation.pk, name="Turgruppe")
    row = Given(
        episode=cast.here.episode, client=cast.here.dana, measure=measure, day=today - timedelta(days=400)
    )
    actions.give_measure(by=alice, given=row)
    content = signed_in("alice").get(of_dana("follow")).content.decode()
    assert "Turgruppe" in content.split("Gjort før")[1]
    assert [one.measure for one in given_to(alice, cast.here.episode, cast.here.dana.pk)] == ["Turgruppe"]
    for other in ("carol", "frank", "peggy"):
        assert given_to(cast.here.actor(other), cast.here.episode, cast.here.dana.pk) == []
