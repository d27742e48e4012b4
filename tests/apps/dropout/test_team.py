"""The team's list: everyone in the open courses that one may read, most seen first; a leader gets numbers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import Episode, Session, Status
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Fact, Outreach
from gjenklang.apps.people.actions import give_role, register_client
from gjenklang.apps.people.models import Client

TEAM = "dropout:team"
LONG_AGO = date(2020, 1, 1)


def course(town, code: str, *, missed: int = 0, staff: str = "alice", place: str = "ours") -> Episode:
    """One more course, with so many sessions not met in a row."""
    by = town.actor(staff)
    client = register_client(by=by.who, client=Client(code=code, birth_year=1990))
    forms = {"outcome": "gjenklang-outcome-adult", "alliance": "gjenklang-alliance-adult"}
    row = Episode(unit=getattr(town, place), **forms)
    episode = care.open_episode(by=by, episode=row, clients=[client], since=LONG_AGO)
    sessions = [
        Session(
            organisation=town.organisation,
            episode=episode,
            staff_id=by.staff,
            starts=timezone.now() - timedelta(days=ago),
            local_date=timezone.localdate() - timedelta(days=ago),
            status=Status.NO_SHOW,
        )
        for ago in range(missed)
    ]
    care.store_sessions(by=by, sessions=sessions)
    return episode


def codes(cast, who: str) -> list[str]:
    return [row.course.code for row in queries.team(cast.here.actor(who), timezone.localdate())]


def test_most_seen_comes_first_and_then_what_it_is(cast, move) -> None:
    course(cast.here, "A-1")
    course(cast.here, "Z-1", missed=2)
    assert codes(cast, "alice") == ["D-204", "Z-1", "A-1"]  # a move, two missed, nothing
    course(cast.here, "B-1", missed=3)
    assert codes(cast, "alice") == ["D-204", "B-1", "Z-1", "A-1"]


def test_one_sees_ones_own_and_a_supervisor_the_unit(cast) -> None:
    course(cast.here, "C-1", staff="carol", missed=2)
    assert codes(cast, "alice") == ["D-204"]
    assert codes(cast, "carol") == ["C-1"]
    assert codes(cast, "bob") == ["C-1", "D-204"]
    assert codes(cast, "erin") == []


def test_the_page_says_what_is_seen_what_is_done_and_by_whom(cast, signed_in, move, today) -> None:
    row = Outreach(episode=cast.here.episode, client=cast.here.dana, since=today, until=today)
    row.calls = row.scope = row.task = row.when_bad = "x"
    actions.ask_peer(by=cast.here.actor("alice"), outreach=row, peer=cast.here.staff["peggy"])
    shown = signed_in("bob").get(reverse(TEAM)).content.decode()
    for words in ("første avtale der er ikke satt", "Likeperson tar kontakt", "Peggy", "mangler navn"):
        assert words in shown
    assert "Ingen funn betyr ikke at alt er bra." in shown
    assert "%" not in shown.split("<main")[1].split("</main>")[0].replace("%20", "")


def test_everyone_who_is_listed_leaves_a_line_and_those_left_out_none(cast, signed_in) -> None:
    course(cast.here, "Z-1", missed=2)
    listed = Line.objects.filter(verb="client.list", by=cast.here.staff["alice"].pk)
    signed_in("alice").get(reverse(TEAM))
    assert listed.count() == 2
    signed_in("alice").get(reverse(TEAM), {"fact": "missed"})
    assert listed.count() == 3
    assert listed.latest("id").client == Client.objects.get(code="Z-1").pk


def test_it_is_narrowed_by_unit_and_by_fact(cast, signed_in) -> None:
    system = cast.here.actor("heidi").who
    give_role(
        by=system, staff=cast.here.staff["bob"], unit=cast.here.theirs, role="supervisor", since=LONG_AGO
    )
    course(cast.here, "E-1", staff="erin", place="theirs", missed=2)
    browser = signed_in("bob")
    page = browser.get(reverse(TEAM)).content.decode()
    assert "D-204" in page
    assert "E-1" in page
    page = browser.get(reverse(TEAM), {"unit": str(cast.here.theirs.pk)}).content.decode()
    assert "D-204" not in page
    page = browser.get(reverse(TEAM), {"fact": "missed"}).content.decode()
    assert "D-204" not in page
    assert "E-1" in page


def test_a_leader_sees_numbers_without_names_and_small_ones_not_at_all(cast, signed_in) -> None:
    for number in range(4):
        course(cast.here, f"M-{number}", missed=2)
    page = signed_in("frank").get(reverse(TEAM)).content.decode()
    assert "5 åpne forløp." in page
    assert "færre enn 5" in page
    assert "D-204" not in page
    assert "M-1" not in page
    course(cast.here, "M-5", missed=2)
    (unit,) = queries.counted(cast.here.actor("frank"), timezone.localdate())
    assert (unit.n, dict(unit.facts)[Fact.MISSED], dict(unit.facts)[Fact.DECLINED]) == (6, 5, 0)
    assert not Line.objects.filter(by=cast.here.staff["frank"].pk, verb="client.list").exists()


def test_a_leader_of_one_unit_counts_only_that(cast) -> None:
    course(cast.here, "E-1", staff="erin", place="theirs", missed=2)
    assert [unit.unit for unit in queries.counted(cast.here.actor("frank"), timezone.localdate())] == ["Ours"]
    assert not queries.counted(cast.here.actor("bob"), timezone.localdate())


@pytest.mark.parametrize("who", ["grace", "heidi", "peggy"])
def test_others_do_not_get_in(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(reverse(TEAM)).status_code == 403


def test_the_number_of_questions_does_not_grow_with_the_team(
    cast, signed_in, django_assert_max_num_queries
) -> None:
    browser = signed_in("alice")
    for number in range(12):
        course(cast.here, f"M-{number}", missed=2)
    browser.get(reverse(TEAM))
    with django_assert_max_num_queries(20):
        browser.get(reverse(TEAM))
